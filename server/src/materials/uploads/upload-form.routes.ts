/**
 * The upload of a browser without scripts: one file of an ordinary form. It goes the same way as a resumable one,
 * from its admission to the job that reads it, and leads back to the editor, which tells what became of it.
 */
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import { Upload } from '@tus/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { requireMember } from '../../directory/role.js';
import type { Actor } from '../../platform/actor.js';
import { DomainError } from '../../platform/errors.js';
import { sameOriginOnly } from '../../platform/same-origin.js';
import { isUuid } from '../../platform/uuid.js';
import type { UploadAdmission } from './upload-admission.js';
import { isFullDisk, UploadFault } from './upload-fault.js';
import type { UploadFinisher } from './upload-finisher.js';
import { uploadRequest } from './upload-request.js';
import type { UploadStore } from './upload-store.js';

/** What the route stands on. */
export interface UploadFormOptions {
  readonly publicUrl: string;
  /** Where a file lies while it comes: its length is known when it is there. */
  readonly folder: string;
  readonly admission: UploadAdmission;
  readonly store: UploadStore;
  readonly finisher: UploadFinisher;
  readonly authenticate: (cookies: string | undefined) => Promise<Actor>;
}

/** Longest file of a form, bytes: what breaks off here begins anew. */
const FORM_FILE_BYTES = 100 * 2 ** 20;

/** What the editor is told; of a file that the bank does not take, the list of uploads tells why. */
type Told = 'none' | 'long' | 'limit' | 'space' | 'refused' | null;

/** Adds `POST /uploads/form/{material}`, which takes a form with a field `file`. */
export async function uploadFormRoutes(app: FastifyInstance, options: UploadFormOptions): Promise<void> {
  const refuseForeign = sameOriginOnly(options.publicUrl);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('multipart/form-data', (_request, _payload, done) => done(null));
  app.post<{ Params: { material: string }; Querystring: { lang?: string } }>(
    '/uploads/form/:material',
    { config: { longBody: true, rateLimit: { max: 60, timeWindow: '1 minute' } } },
    async (request, reply) => {
      refuseForeign(request);
      const actor = requireMember(await options.authenticate(request.headers.cookie));
      const { material } = request.params;
      const told = isUuid(material)
        ? await uploadRequest.run(
            { actor, locale: request.scope.locale, checksum: undefined, cut: () => request.raw.destroy() },
            () => take(request, material, options),
          )
        : 'refused';
      const page = `${request.query.lang === 'en' ? '/en' : ''}/my/materials/${encodeURIComponent(material)}`;
      return reply.redirect(`${page}${told ? `?upload=${told}` : ''}#files`, 303);
    },
  );
}

async function take(
  request: FastifyRequest,
  material: string,
  { folder, admission, store, finisher }: UploadFormOptions,
): Promise<Told> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `form-${randomUUID()}`);
  try {
    const length = Math.min(Number(request.headers['content-length'] ?? 0), FORM_FILE_BYTES);
    // it lies on the disk twice for a moment: as it comes, and as the upload that it becomes
    await admission.refuseFullDisk(2 * length);
    const file = await receive(request, path);
    if (!file || file.size === 0) return 'none';
    if (file.cut) return 'long';
    const upload = new Upload({
      ...{ id: randomUUID(), size: file.size, offset: 0 },
      metadata: { filename: file.name, material },
    });
    await store.create(upload);
    try {
      await store.write(createReadStream(path), upload.id, 0);
      await finisher.finish(upload.id);
    } catch (error) {
      // a form goes on with nothing: what is not refused for good would stand in the way of the next try
      if (isFullDisk(error) || !(error instanceof UploadFault)) await store.remove(upload.id).catch(() => {});
      throw error;
    }
    return null;
  } catch (error) {
    return whyNot(error);
  } finally {
    await rm(path, { force: true });
  }
}

/** @throws what is no refusal */
function whyNot(error: unknown): Told {
  if (isFullDisk(error)) return 'space';
  if (!(error instanceof DomainError)) throw error;
  return error.code === 'LIMIT_EXCEEDED' ? 'limit' : 'refused';
}

/** Writes the first file of a form to the disk; null where there is none. */
function receive(
  { raw, headers }: FastifyRequest,
  path: string,
): Promise<{ name: string; size: number; cut: boolean } | null> {
  return new Promise((resolve, reject) => {
    const form = new Busboy({
      headers: { ...headers, 'content-type': headers['content-type'] ?? '' },
      limits: { files: 1, fields: 10, fieldSize: 1024, parts: 11, fileSize: FORM_FILE_BYTES },
    });
    let kept: Promise<{ name: string; size: number; cut: boolean } | null> = Promise.resolve(null);
    const broken = new AbortController();
    const fail = (reason: unknown) => {
      broken.abort();
      reject(reason);
    };
    form.on('file', (field, content, name) => {
      if (field !== 'file' || !name) return void content.resume();
      kept = keep(content, path, name, broken.signal);
      kept.catch(fail);
    });
    form.on('error', fail);
    form.on('finish', () => void kept.then(resolve, fail));
    raw.on('aborted', () => fail(BROKEN));
    raw.pipe(form);
  });
}

async function keep(
  content: Readable & { truncated?: boolean; bytesRead?: number },
  path: string,
  name: string,
  signal: AbortSignal,
): Promise<{ name: string; size: number; cut: boolean }> {
  const file = await open(path, 'wx', 0o600);
  const stream = file.createWriteStream();
  await pipeline(content, stream, { signal });
  return { name, size: stream.bytesWritten, cut: content.truncated === true };
}

/** Nobody is there any more to be told. */
const BROKEN = new UploadFault(400, { ru: 'Соединение прервалось.', en: 'The connection broke.' });
