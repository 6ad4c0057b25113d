/**
 * What is only read refuses every other method in HTTP's own words. Without this a POST to a file would fall through
 * to the pages, which take it for a form from elsewhere.
 */
import type { FastifyInstance } from 'fastify';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Watches which methods the addresses take, from now on.
 * @returns a plugin for the end: it answers 405 to the others at each address that can be read
 */
export function otherMethods(http: FastifyInstance): (app: FastifyInstance) => Promise<void> {
  const taken = new Map<string, Set<string>>();
  http.addHook('onRoute', ({ url, method, constraints }) => {
    // where only some requests are taken, the pages have the others, with their forms
    if (constraints) return;
    const methods = taken.get(url) ?? new Set();
    for (const one of [method].flat()) methods.add(one);
    taken.set(url, methods);
  });
  return async (app) => {
    for (const [url, methods] of [...taken]) {
      const others = METHODS.filter((method) => !methods.has(method));
      if (!methods.has('GET') || others.length === 0) continue;
      const allow = [...methods, 'OPTIONS'].join(', ');
      app.route({
        method: others,
        url,
        // before a body is read, whatever it is
        onRequest: async (request, reply) =>
          reply
            .code(request.method === 'OPTIONS' ? 204 : 405)
            .header('allow', allow)
            .send(),
        handler: () => undefined,
      });
    }
  };
}
