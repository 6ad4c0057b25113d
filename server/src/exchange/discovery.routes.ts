import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';

/** What a suggestion is here: its words, and its second line. */
export interface OfferedWords {
  readonly text: string;
  readonly detail: string | null;
}

/** What the routes stand on. */
export interface DiscoveryOptions {
  readonly pool: Pool;
  readonly publicUrl: string;
  /** Completes what a person has typed into the browser's own search. */
  readonly suggest: (typed: string) => Promise<OfferedWords[]>;
}

const AN_HOUR = 'public, max-age=3600';

/** Adds what machines look for: `/robots.txt`, `/sitemap.xml` with its parts, `/opensearch.xml` and its suggestions. */
export async function discoveryRoutes(app: FastifyInstance, options: DiscoveryOptions): Promise<void> {
  const { pool, publicUrl, suggest } = options;
  // what writes XML is loaded when a machine asks for it: a start does not wait
  const sitemaps = async () => new (await import('./sitemap.js')).Sitemaps(pool, publicUrl);

  app.get('/robots.txt', async (_, reply) =>
    reply.type('text/plain; charset=utf-8').header('cache-control', AN_HOUR).send(robots(publicUrl)),
  );

  app.get('/sitemap.xml', async (_, reply) =>
    reply
      .type('application/xml; charset=utf-8')
      .header('cache-control', AN_HOUR)
      .send(await (await sitemaps()).index()),
  );

  app.get<{ Params: { name: string } }>('/sitemaps/:name.xml', async (request, reply) => {
    const part = await (await sitemaps()).part(request.params.name);
    if (!part) return reply.code(404).type('text/plain; charset=utf-8').send('Нет такой карты сайта\n');
    return reply.type('application/xml; charset=utf-8').header('cache-control', AN_HOUR).send(part);
  });

  app.get('/opensearch.xml', async (_, reply) =>
    reply
      .type('application/opensearchdescription+xml; charset=utf-8')
      .header('cache-control', AN_HOUR)
      .send(await openSearch(publicUrl)),
  );

  app.get<{ Querystring: { q?: string | string[] } }>('/opensearch/suggestions', async (request, reply) => {
    const typed = [request.query.q ?? ''].flat()[0]!.slice(0, 200);
    const offered = typed.trim() ? await suggest(typed) : [];
    const answer = [typed, offered.map(({ text }) => text), offered.map(({ detail }) => detail ?? '')];
    return reply.type('application/x-suggestions+json; charset=utf-8').send(JSON.stringify(answer));
  });
}

/** Everything is open but the endless combinations of filters and the interfaces for programs. */
function robots(publicUrl: string): string {
  const closed = [
    '/graphql',
    '/explorer',
    '/archives/',
    '/my/',
    '/en/my/',
    '/catalogue?',
    '/en/catalogue?',
    '/appearance',
    '/en/appearance',
  ];
  return [
    'User-agent: *',
    ...closed.map((path) => `Disallow: ${path}`),
    '',
    `Sitemap: ${publicUrl}/sitemap.xml`,
    '',
  ].join('\n');
}

/** Lets a browser search the bank from its address bar (OpenSearch 1.1 draft 6). */
async function openSearch(publicUrl: string): Promise<string> {
  const { create } = await import('xmlbuilder2');
  const root = create({ version: '1.0', encoding: 'UTF-8' }).ele(
    'http://a9.com/-/spec/opensearch/1.1/',
    'OpenSearchDescription',
  );
  root.ele('ShortName').txt('Методбанк');
  root.ele('Description').txt('Поиск методических материалов сетевых объединений школ и детских садов');
  root.ele('InputEncoding').txt('UTF-8');
  root.ele('Language').txt('ru');
  root.ele('Image', { height: '32', width: '32', type: 'image/svg+xml' }).txt(`${publicUrl}/favicon.svg`);
  root.ele('Url', {
    type: 'text/html',
    template: `${publicUrl}/catalogue?q={searchTerms}&page={startPage?}`,
  });
  root.ele('Url', {
    type: 'application/x-suggestions+json',
    template: `${publicUrl}/opensearch/suggestions?q={searchTerms}`,
  });
  root.ele('Url', {
    type: 'application/opensearchdescription+xml',
    rel: 'self',
    template: `${publicUrl}/opensearch.xml`,
  });
  return root.end({ prettyPrint: true });
}
