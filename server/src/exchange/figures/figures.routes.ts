import type { FastifyInstance } from 'fastify';
import type { FiguresReads } from '../../council/figures/figures.reads.js';
import { contentDisposition } from '../../materials/content-disposition.js';
import type { Actor } from '../../platform/actor.js';
import { dayIn } from '../../platform/period.js';
import { figuresXlsx } from './figures-xlsx.js';

/** What the routes stand on. */
export interface FiguresRoutesOptions {
  readonly figures: FiguresReads;
  /** Tells by the cookies who asks. */
  readonly authenticate: (cookies: string | undefined) => Promise<Actor>;
}

/** Adds `/council-figures.xlsx`: the figures of a period, for those who see them on the page. */
export async function figuresRoutes(
  app: FastifyInstance,
  { figures, authenticate }: FiguresRoutesOptions,
): Promise<void> {
  app.get<{ Querystring: { from?: string; to?: string } }>(
    '/council-figures.xlsx',
    { config: { rateLimit: { max: 30, timeWindow: '1 minute' } } },
    async (request, reply) => {
      reply.header('cache-control', 'private, no-store');
      const actor = await authenticate(request.headers.cookie);
      const period = { from: dayIn('from', request.query.from), to: dayIn('to', request.query.to) };
      const bytes = await figuresXlsx(await figures.of(actor, period), period);
      return reply
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .header(
          'content-disposition',
          contentDisposition('attachment', `Показатели НМС ${period.from} – ${period.to}.xlsx`),
        )
        .send(bytes);
    },
  );
}
