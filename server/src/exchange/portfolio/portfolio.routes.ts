import type { FastifyInstance } from 'fastify';
import { contentDisposition } from '../../materials/content-disposition.js';
import type { Actor } from '../../platform/actor.js';
import { checkPeriod, dayIn } from '../../platform/period.js';
import { type PortfolioText, portfolioText } from './portfolio-text.js';
import type { PortfolioReads } from './portfolio.reads.js';

/** What the routes stand on. */
export interface PortfolioRoutesOptions {
  readonly portfolios: PortfolioReads;
  readonly publicUrl: string;
  /** Tells by the cookies who asks. */
  readonly authenticate: (cookies: string | undefined) => Promise<Actor>;
}

const TYPES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const;

/** Adds `/portfolio.docx` and `/portfolio.pdf`: the portfolio of whoever asks, and of nobody else. */
export async function portfolioRoutes(
  app: FastifyInstance,
  { portfolios, publicUrl, authenticate }: PortfolioRoutesOptions,
): Promise<void> {
  for (const format of ['docx', 'pdf'] as const) {
    app.get<{ Querystring: { from?: string; to?: string } }>(
      `/portfolio.${format}`,
      { config: { rateLimit: { max: 30, timeWindow: '1 minute' } } },
      async (request, reply) => {
        reply.header('cache-control', 'private, no-store');
        const actor = await authenticate(request.headers.cookie);
        if (actor.kind === 'guest')
          return reply.redirect(`/sign-in?returnTo=${encodeURIComponent('/my/portfolio')}`, 303);
        const period = { from: dayIn('from', request.query.from), to: dayIn('to', request.query.to) };
        checkPeriod(period);
        const today = new Date();
        const portfolio = await portfolios.of(actor, period, today);
        const text = portfolioText(portfolio, period, publicUrl, today);
        const bytes = await written(text, format, today);
        return reply
          .type(TYPES[format])
          .header('content-disposition', contentDisposition('attachment', `Портфолио ${text.name}.${format}`))
          .send(bytes);
      },
    );
  }
}

/** What writes either is large, and seldom needed. */
async function written(text: PortfolioText, format: keyof typeof TYPES, today: Date): Promise<Buffer> {
  return format === 'pdf'
    ? (await import('./portfolio-pdf.js')).portfolioPdf(text, today)
    : (await import('./portfolio-docx.js')).portfolioDocx(text);
}
