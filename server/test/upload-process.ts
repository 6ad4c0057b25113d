/** A process that takes uploads over a database and a folder of the test's, which kills it where it likes. */
import 'reflect-metadata'; // before any decorator runs
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pino } from 'pino';
import { SessionService } from '../src/directory/session.service.js';
import { entities } from '../src/entities.js';
import { addUploads } from '../src/materials/uploads/uploads.js';
import { readConfig } from '../src/platform/config.js';
import { openOrm, openPool } from '../src/platform/database.js';
import { createHttpServer } from '../src/platform/http.js';
import { Jobs } from '../src/platform/jobs.js';
import { Metrics } from '../src/platform/metrics.js';
import { SessionCookie } from '../src/platform/session-cookie.js';
import { LocalStorage } from '../src/platform/storage/local-storage.js';

const { DATABASE_URL: databaseUrl = '', DATA_DIR: dataDir = '' } = process.env;
const config = { ...readConfig({}), dataDir };
const pool = openPool(databaseUrl);
const sessions = new SessionService(pool);
const cookie = new SessionCookie(config.publicUrl);
const log = pino({ level: 'error' }, pino.destination(2));
const http = await createHttpServer({ config, log, metrics: new Metrics() });
await addUploads(http, {
  ...{ config, databaseUrl, pool, storage: new LocalStorage(join(dataDir, 'files')) },
  orm: await openOrm(databaseUrl, entities),
  jobs: new Jobs(databaseUrl, { report: () => {}, background: false }),
  authenticate: (cookies) => sessions.actorOf(cookie.tokenIn(cookies) ?? ''),
  limits: { reserve: 0 },
});
await http.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${(http.server.address() as AddressInfo).port}\n`);
