import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { contentDisposition } from '../materials/content-disposition.js';
import { MaterialReads } from '../materials/material.reads.js';
import type { UsageCounter } from '../materials/usage-counter.js';
import type { Storage } from '../platform/storage/storage.js';
import { makeArchive } from './archive.js';

/** What the route stands on. */
export interface ArchiveRoutesOptions {
  readonly pool: Pool;
  readonly storage: Storage;
  readonly usage: UsageCounter;
  readonly publicUrl: string;
}

/** Adds `/archives/<slug>.zip`, «Скачать всё». */
export async function archiveRoutes(app: FastifyInstance, options: ArchiveRoutesOptions): Promise<void> {
  const { pool, storage, usage, publicUrl } = options;
  const materials = new MaterialReads(pool);
  app.route<{ Params: { slug: string } }>({
    method: ['GET', 'HEAD'],
    url: '/archives/:slug.zip',
    handler: async (request, reply) => {
      const material = await materials.bySlug(request.params.slug);
      reply.header('cache-control', 'no-store');
      if (!material) return reply.code(404).type('text/plain; charset=utf-8').send('Материал не найден\n');
      const archive = await makeArchive(material, storage, publicUrl, new Date());
      reply
        .header('content-type', 'application/zip')
        .header('content-length', archive.size)
        .header('content-disposition', contentDisposition('attachment', archiveName(material.title)))
        .header('content-security-policy', "default-src 'none'; sandbox");
      if (request.method === 'HEAD') return reply.send();
      reply.raw.once('close', archive.abandon);
      usage.download(material.id);
      return reply.send(archive.stream);
    },
  });
}

/** The title as a file name that every system takes. */
function archiveName(title: string): string {
  const bare = title.replace(/[\\/:*?"<>|]+/g, ' ').replace(/\s+/g, ' ');
  return `${bare.slice(0, 100).trim()}.zip`;
}
