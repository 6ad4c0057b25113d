/** What orchestrators, balancers and monitoring ask: whether the process lives, may be sent visitors, and how it does. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { timingSafeEqual } from 'node:crypto';
import type { Pool } from 'pg';
import type { Metrics } from './metrics.js';

/** How the search does: which engine answers, and how far the one that the deployment wants is behind the bank. */
export interface SearchState {
  /** Name of the engine that answers now: that of the database while another one is away. */
  readonly engine: string;
  /** Changed materials that the wanted engine has not taken yet. */
  readonly lag: number;
}

/** What the answers are made of. */
export interface HealthOptions {
  readonly pool: Pool;
  readonly metrics: Metrics;
  /** When set, only its bearer may read the figures. */
  readonly metricsToken: string | undefined;
  readonly search: () => Promise<SearchState>;
}

/** Adds `/healthz`, `/readyz` and `/metrics`. */
export async function healthRoutes(app: FastifyInstance, options: HealthOptions): Promise<void> {
  const { pool, metrics, metricsToken, search } = options;
  let closing = false;
  app.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  const quiet = { config: { rateLimit: false }, logLevel: 'warn' } as const;

  app.get('/healthz', quiet, () => ({ status: 'ok' }));

  app.get('/readyz', quiet, async (_request, reply) => {
    const [database, searching] = await Promise.all([answers(pool), search().catch(() => undefined)]);
    const ready = database && !closing;
    const body = { status: ready ? 'ready' : 'unavailable', closing, database, search: searching ?? null };
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(body);
  });

  app.get('/metrics', quiet, async (request, reply) => {
    if (metricsToken !== undefined && !bears(request, metricsToken)) return unauthorised(reply);
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}

async function answers(pool: Pool): Promise<boolean> {
  const timeout = new Promise<false>((resolve) => setTimeout(resolve, 2_000, false).unref());
  const question = pool.query('select 1').then(
    () => true,
    () => false,
  );
  return Promise.race([question, timeout]);
}

function bears(request: FastifyRequest, token: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? '');
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function unauthorised(reply: FastifyReply): FastifyReply {
  return reply.code(401).header('www-authenticate', 'Bearer').send();
}
