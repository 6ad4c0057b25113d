/**
 * The HTTP edge of the process: one port for the API, the files and the pages. It gives each request an id and a
 * scope, sends the headers that keep browsers safe, compresses, limits how often one address may ask, logs, and on
 * closing lets the requests under way end. The routes are added by others; what no route takes goes to the web.
 */
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import compression from 'compression';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Config } from './config.js';
import type { RequestScope } from './context.js';
import { describeKnown } from './graphql-errors.js';
import { localeOf } from './localized.js';
import type { Metrics } from './metrics.js';

/** Bytes of a request's body, unless a route says otherwise. */
const BODY_LIMIT = 100 * 1024;
const RECEIVE_LIMIT_MS = 20_000;
/** What is compressed already, or is read by ranges. */
const NOT_COMPRESSED = /^\/(files|archives|certificates|healthz|readyz)(\/|$)/;

declare module 'fastify' {
  interface FastifyRequest {
    /** The request as everything below HTTP sees it. */
    scope: RequestScope;
  }
  interface FastifyContextConfig {
    /** A body that may take its time, as an upload does: the route watches over it itself. */
    longBody?: boolean;
  }
}

/** What the edge is made of. */
export interface HttpOptions {
  readonly config: Pick<Config, 'trustProxy' | 'rateLimit' | 'publicUrl'>;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Longest time for a request's head, and then for its body, to arrive, milliseconds. */
  readonly receiveLimitMs?: number;
}

/** Makes the server without any route. */
export async function createHttpServer({
  config,
  log,
  metrics,
  receiveLimitMs = RECEIVE_LIMIT_MS,
}: HttpOptions): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    trustProxy: config.trustProxy.length > 0 ? [...config.trustProxy] : false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: 0, // would end long uploads: `limitBody` ends the others
    http: { headersTimeout: receiveLimitMs },
    connectionTimeout: 0,
    routerOptions: { maxParamLength: 500 },
    frameworkErrors: (_error, request, reply) => refuseAddress(request, reply, config.publicUrl),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    logController: new LogController({ disableRequestLogging: true }), // `observe` logs one line, when it is over
    forceCloseConnections: 'idle',
    return503OnClosing: false,
  });
  const compress = compression({
    threshold: 1024,
    filter: (request, response) =>
      !NOT_COMPRESSED.test(request.url ?? '') &&
      (compression.filter(request, response) || /graphql/.test(String(response.getHeader('content-type')))),
  });

  let closing = false;
  app.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  app.decorateRequest('scope', null as unknown as RequestScope);
  app.addHook('onRequest', (request, reply, next) => {
    request.scope = scopeOf(request, reply);
    reply.header('x-request-id', request.id);
    reply.raw.once('close', () => {
      observe(request, reply, log, metrics);
      // a connection that answered its last request would otherwise be kept for another minute
      if (closing) setImmediate(() => app.server.closeIdleConnections());
    });
    limitBody(request, reply, receiveLimitMs);
    compress(request.raw as never, reply.raw as never, next as never);
  });

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
      },
    },
    strictTransportSecurity: config.publicUrl.startsWith('https:') ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    xFrameOptions: { action: 'deny' },
  });
  await app.register(rateLimit, {
    max: config.rateLimit,
    timeWindow: '1 minute',
    enableDraftSpec: true,
    cache: 20_000,
    errorResponseBuilder: (request, { ttl }) => tooMany(request, Math.ceil(ttl / 1000)),
  });
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply, metrics));
  return app;
}

function scopeOf(request: FastifyRequest, reply: FastifyReply): RequestScope {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return { requestId: request.id, locale: localeOf(request.headers['accept-language']), signal: gone.signal };
}

/** Ends a request whose body does not come. */
function limitBody(
  { raw, headers, routeOptions }: FastifyRequest,
  reply: FastifyReply,
  limitMs: number,
): void {
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > 0;
  if (!hasBody || routeOptions.config.longBody) return;
  const clock = setTimeout(() => {
    if (raw.complete) return;
    if (reply.raw.headersSent) raw.destroy();
    else raw.socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
  }, limitMs);
  raw.once('end', () => clearTimeout(clock)).once('close', () => clearTimeout(clock));
}

function observe(request: FastifyRequest, reply: FastifyReply, log: Logger, metrics: Metrics): void {
  const status = reply.raw.statusCode;
  const route = request.routeOptions.url ?? 'unknown';
  const seconds = reply.elapsedTime / 1000;
  metrics.requests.observe(
    { route, method: request.method, status: `${Math.floor(status / 100)}xx` },
    seconds,
  );
  const line = { req: request, res: reply.raw, ms: Math.round(seconds * 1000) };
  if (reply.raw.writableFinished) log.info(line, 'answered');
  else log.info(line, 'the client left');
}

/** An address that cannot be decoded reaches no hook, so that its answer brings the safe headers itself. */
function refuseAddress(request: FastifyRequest, reply: FastifyReply, home: string): void {
  const text =
    localeOf(request.headers['accept-language']) === 'ru'
      ? `Адрес записан с ошибкой. Главная страница: ${home}`
      : `The address is misspelt. Home page: ${home}`;
  void reply
    .code(400)
    .headers({
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    .type('text/plain; charset=utf-8')
    .send(`${text}\n`);
}

function tooMany(request: FastifyRequest, seconds: number): Error {
  const message =
    request.scope.locale === 'ru'
      ? `Слишком много запросов. Повторите через ${seconds} с.`
      : `Too many requests. Try again in ${seconds} s.`;
  return Object.assign(new Error(message), { statusCode: 429, code: 'RATE_LIMITED' });
}

/** Answers what a route threw in the form of a GraphQL error, which is the API's only form of errors. */
function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply, metrics: Metrics): void {
  const {
    statusCode = 500,
    code,
    message,
  } = error as { statusCode?: number; code?: string; message?: string };
  const { locale, requestId } = request.scope;
  const known = describeKnown(error, locale);
  if (known) {
    const status = STATUS[known.extensions?.code as string] ?? 400;
    if (status === 503) reply.header('retry-after', '5');
    void reply.code(status).send({ errors: [known] });
  } else if (statusCode < 500) {
    void reply.code(statusCode).send({ errors: [{ message, extensions: { code: code ?? 'BAD_REQUEST' } }] });
  } else {
    metrics.defects.inc();
    request.log.error({ err: error, requestId }, 'unexpected error');
    const text = locale === 'ru' ? 'Внутренняя ошибка.' : 'Internal error.';
    const extensions = { code: 'INTERNAL_SERVER_ERROR', requestId };
    void reply.code(500).send({ errors: [{ message: text, extensions }] });
  }
}

const STATUS: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  CONFLICT: 409,
  LIMIT_EXCEEDED: 413,
  TIMEOUT: 504,
  UNAVAILABLE: 503,
};
