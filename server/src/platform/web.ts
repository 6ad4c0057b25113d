/**
 * Hands whatever no route of ours takes to the web (SvelteKit's built handler). It answers on the raw request and
 * response before any body is read; the rate limit and the headers of ours that it lacks come first.
 */
import type { FastifyInstance } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** SvelteKit's handler, as adapter-node builds it. */
export type WebHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;

/** Built files never change under their name and are not counted as questions. */
const ASSET = /^\/(_app\/|fonts\/|favicon)/;

/** What the route stands on. */
export interface WebRoutesOptions {
  readonly handler: WebHandler;
  /** Pages whose address is a secret that somebody might guess, and how many of them one visitor may ask for in a minute. */
  readonly guessable?: { readonly path: RegExp; readonly perMinute: number };
  /** Told of each page when all of it was sent, with its status. */
  readonly onGiven?: (page: GivenPage, status: number) => void;
}

/** A page that was given, and to which network address. */
export type GivenPage = Pick<IncomingMessage, 'method' | 'url' | 'headers'> & { readonly address: string };

/** Adds the pages behind all other routes. */
export async function webRoutes(
  app: FastifyInstance,
  { handler, guessable, onGiven }: WebRoutesOptions,
): Promise<void> {
  const limit = app.createRateLimit();
  const guesses = guessable && app.createRateLimit({ max: guessable.perMinute, timeWindow: '1 minute' });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  app.route({
    method: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/*',
    config: { rateLimit: false },
    onRequest: async (request, reply) => {
      if (!ASSET.test(request.raw.url ?? '')) {
        const secret = guesses && guessable.path.test(request.raw.url ?? '');
        const state = await (secret ? guesses : limit)(request);
        if (!state.isAllowed && state.isExceeded) {
          const text =
            request.scope.locale === 'ru' ? 'Слишком много запросов. Повторите позже.' : 'Too many requests.';
          return reply
            .code(429)
            .header('retry-after', String(state.ttlInSeconds))
            .type('text/plain')
            .send(text);
        }
      }
      // the web answers for its own content policy; the rest of the safe headers are the same everywhere
      const headers = reply.getHeaders();
      reply.hijack();
      for (const [name, value] of Object.entries(headers)) {
        if (value !== undefined && name !== 'content-security-policy') reply.raw.setHeader(name, value);
      }
      if (onGiven) {
        // the handler may rewrite the address that it is given
        const { url, method, headers: asked } = request.raw;
        const address = request.ip;
        reply.raw.once('finish', () =>
          onGiven({ url, method, headers: asked, address }, reply.raw.statusCode),
        );
      }
      // the handler takes the addresses of the site and of the visitor from these, and compares a form's origin
      request.raw.headers['x-forwarded-proto'] = request.protocol;
      request.raw.headers['x-forwarded-host'] = request.host;
      request.raw.headers['x-client-address'] = request.ip;
      handler(request.raw, reply.raw, (error) => {
        if (error) request.log.error({ err: error }, 'the web failed');
        reply.raw.statusCode = error ? 500 : 404;
        reply.raw.end();
      });
    },
    handler: () => undefined,
  });
}
