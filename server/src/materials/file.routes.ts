import { buffer } from 'node:stream/consumers';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import type { Actor } from '../platform/actor.js';
import { ObjectNotFound, type Storage } from '../platform/storage/storage.js';
import type { DraftFileReads } from './authoring/draft-file.reads.js';
import { parseRange } from './byte-range.js';
import { contentDisposition } from './content-disposition.js';
import { parseCaptions, toWebVtt } from './extraction/captions.js';
import { decodeText } from './extraction/text-encoding.js';
import { FileFormat } from './file-enums.js';
import { fileUrl, INLINE_FORMATS, thumbnailUrl } from './file-format.js';
import { FileReads, type PublicFile } from './file.reads.js';
import type { UsageCounter } from './usage/usage-counter.js';

/** What the routes stand on. */
export interface FileRoutesOptions {
  readonly pool: Pool;
  readonly storage: Storage;
  readonly usage: UsageCounter;
  /** Files of versions that are not public. */
  readonly drafts: Pick<DraftFileReads, 'byId'>;
  readonly authenticate: (cookies: string | undefined) => Promise<Actor>;
}

/** Asks each time, answers 304 mostly: a withdrawn material is gone at once. */
const ALWAYS_ASK = 'public, no-cache';
/** What only some may see is kept nowhere. */
const PRIVATE = 'private, no-store';
/** Nothing in a file may run in our origin, whatever a browser takes it for. */
const NOTHING_RUNS =
  "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox";
/** Browsers draw a PDF by a part of their own, which a sandbox would forbid; a PDF runs nothing in our origin. */
const PDF_VIEWER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";

/** Adds `/files/<id>/<name>` and `/files/<id>/thumbnail.webp`. */
export async function fileRoutes(
  app: FastifyInstance,
  { pool, storage, usage, drafts, authenticate }: FileRoutesOptions,
): Promise<void> {
  const files = new FileReads(pool);
  /** A file that the one who asks may have: what is public first, as that is what is asked for mostly. */
  const find = async (request: FastifyRequest, id: string, version: string | undefined) => {
    const file = await files.byId(id, version);
    if (file) return { file, cacheControl: ALWAYS_ASK };
    const inside = request.headers.cookie
      ? await drafts.byId(await authenticate(request.headers.cookie), id)
      : undefined;
    return { file: inside, cacheControl: PRIVATE };
  };
  app.addHook('onClose', () => usage.flush());

  app.route<{ Params: { id: string }; Querystring: { version?: string } }>({
    method: ['GET', 'HEAD'],
    url: '/files/:id/thumbnail.webp',
    handler: async (request, reply) => {
      const { file, cacheControl } = await find(request, request.params.id, request.query.version);
      if (!file?.thumbnailSha256) {
        if (await files.isGone({ fileId: request.params.id })) return gone(reply);
        return missing(reply, await files.successorOf(request.params.id), thumbnailUrl);
      }
      const stat = await storage.stat(file.thumbnailSha256);
      if (!stat) return missing(reply);
      describe(reply, stat.sha256, 'image/webp', cacheControl);
      return sendBytes(request, reply, storage, stat);
    },
  });

  app.route<{ Params: { id: string; '*': string }; Querystring: { inline?: string; version?: string } }>({
    method: ['GET', 'HEAD'],
    url: '/files/:id/*',
    handler: async (request, reply) => {
      const { file, cacheControl } = await find(request, request.params.id, request.query.version);
      if (!file) {
        if (await files.isGone({ fileId: request.params.id })) return gone(reply);
        const query = request.query.inline === undefined ? '' : '?inline';
        return missing(
          reply,
          await files.successorOf(request.params.id),
          (id, name) => fileUrl(id, name) + query,
        );
      }
      const inline = request.query.inline !== undefined && INLINE_FORMATS.has(file.format);
      if (inline && file.format === FileFormat.SRT) return sendWebVtt(reply, storage, file, cacheControl);
      describe(reply, file.sha256, inline ? inlineType(file) : attachedType(file), cacheControl);
      reply.header('content-disposition', contentDisposition(inline ? 'inline' : 'attachment', file.name));
      if (inline && file.format === FileFormat.PDF) {
        reply.header('content-security-policy', PDF_VIEWER).header('x-frame-options', 'SAMEORIGIN');
      }
      return sendBytes(request, reply, storage, file, () => {
        if (!inline && cacheControl === ALWAYS_ASK) usage.download(file.materialId);
      });
    },
  });
}

