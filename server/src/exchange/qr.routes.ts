import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import QRCode from 'qrcode';
import { HistoryReads } from '../materials/authoring/history.reads.js';
import { MaterialReads } from '../materials/material.reads.js';

/** What the route stands on. */
export interface QrOptions {
  readonly pool: Pool;
  readonly publicUrl: string;
}

/** Adds `/materials/<slug>/qr.svg`: the address of a material for a slide, a handout or a stand in the corridor. */
export async function qrRoutes(app: FastifyInstance, { pool, publicUrl }: QrOptions): Promise<void> {
  const materials = new MaterialReads(pool);
  const history = new HistoryReads(pool);
  app.get<{ Params: { slug: string } }>('/materials/:slug/qr.svg', async (request, reply) => {
    const material = await materials.bySlug(request.params.slug);
    if (!material) {
      const withdrawn = await history.tombstone(request.params.slug);
      return reply
        .code(withdrawn ? 410 : 404)
        .header('cache-control', 'no-store')
        .type('text/plain; charset=utf-8')
        .send(withdrawn ? 'Материал отозван\n' : 'Материал не найден\n');
    }
    const address = `${publicUrl}/materials/${material.slug}`;
    const svg = await QRCode.toString(address, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });
    return reply
      .header('cache-control', 'public, max-age=3600')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .type('image/svg+xml; charset=utf-8')
      .send(svg);
  });
}
