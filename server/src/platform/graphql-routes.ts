/** Brings GraphQL over HTTP: only JSON, only from our own pages or from programs, never more than 100 KB. */
import { HeaderMap } from '@apollo/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from './config.js';
import type { GraphQLEndpoint } from './graphql-endpoint.js';
import { sameOriginOnly } from './same-origin.js';

const UTF8 = /;\s*charset\s*=\s*"?utf-?8"?\s*(;|$)/i;

/** Adds `/graphql`. */
export async function graphqlRoutes(
  app: FastifyInstance,
  { endpoint, config }: { readonly endpoint: GraphQLEndpoint; readonly config: Pick<Config, 'publicUrl'> },
): Promise<void> {
  const refuseForeign = sameOriginOnly(config.publicUrl);
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const type = request.headers['content-type'] ?? '';
    if (/charset/i.test(type) && !UTF8.test(type))
      return done(
        Object.assign(new Error('Only UTF-8 is understood.'), { statusCode: 415, code: 'BAD_REQUEST' }),
      );
    void parseJson(request, body as string, done);
  });

  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    exposeHeadRoute: false,
    onRequest: async (request) => refuseForeign(request),
    handler: async (request, reply) => {
      const { raw, scope, ip, body, method } = request;
      const search = questionMarkOn(raw.url ?? '');
      if (method === 'GET') refusePoison(search, (text) => parsed(request, text));
      const answer = await endpoint.answer({
        method,
        headers: headerMap(raw.headers),
        search,
        body,
        scope,
        address: ip,
        pays: true,
      });
      if (answer.setCookies?.length) reply.header('set-cookie', [...answer.setCookies]);
      return reply.code(answer.status).headers(answer.headers).send(answer.body);
    },
  });
  app.route({
    method: ['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'],
    url: '/graphql',
    handler: (_request, reply) => reply.code(405).header('allow', 'GET, POST').send(),
  });

  function parsed(request: FastifyRequest, text: string): void {
    void parseJson(request, text, (error) => {
      if (error) throw error;
    });
  }
}

/** JSON in the address passes the same parser as a body does. */
function refusePoison(search: string, parse: (text: string) => void): void {
  const parameters = new URLSearchParams(search);
  for (const name of ['variables', 'extensions']) {
    const text = parameters.get(name);
    if (text) parse(text);
  }
}

function questionMarkOn(url: string): string {
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at);
}

function headerMap(headers: IncomingHttpHeaders): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}