/** The same answer for a file that never was and for one that nobody may see. */
function missing(
  reply: FastifyReply,
  successor?: { id: string; name: string },
  address?: (id: string, name: string) => string,
): FastifyReply {
  if (successor && address) return reply.redirect(address(successor.id, successor.name), 302);
  return reply
    .code(404)
    .header('cache-control', 'no-store')
    .type('text/plain; charset=utf-8')
    .send('Файл не найден\n');
}

/** The answer for a file of a withdrawn material. */
export function gone(reply: FastifyReply): FastifyReply {
  return reply
    .code(410)
    .header('cache-control', 'no-store')
    .type('text/plain; charset=utf-8')
    .send('Материал отозван, его файлы больше не выдаются\n');
}

function describe(reply: FastifyReply, sha256: string, type: string, cacheControl: string): void {
  reply
    .header('content-type', type)
    .header('etag', `"${sha256}"`)
    .header('accept-ranges', 'bytes')
    .header('cache-control', cacheControl)
    .header('content-security-policy', NOTHING_RUNS)
    .header('x-content-type-options', 'nosniff')
    .header('cross-origin-resource-policy', 'same-origin');
}

/**
 * Answers a GET or HEAD with the bytes, a part of them, or nothing new.
 * @param onBegin called when a reader begins to take the bytes from their first one
 */
async function sendBytes(
  request: FastifyRequest,
  reply: FastifyReply,
  storage: Storage,
  { sha256, size }: { sha256: string; size: number },
  onBegin: () => void = () => {},
): Promise<FastifyReply> {
  const etag = `"${sha256}"`;
  const digest = `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`;
  const known = request.headers['if-none-match'];
  if (
    known &&
    (known.trim() === '*' || known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag))
  ) {
    return reply.code(304).removeHeader('content-type').removeHeader('content-disposition').send();
  }
  const condition = request.headers['if-range'];
  const range = condition && condition !== etag ? 'whole' : parseRange(request.headers.range, size);
  if (range === 'unsatisfiable') {
    return reply
      .code(416)
      .header('content-range', `bytes */${size}`)
      .removeHeader('content-disposition')
      .type('text/plain')
      .send();
  }
  const part = range === 'whole' ? undefined : range;
  if (part) {
    reply.code(206).header('content-range', `bytes ${part.start}-${part.end}/${size}`);
    reply.header('repr-digest', digest); // Content-Digest would be that of the part
  } else reply.header('content-digest', digest);
  reply.header('content-length', part ? part.end - part.start + 1 : size);
  if (request.method === 'HEAD') return reply.send();
  const stream = await storage.open(sha256, part).catch((error: unknown) => {
    if (error instanceof ObjectNotFound) return null;
    throw error;
  });
  if (!stream) {
    request.log.error({ sha256 }, 'the store has lost a file');
    for (const name of [
      'etag',
      'content-digest',
      'repr-digest',
      'content-length',
      'content-range',
      'content-disposition',
    ]) {
      reply.removeHeader(name);
    }
    return missing(reply);
  }
  if ((part?.start ?? 0) === 0) onBegin();
  return reply.send(stream);
}

/** Browsers take captions as WebVTT only. */
async function sendWebVtt(
  reply: FastifyReply,
  storage: Storage,
  file: PublicFile,
  cacheControl: string,
): Promise<FastifyReply> {
  const text = toWebVtt(parseCaptions(decodeText(await buffer(await storage.open(file.sha256)))));
  describe(reply, `${file.sha256}-vtt`, 'text/vtt; charset=utf-8', cacheControl);
  return reply.header('accept-ranges', 'none').send(text);
}

function inlineType({ mediaType }: PublicFile): string {
  return mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType;
}

/** A page of somebody else's is never called a page. */
function attachedType({ format, mediaType }: PublicFile): string {
  return format === FileFormat.HTML ? 'application/octet-stream' : mediaType;
}
