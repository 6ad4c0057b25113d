/** Boots the real application over a database of the test's own and listens on a free port. */
import 'reflect-metadata'; // before any decorator runs
import type { GraphQLSchema } from 'graphql';
import type { MikroORM } from '@mikro-orm/postgresql';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { createApp } from '../src/app.js';
import { entities } from '../src/entities.js';
import type { AccountErasure } from '../src/exchange/personal-data/account-erasure.service.js';
import type { FileErasureService } from '../src/materials/hiding/file-erasure.service.js';
import { BankChanges } from '../src/platform/bank-changes.js';
import { type Config, readConfig } from '../src/platform/config.js';
import type { UploadLimits } from '../src/materials/uploads/upload-limits.js';
import { openOrm, openPool } from '../src/platform/database.js';
import { Jobs } from '../src/platform/jobs.js';
import { createLog } from '../src/platform/log.js';
import type { AnswerInProcess } from '../src/platform/graphql-in-process.js';
import type { Storage } from '../src/platform/storage/storage.js';
import { LocalStorage } from '../src/platform/storage/local-storage.js';
import type { WebHandler } from '../src/platform/web.js';
import { createSchema } from '../src/schema.js';
import { Search } from '../src/search/search.js';
import { createTestDatabase } from './database.js';

/** What a test may say of the application it wants. */
export interface BootOptions {
  readonly config?: Partial<Config>;
  /** A schema instead of the bank's own. */
  readonly schema?: (pool: Pool, search: Search) => GraphQLSchema | Promise<GraphQLSchema>;
  readonly web?: WebHandler;
  readonly uploadLimits?: Partial<UploadLimits>;
  /** A database that another application shares; its maker drops it. */
  readonly databaseUrl?: string;
  /** Longest time of a statement, milliseconds; as the bank has it without it. */
  readonly statementTimeout?: number;
  /** Takes each line of the log. */
  readonly log?: (line: string) => void;
}

/** A GraphQL answer as a client sees it. */
export interface ClientAnswer {
  readonly status: number;
  readonly headers: Headers;
  // deliberately loose: tests look into answers of many shapes
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly data: any;
  readonly errors: { message: string; path?: unknown; extensions: Record<string, unknown> }[];
  readonly text: string;
}

/** A running application. */
export interface BootedApp {
  /** Address without a slash at the end. */
  readonly url: string;
  readonly databaseUrl: string;
  /** Folder of the local files. */
  readonly dataDir: string;
  readonly storage: Storage;
  readonly orm: MikroORM;
  readonly pool: Pool;
  readonly changes: BankChanges;
  /** Follows the bank only when told to: `catchUp` indexes what a test has written. */
  readonly search: Search;
  /** Runs nothing by itself: `drain` does the jobs that wait. */
  readonly jobs: Jobs;
  readonly inProcess: AnswerInProcess;
  readonly erasure: AccountErasure;
  readonly fileErasure: FileErasureService;
  /** Posts a GraphQL question. */
  gql(query: string, variables?: object, headers?: Record<string, string>): Promise<ClientAnswer>;
  /** Posts any text. */
  post(body: string, headers?: Record<string, string>): Promise<ClientAnswer>;
  close(): Promise<void>;
}

/** Boots the application. */
export async function bootApp(options: BootOptions = {}): Promise<BootedApp> {
  const database = options.databaseUrl
    ? { url: options.databaseUrl, drop: async () => {} }
    : await createTestDatabase();
  const orm = await openOrm(database.url, entities);
  const pool = openPool(database.url, options);
  const changes = new BankChanges(database.url);
  await changes.start();
  const search = await Search.open({ url: database.url, pool, report: () => {} });
  await search.ensure();
  const files = await mkdtemp(join(tmpdir(), 'metodbank-files-'));
  const config = { ...readConfig({}), dataDir: files, ...options.config };
  const storage = new LocalStorage(join(config.dataDir, 'files'));
  const log = createLog({ logLevel: options.log ? 'info' : 'silent' }, options.log ?? (() => {}));
  const jobs = new Jobs(database.url, {
    report: (err, job) => log.error({ err, job }, 'a job failed'),
    background: false,
  });
  const app = await createApp({
    config,
    log,
    orm,
    pool,
    databaseUrl: database.url,
    changes,
    jobs,
    storage,
    search: search.service,
    schema: await (
      options.schema ?? (() => createSchema({ config, orm, pool, storage, jobs, search: search.service }))
    )(pool, search),
    searchState: () => search.state(),
    ...(options.web && { web: options.web }),
    ...(options.uploadLimits && { uploadLimits: options.uploadLimits }),
  });
  await app.http.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(app.http.server.address() as AddressInfo).port}`;

  const post = async (body: string, headers: Record<string, string> = {}): Promise<ClientAnswer> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
    return readAnswer(response);
  };
  return {
    url,
    databaseUrl: database.url,
    dataDir: config.dataDir,
    storage,
    orm,
    pool,
    changes,
    search,
    jobs,
    inProcess: app.inProcess,
    erasure: app.erasure,
    fileErasure: app.fileErasure,
    post,
    gql: (query, variables, headers) => post(JSON.stringify({ query, variables }), headers),
    close: async () => {
      await app.http.close();
      await search.close();
      await Promise.all([jobs.stop(), changes.stop(), pool.end(), orm.close(true)]);
      await database.drop();
      await rm(files, { recursive: true, force: true });
    },
  };
}

/** Reads a response as a GraphQL answer; what is not JSON has neither data nor errors. */
export async function readAnswer(response: Response): Promise<ClientAnswer> {
  const text = await response.text();
  const json = /json/.test(response.headers.get('content-type') ?? '') && text ? JSON.parse(text) : {};
  return {
    status: response.status,
    headers: response.headers,
    data: json.data,
    errors: json.errors ?? [],
    text,
  };
}
