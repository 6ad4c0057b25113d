import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { etagOf } from '../../platform/answer-cache.js';
import { SkosReads } from './skos.reads.js';

/** What the routes stand on. */
export interface SkosRoutesOptions {
  readonly pool: Pool;
  readonly publicUrl: string;
}

const TYPES = { ttl: 'text/turtle; charset=utf-8', jsonld: 'application/ld+json; charset=utf-8' } as const;

/** Adds `/themes.ttl` and `/themes.jsonld`, and the same of each theme: the themes for other vocabularies. */
export async function skosRoutes(
  app: FastifyInstance,
  { pool, publicUrl }: SkosRoutesOptions,
): Promise<void> {
  const reads = new SkosReads(pool);

  async function give(
    request: FastifyRequest,
    reply: FastifyReply,
    format: keyof typeof TYPES,
    slug?: string,
  ): Promise<FastifyReply> {
    // loaded when a machine asks: a start does not wait
    const [{ about, conceptScheme, toJsonLd, toTurtle }, concepts] = await Promise.all([
      import('./skos-export.js'),
      reads.concepts(),
    ]);
    const all = conceptScheme(concepts, publicUrl);
    const quads = slug === undefined ? all : about(all, `${publicUrl}/themes/${encodeURIComponent(slug)}`);
    if (quads.length === 0) return reply.code(404).type('text/plain; charset=utf-8').send('Нет такой темы\n');
    const body = await (format === 'ttl' ? toTurtle(quads) : toJsonLd(quads));
    const etag = etagOf(body);
    reply
      .header('etag', etag)
      .header('cache-control', 'public, max-age=300')
      .header('access-control-allow-origin', '*');
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.type(TYPES[format]).send(body);
  }

  for (const format of Object.keys(TYPES) as (keyof typeof TYPES)[]) {
    app.get(`/themes.${format}`, (request, reply) => give(request, reply, format));
    app.get<{ Params: { slug: string } }>(`/themes/:slug.${format}`, (request, reply) =>
      give(request, reply, format, request.params.slug),
    );
  }
}
