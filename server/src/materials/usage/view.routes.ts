import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { MaterialViews } from './material-views.js';

/** What the route stands on. */
export interface ViewRoutesOptions {
  readonly views: MaterialViews;
  /** Told from which page of ours a reader came. */
  readonly onCome: (from: string, request: Pick<FastifyRequest, 'headers' | 'ip'>) => void;
}

/** Adds `/views/<slug>`, where a page tells that its reader came to a material without asking the server for a page. */
export async function viewRoutes(app: FastifyInstance, { views, onCome }: ViewRoutesOptions): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume();
    done(null);
  });
  app.post<{ Params: { slug: string }; Querystring: { from?: unknown } }>(
    '/views/:slug',
    async (request, reply) => {
      const { params, query, headers } = request;
      const site = headers['sec-fetch-site'];
      // another site's page does not count for ours
      if (site === undefined || site === 'same-origin') {
        await views.read(params.slug, headers);
        if (typeof query.from === 'string') onCome(query.from, request);
      }
      return reply.code(204).header('cache-control', 'no-store').send();
    },
  );
}
