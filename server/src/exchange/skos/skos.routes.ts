import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import type { Pool } from 'pg';
import { etagOf } from '../../platform/answer-cache.js';
import { SkosReads } from './skos.reads.js';

/** What the routes stand on. */
export interface SkosRoutesOptions {
  readonly pool: Pool;
  readonly publicUrl: string;
}

const TYPES = { ttl: 'text/turtle', jsonld: 'application/ld+json' } as const;
type Format = keyof typeof TYPES;
const FORMATS = Object.keys(TYPES) as Format[];

/** A parameter of a type that is asked for, beside its weight: a charset, or a profile, which is quoted. */
const PARAMETER = /;\s*(?!q\s*=)[^=;,\s]+\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^;,"]*)/gi;

/** Which of the formats a request asks for rather than for a page; undefined for one that a page will do. */
function formatAsked({ headers: { accept } }: Pick<IncomingMessage, 'headers'>): Format | undefined {
  const types = Object.values(TYPES);
  // nearly nobody does, and this is asked of each request
  if (!types.some((type) => accept?.toLowerCase().includes(type))) return undefined;
  const plain = { headers: { accept: accept!.replace(PARAMETER, '') } };
  const preferred = new Negotiator(plain).mediaType(['text/html', ...types]);
  return FORMATS.find((format) => TYPES[format] === preferred);
}

/**
 * Adds `/themes.ttl` and `/themes.jsonld`, and the same of each theme: the themes for other vocabularies. The address of
 * a concept is that of its page: whoever asks there for Turtle or JSON-LD gets it, all others get the page.
 */
export async function skosRoutes(
  app: FastifyInstance,
  { pool, publicUrl }: SkosRoutesOptions,
): Promise<void> {
  const reads = new SkosReads(pool);

  // whatever the answer is, pages from elsewhere may read it: nothing of it is for one person
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('access-control-allow-origin', '*');
  });

  async function give(
    request: FastifyRequest,
    reply: FastifyReply,
    format: Format,
    { slug, atPage = false }: { slug?: string | undefined; atPage?: boolean },
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
    // the page has the same address: a cache on the way that overlooks `Vary` gives nobody the one for the other
    reply.header('etag', etag).header('cache-control', `${atPage ? 'private' : 'public'}, max-age=300`);
    if (atPage) {
      const file = slug === undefined ? '/themes' : `/themes/${encodeURIComponent(slug)}`;
      reply.header('content-location', `${file}.${format}`);
    }
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.type(`${TYPES[format]}; charset=utf-8`).send(body);
  }

  /** The same at an address that has a page too. */
  async function giveInstead(
    request: FastifyRequest<{ Params: { slug?: string } }>,
    reply: FastifyReply,
    format: Format,
  ): Promise<FastifyReply> {
    const { slug } = request.params;
    reply.header('vary', 'Accept');
    const present = slug && (await reads.presentOf(slug));
    // as the page does: not for ever, the change may be taken back
    if (present) return reply.redirect(`/themes/${encodeURIComponent(present)}`, 307);
    return give(request, reply, format, { slug, atPage: true });
  }

  app.addConstraintStrategy({
    name: 'rdf',
    storage: () => {
      const handlers = new Map<unknown, unknown>();
      return {
        get: (format) => (handlers.get(format) as never) ?? null,
        set: (format, handler) => void handlers.set(format, handler),
      };
    },
    deriveConstraint: (request) => formatAsked(request),
  });

  for (const format of FORMATS) {
    app.get(`/themes.${format}`, (request, reply) => give(request, reply, format, {}));
    app.get<{ Params: { slug: string } }>(`/themes/:slug.${format}`, (request, reply) =>
      give(request, reply, format, request.params),
    );
    for (const address of ['/themes', '/themes/:slug'])
      app.get<{ Params: { slug?: string } }>(address, { constraints: { rdf: format } }, (request, reply) =>
        giveInstead(request, reply, format),
      );
  }
}
