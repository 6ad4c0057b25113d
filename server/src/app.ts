/**
 * The composition root: makes the HTTP application out of what the start has opened. Nothing here reads the
 * environment or opens a connection, so that tests compose the same application over their own database.
 */
import 'reflect-metadata';
import { RequestContext, type MikroORM } from '@mikro-orm/postgresql';
import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { archiveRoutes } from './exchange/archive.routes.js';
import { PortfolioReads } from './exchange/portfolio/portfolio.reads.js';
import { figuresRoutes } from './exchange/figures/figures.routes.js';
import { portfolioRoutes } from './exchange/portfolio/portfolio.routes.js';
import { skosRoutes } from './exchange/skos/skos.routes.js';
import { AccountErasure } from './exchange/personal-data/account-erasure.service.js';
import { defineErasure } from './exchange/personal-data/erasure.jobs.js';
import { Tombstones } from './platform/tombstones.js';
import { personalDataRoutes } from './exchange/personal-data/personal-data.routes.js';
import { themeMapRoutes } from './exchange/theme-map/theme-map.routes.js';
import { feedRoutes } from './exchange/feeds/feed.routes.js';
import { discoveryRoutes } from './exchange/discovery.routes.js';
import { qrRoutes } from './exchange/qr.routes.js';
import { isReader } from './council/council.policy.js';
import { defineReviewJobs } from './council/reviews/review.jobs.js';
import { FiguresReads } from './council/figures/figures.reads.js';
import { ProtocolService } from './council/meetings/protocol.service.js';
import { protocolRoutes } from './council/meetings/protocol.routes.js';
import { ReviewFileReads } from './council/reviews/review-file.reads.js';
import { defineAccountJobs } from './directory/accounts/accounts.js';
import { NotificationDigestService } from './directory/notifications/notification-digest.service.js';
import { SessionService } from './directory/session.service.js';
import { defineAuthoringJobs } from './materials/authoring/authoring.jobs.js';
import { DraftFileReads } from './materials/authoring/draft-file.reads.js';
import { PublicationService } from './materials/authoring/publication.service.js';
import { certificateRoutes } from './materials/certificates/certificate.routes.js';
import { CertificateService } from './materials/certificates/certificate.service.js';
import { fileRoutes } from './materials/file.routes.js';
import type { UploadLimits } from './materials/uploads/upload-limits.js';
import { FileErasureService } from './materials/hiding/file-erasure.service.js';
import { addUploads } from './materials/uploads/uploads.js';
import { MaterialViews } from './materials/usage/material-views.js';
import { defineReadingJobs } from './materials/reading/reading.js';
import { UsageCounter } from './materials/usage/usage-counter.js';
import { viewRoutes } from './materials/usage/view.routes.js';
import { GUEST, SIGNING_IN } from './platform/actor.js';
import { AnswerCache } from './platform/answer-cache.js';
import type { BankChanges } from './platform/bank-changes.js';
import type { Config } from './platform/config.js';
import { explorerRoutes } from './platform/explorer.js';
import { GraphQLEndpoint } from './platform/graphql-endpoint.js';
import { type AnswerInProcess, answerInProcess } from './platform/graphql-in-process.js';
import { graphqlRoutes } from './platform/graphql-routes.js';
import type { Jobs } from './platform/jobs.js';
import { healthRoutes, type SearchState } from './platform/health.js';
import { createHttpServer } from './platform/http.js';
import { SessionCookie } from './platform/session-cookie.js';
import { Mail } from './platform/mail.js';
import { Metrics } from './platform/metrics.js';
import { otherMethods } from './platform/other-methods.js';
import { QueryBudget } from './platform/query-budget.js';
import type { Storage } from './platform/storage/storage.js';
import { type GivenPage, type WebHandler, webRoutes } from './platform/web.js';
import { SavedSearchMailService } from './search/saved/saved-search-mail.service.js';
import { SavedSearchService } from './search/saved/saved-search.service.js';
import { themeMapService } from './search/demand.js';
import { OpenedHits } from './search/gaps/opened-hits.js';
import type { SearchService } from './search/search.service.js';

/** What the application stands on; the caller opened it and closes it after the application. */
export interface AppServices {
  readonly config: Config;
  readonly log: Logger;
  readonly orm: MikroORM;
  readonly pool: Pool;
  /** Connection string of the bank's database. */
  readonly databaseUrl: string;
  readonly changes: BankChanges;
  /** Not working yet: the application defines what it does. */
  readonly jobs: Jobs;
  readonly storage: Storage;
  readonly search: SearchService;
  readonly schema: GraphQLSchema;
  readonly searchState: () => Promise<SearchState>;
  /** The built pages; without them only the API is served. */
  readonly web?: WebHandler;
  /** What tests want other than usual. */
  readonly uploadLimits?: Partial<UploadLimits>;
}

/** The application, not listening yet. */
export interface App {
  readonly http: FastifyInstance;
  /** Answers GraphQL for pages that this process renders. */
  readonly inProcess: AnswerInProcess;
  readonly erasure: AccountErasure;
  readonly fileErasure: FileErasureService;
}

/** Check pages of certificates: a school behind one address checks dozens in a minute, never hundreds. */
const CHECK_PAGES = { path: /^\/(en\/)?check\/./, perMinute: 120 };

