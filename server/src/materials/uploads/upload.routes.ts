import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { ERRORS, Server } from '@tus/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NodeRequest } from 'srvx/node';
import type { Actor } from '../../platform/actor.js';
import { DomainError, type ErrorCode } from '../../platform/errors.js';
import { sameOriginOnly } from '../../platform/same-origin.js';
import { requireMember } from '../../directory/role.js';
import type { UploadFinisher } from './upload-finisher.js';
import { isFullDisk, UploadFault } from './upload-fault.js';
import type { UploadLimits } from './upload-limits.js';
import type { UploadLocks } from './upload-locks.js';
import type { UploadRecords } from './upload.records.js';
import { CHECKSUM_ALGORITHMS, readChecksum, uploadRequest } from './upload-request.js';
import type { UploadStore } from './upload-store.js';

/** What the routes stand on. */
export interface UploadRoutesOptions {
  readonly publicUrl: string;
  readonly limits: UploadLimits;
  readonly records: UploadRecords;
  readonly store: UploadStore;
  readonly locks: UploadLocks;
  readonly finisher: UploadFinisher;
  readonly authenticate: (cookies: string | undefined) => Promise<Actor>;
}

/** Most characters of `Upload-Metadata`. */
const LONGEST_METADATA = 4096;

/** Adds `/uploads`: resumable uploads by the tus protocol 1.0, for those who have signed in, each their own. */
export async function uploadRoutes(app: FastifyInstance, options: UploadRoutesOptions): Promise<void> {
  const { authenticate, limits } = options;
  const refuseForeign = sameOriginOnly(options.publicUrl);
  const tus = tusServer(options);

  /** Answers on the raw request, before any body is read. */
  const take = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    refuseForeign(request);
    const actor = requireMember(await authenticate(request.headers.cookie));
    const metadata = request.headers['upload-metadata'];
    if (metadata && metadata.length > LONGEST_METADATA) throw longMetadata();
    const checksum = readChecksum(request.headers['upload-checksum'] as string | undefined);
    const { raw, scope } = request;
    const headers = { ...reply.getHeaders(), 'cache-control': 'no-store' };
    reply.hijack();
    for (const [name, value] of Object.entries(headers)) if (value) reply.raw.setHeader(name, value);
    if (request.method === 'OPTIONS') {
      reply.raw.setHeader('tus-checksum-algorithm', CHECKSUM_ALGORITHMS);
      reply.raw.setHeader('tus-max-size', String(limits.file));
    }
    const cut = () => void raw.destroy();
    try {
      const answer = await uploadRequest.run({ actor, locale: scope.locale, checksum, cut }, () =>
        tus.handleWeb(new NodeRequest({ req: raw, res: reply.raw })),
      );
      await send(answer, reply.raw);
    } catch (error) {
      request.log.error({ err: error, requestId: scope.requestId }, 'an upload failed');
      if (!reply.raw.headersSent) reply.raw.writeHead(500).end();
    }
  };

  const config = { longBody: true };
  const handler = () => undefined;
  app.route({ method: ['POST', 'OPTIONS'], url: '/uploads', config, onRequest: take, handler });
  app.route({
    method: ['HEAD', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/uploads/:id',
    config,
    onRequest: take,
    handler,
  });
}

/** Sends what the library answers, but for its `Connection: close`: what still comes is heard out. */
async function send(answer: Response, response: ServerResponse): Promise<void> {
  for (const [name, value] of answer.headers) if (name !== 'connection') response.setHeader(name, value);
  response.writeHead(answer.status).end(await answer.text());
}

function tusServer({ limits, records, store, locks, finisher }: UploadRoutesOptions): Server {
  return new Server({
    path: '/uploads',
    datastore: store,
    locker: locks,
    maxSize: limits.file,
    relativeLocation: true,
    allowedOrigins: [], // our own pages only
    lockDrainTimeout: 500,
    namingFunction: () => randomUUID(),
    // before the lock is asked for: a stranger could otherwise break an upload off
    onIncomingRequest: async (request, id) => {
      if (request.method === 'POST') return;
      const row = await records.byId(id);
      if (row?.accountId !== uploadRequest.getStore()!.actor.accountId) throw UploadFault.unknown();
      // the process died between the last byte and the end: the browser comes back to ask how far it was
      if (request.method === 'HEAD' && row.state === 'OPEN' && row.received === row.length)
        await finisher.finish(id);
    },
    onUploadFinish: async (_request, upload) => ({
      headers: { 'Upload-File': await finisher.finish(upload.id) },
    }),
    onResponseError: (_request, error) => describe(error),
  });
}

/** A fault in the words of HTTP, with a text for the author. */
function describe(reason: unknown): { status_code: number; body: string } {
  const { locale } = uploadRequest.getStore()!;
  const error = isFullDisk(reason) ? UploadFault.noSpace() : reason;
  if (error instanceof DomainError) {
    const status_code = error instanceof UploadFault ? error.status : (STATUS[error.code] ?? 400);
    return { status_code, body: `${error.text[locale]}\n` };
  }
  if (error === ERRORS.ERR_MAX_SIZE_EXCEEDED) {
    const body = { ru: 'Файл больше 20 ГБ.\n', en: 'The file is larger than 20 GB.\n' }[locale];
    return { status_code: 413, body };
  }
  const { status_code, body } = error as { status_code?: number; body?: string };
  if (status_code && body) return { status_code, body };
  throw error;
}

const STATUS: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  LIMIT_EXCEEDED: 413,
};

function longMetadata(): UploadFault {
  return new UploadFault(400, { ru: 'Слишком длинное описание файла.', en: 'Upload-Metadata is too long.' });
}
