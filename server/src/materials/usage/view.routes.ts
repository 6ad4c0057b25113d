import type { FastifyInstance } from 'fastify';
import type { MaterialViews } from './material-views.js';

/** Adds `/views/<slug>`, where a page tells that its reader came to a material without asking the server for a page. */
export async function viewRoutes(
  app: FastifyInstance,
  { views }: { readonly views: MaterialViews },
): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume();
    done(null);
  });
  app.post<{ Params: { slug: string } }>('/views/:slug', async ({ params, headers }, reply) => {
    const site = headers['sec-fetch-site'];
    // another site's page does not count for ours
    if (site === undefined || site === 'same-origin') await views.read(params.slug, headers);
    return reply.code(204).header('cache-control', 'no-store').send();
  });
}