/** Makes the application. */
export async function createApp(services: AppServices): Promise<App> {
  const { config, log, orm, pool, changes, jobs, storage, search, schema, searchState, web } = services;
  const metrics = new Metrics();
  metrics.watchPool(pool);
  metrics.watchJobs(() => jobs.counts());
  const sessions = new SessionService(pool, config.staffSecondFactor);
  const cookie = new SessionCookie(config.publicUrl);
  const authenticate = async (cookies: string | undefined) => {
    const token = cookie.tokenIn(cookies);
    const actor = token ? await sessions.actorOf(token) : GUEST;
    return actor === GUEST && cookie.stepIn(cookies) ? SIGNING_IN : actor;
  };
  const endpoint = new GraphQLEndpoint({
    schema,
    introspection: config.publicApi,
    cache: new AnswerCache(changes),
    budget: new QueryBudget(),
    authenticate,
    inOrm: (run) => RequestContext.create(orm.em, run),
    observe: (outcome) => metrics.answers.inc({ outcome }),
    report: (error, requestId) => {
      metrics.defects.inc();
      log.error({ err: error, requestId }, 'unexpected error in a resolver');
    },
  });
  await endpoint.start();

  const http = await createHttpServer({ config, log, metrics });
  http.addHook('onClose', () => endpoint.stop());
  const refusals = otherMethods(http);
  await http.register(healthRoutes, {
    pool,
    metrics,
    metricsToken: config.metricsToken,
    search: searchState,
  });
  await http.register(graphqlRoutes, { endpoint, config });
  await http.register(explorerRoutes, { schema });
  const usage = new UsageCounter(pool);
  const opened = new OpenedHits(
    config.publicUrl,
    (shown, client) => search.opened(shown, client),
    async (cookies) => isReader(await authenticate(cookies)),
  );
  const drafts = new ReviewFileReads(pool, new DraftFileReads(orm));
  const uncounted = (error: unknown) => log.warn({ err: error }, 'a view was not counted');
  http.addHook('onResponse', async ({ method, originalUrl: url, headers, ip }, { statusCode }) => {
    // pages tell of themselves below
    if (url.startsWith('/files/'))
      await opened.given({ method, url, headers }, statusCode, ip).catch(uncounted);
  });
  await http.register(fileRoutes, { pool, storage, usage, drafts, authenticate });
  defineReadingJobs(jobs, pool);
  const mail = new Mail(config.mail, log);
  http.addHook('onClose', () => mail.close());
  defineAccountJobs(jobs, mail, orm, config);
  const savedSearches = new SavedSearchService(orm, search);
  new NotificationDigestService(orm, pool).define(jobs, mail, config.publicUrl);
  new SavedSearchMailService(orm, pool, savedSearches).define(jobs, mail, config.publicUrl);
  const erasure = new AccountErasure(orm, jobs, new Tombstones(config.dataDir, 'accounts'));
  defineErasure(jobs, erasure, mail, config, (err) => log.warn({ err }, 'a last letter was not sent'));
  defineAuthoringJobs(jobs, orm, pool);
  defineReviewJobs(jobs, orm);
  const fileErasure = new FileErasureService(orm, jobs, new Tombstones(config.dataDir, 'files'));
  fileErasure.define();
  await addUploads(http, {
    ...{ config, orm, pool, databaseUrl: services.databaseUrl, storage, jobs, authenticate },
    limits: services.uploadLimits,
  });
  const portfolios = new PortfolioReads(pool, config.publicUrl);
  await http.register(portfolioRoutes, { portfolios, publicUrl: config.publicUrl, authenticate });
  await http.register(themeMapRoutes, { maps: themeMapService(pool, search), authenticate });
  const protocols = new ProtocolService(
    orm,
    new PublicationService(new CertificateService(config.certificateIssuer)),
  );
  await http.register(protocolRoutes, { protocols, authenticate });
  await http.register(skosRoutes, { pool, publicUrl: config.publicUrl });
  await http.register(figuresRoutes, { figures: new FiguresReads(pool), authenticate });
  await http.register(certificateRoutes, { pool, publicUrl: config.publicUrl });
  await http.register(archiveRoutes, { pool, storage, usage, publicUrl: config.publicUrl, authenticate });
  await http.register(personalDataRoutes, { pool, storage, publicUrl: config.publicUrl, authenticate });
  await http.register(feedRoutes, {
    ...{ pool, publicUrl: config.publicUrl, savedSearches },
  });
  await http.register(discoveryRoutes, {
    pool,
    publicUrl: config.publicUrl,
    suggest: async (typed) =>
      (await search.suggest(typed, 8)).map(({ title, detail }) => ({
        text: title.map(({ text }) => text).join(''),
        detail,
      })),
  });
  await http.register(qrRoutes, { pool, publicUrl: config.publicUrl });
  await http.register(refusals);
  const views = new MaterialViews(usage, pool, authenticate);
  await http.register(viewRoutes, {
    views,
    onCome: (from, { headers, ip }) => void opened.from(from, headers, ip).catch(uncounted),
  });
  const onGiven = (page: GivenPage, status: number) => {
    void views.given(page, status).catch(uncounted);
    void opened.given(page, status, page.address).catch(uncounted);
  };
  if (web) await http.register(webRoutes, { handler: web, guessable: CHECK_PAGES, onGiven });
  return { http, inProcess: answerInProcess(endpoint), erasure, fileErasure };
}
