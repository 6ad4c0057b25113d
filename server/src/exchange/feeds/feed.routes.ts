import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { MaterialReads } from '../../materials/material.reads.js';
import { etagOf } from '../../platform/answer-cache.js';
import { InvalidInput } from '../../platform/errors.js';
import type { SavedSearchService } from '../../search/saved/saved-search.service.js';
import type { AtomPage } from './atom.js';
import { FEED_KINDS, FeedReads } from './feed.reads.js';

/** What the routes stand on. */
export interface FeedRoutesOptions {
  readonly pool: Pool;
  readonly publicUrl: string;
  readonly savedSearches: SavedSearchService;
}

/** Materials on one page of a feed. */
const PAGE_SIZE = 30;
/** Readers of feeds ask every few minutes; most of them get 304 after that. */
const A_WHILE = 'max-age=300';

type FeedRequest = FastifyRequest<{ Params: { slug: string }; Querystring: { after?: string | string[] } }>;

/**
 * Adds `/feeds/materials.atom`, the feeds of a theme, a network and an author, and those of saved searches, whose
 * secret address is their only key.
 */
export async function feedRoutes(app: FastifyInstance, options: FeedRoutesOptions): Promise<void> {
  const { pool, publicUrl, savedSearches } = options;
  const reads = new FeedReads(pool);
  const materials = new MaterialReads(pool);
  const authority = `${new URL(publicUrl).hostname},2026`;

  /** The part of a page that a list of materials fills. */
  async function listed(request: FeedRequest, path: string, filter: Record<string, string[]> | null) {
    const after = [request.query.after ?? []].flat()[0] ?? null;
    const page = await materials.page(PAGE_SIZE, after, filter as never);
    const first = publicUrl + path;
    const at = (cursor: string) => `${first}?after=${encodeURIComponent(cursor)}`;
    const { hasNextPage, endCursor } = page.pageInfo;
    return {
      ...{ first, self: after === null ? first : at(after), materials: page.nodes },
      next: hasNextPage && endCursor ? at(endCursor) : null,
    };
  }

  app.get('/feeds/materials.atom', async (request: FeedRequest, reply) =>
    give(request, reply, publicUrl, A_WHILE, async () => ({
      ...(await listed(request, '/feeds/materials.atom', null)),
      ...{ id: `tag:${authority}:materials`, title: 'Методбанк: новые материалы' },
      ...{ alternate: `${publicUrl}/catalogue`, updated: new Date(0) },
    })),
  );

  for (const kind of Object.keys(FEED_KINDS) as (keyof typeof FEED_KINDS)[])
    app.get(`/feeds/${kind}/:slug.atom`, async (request: FeedRequest, reply) =>
      give(request, reply, publicUrl, A_WHILE, async () => {
        const { slug } = request.params;
        const subject = await reads.subject(kind, slug);
        if (!subject) return undefined;
        const place = `${kind}/${encodeURIComponent(slug)}`;
        return {
          ...(await listed(request, `/feeds/${place}.atom`, { [FEED_KINDS[kind].filter]: [slug] })),
          ...{ id: `urn:uuid:${subject.id}`, updated: subject.updated },
          title: `${FEED_KINDS[kind].title} «${subject.title}» – Методбанк`,
          alternate: `${publicUrl}/${place}`,
        };
      }),
    );

  app.get('/feeds/searches/:slug.atom', async (request: FeedRequest, reply) =>
    // whoever knows the address reads it: nobody in between may keep it
    give(request, reply, publicUrl, `private, ${A_WHILE}`, async () => {
      const found = await savedSearches.feed(request.params.slug, PAGE_SIZE);
      if (!found) return undefined;
      const self = `${publicUrl}/feeds/searches/${request.params.slug}.atom`;
      const all = await materials.byIds(found.materialIds);
      return {
        ...{ id: `urn:uuid:${found.id}`, title: `${found.title} – Методбанк`, updated: found.createdAt },
        ...{ first: self, self, next: null, alternate: `${publicUrl}/catalogue?${found.address}` },
        materials: found.materialIds.flatMap((id) => all.get(id) ?? []),
      };
    }),
  );
}

async function give(
  request: FastifyRequest,
  reply: FastifyReply,
  publicUrl: string,
  cacheControl: string,
  makePage: () => Promise<AtomPage | undefined>,
): Promise<FastifyReply> {
  const page = await makePage().catch((error: unknown) => {
    if (error instanceof InvalidInput) return null; // a page that we never named
    throw error;
  });
  if (!page) {
    const [status, words] = page === null ? [400, 'Нет такой страницы ленты'] : [404, 'Лента не найдена'];
    return reply
      .code(status as number)
      .type('text/plain; charset=utf-8')
      .send(`${words}\n`);
  }
  const { atom } = await import('./atom.js'); // what writes XML is large and seldom asked for
  const body = atom(page, publicUrl);
  const etag = etagOf(body);
  reply.header('etag', etag).header('cache-control', cacheControl);
  const known = String(request.headers['if-none-match'] ?? '').split(/\s*,\s*/);
  if (known.includes(etag)) return reply.code(304).send();
  return reply.type('application/atom+xml; charset=utf-8').send(body);
}
