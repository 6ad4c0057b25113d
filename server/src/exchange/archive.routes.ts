import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import type { Actor } from '../platform/actor.js';
import { contentDisposition } from '../materials/content-disposition.js';
import { FileReads } from '../materials/file.reads.js';
import { gone } from '../materials/file.routes.js';
import { MaterialReads } from '../materials/material.reads.js';
import { CollectionReads } from '../materials/reading/collection.reads.js';
import type { UsageCounter } from '../materials/usage/usage-counter.js';
import type { Storage } from '../platform/storage/storage.js';
import { type Archive, makeArchive } from './archive.js';
import { fileName, makeCollectionArchive } from './collection-archive.js';

/** What the route stands on. */
export interface ArchiveRoutesOptions {
  readonly pool: Pool;
  readonly storage: Storage;
  readonly usage: UsageCounter;
  readonly publicUrl: string;
  /** Tells by the cookies who asks: a private collection is for its owner. */
  readonly authenticate: (cookies: string | undefined) => Promise<Actor>;
}

/** Adds `/archives/<slug>.zip`, «Скачать всё», and `/archives/collections/<slug>.zip`, «Соберу урок». */
export async function archiveRoutes(app: FastifyInstance, options: ArchiveRoutesOptions): Promise<void> {
  const { pool, storage, usage, publicUrl, authenticate } = options;
  const materials = new MaterialReads(pool);
  const files = new FileReads(pool);
  const collections = new CollectionReads(pool, materials);
  app.route<{ Params: { slug: string } }>({
    method: ['GET', 'HEAD'],
    url: '/archives/:slug.zip',
    handler: async (request, reply) => {
      const material = await materials.bySlug(request.params.slug);
      if (!material)
        return (await files.isGone(request.params)) ? gone(reply) : missing(reply, 'Материал не найден');
      const archive = await makeArchive(material, storage, publicUrl, new Date());
      return send(request, reply, archive, material.title, () => usage.download(material.id));
    },
  });
  app.route<{ Params: { slug: string } }>({
    method: ['GET', 'HEAD'],
    url: '/archives/collections/:slug.zip',
    handler: async (request, reply) => {
      const actor = await authenticate(request.headers.cookie);
      const collection = await collections.bySlug(request.params.slug, actor);
      if (!collection) return missing(reply, 'Подборка не найдена');
      const items = (await collections.items([collection.id])).get(collection.id) ?? [];
      const archive = await makeCollectionArchive(collection, items, storage, publicUrl, new Date());
      return send(request, reply, archive, collection.title, () => {
        for (const { material } of items) if (material) usage.download(material.id);
      });
    },
  });
}

function missing(reply: FastifyReply, words: string): FastifyReply {
  return reply
    .code(404)
    .header('cache-control', 'no-store')
    .type('text/plain; charset=utf-8')
    .send(`${words}\n`);
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  archive: Archive,
  title: string,
  onBegin: () => void,
): FastifyReply {
  reply
    .header('cache-control', 'no-store')
    .header('content-type', 'application/zip')
    .header('content-length', archive.size)
    .header('content-disposition', contentDisposition('attachment', `${fileName(title)}.zip`))
    .header('content-security-policy', "default-src 'none'; sandbox");
  if (request.method === 'HEAD') return reply.send();
  reply.raw.once('close', archive.abandon);
  onBegin();
  return reply.send(archive.stream);
}
