import { join } from 'node:path';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import type { Actor } from '../../platform/actor.js';
import type { Config } from '../../platform/config.js';
import type { Jobs } from '../../platform/jobs.js';
import type { Storage } from '../../platform/storage/storage.js';
import { FileReader } from '../extraction/file-reader.js';
import { FileIntake } from '../file-intake.js';
import { ContentReader } from './content-reader.js';
import { UploadAdmission } from './upload-admission.js';
import { hearOut } from './upload-farewell.js';
import { UploadFinisher } from './upload-finisher.js';
import { UPLOAD_LIMITS, type UploadLimits } from './upload-limits.js';
import { UploadLocks } from './upload-locks.js';
import { UploadRecords } from './upload.records.js';
import { defineUploadJobs } from './upload.jobs.js';
import { uploadFormRoutes } from './upload-form.routes.js';
import { uploadRoutes } from './upload.routes.js';
import { defineForgetting } from '../forgetting/forget-contents.js';
import { UploadStore } from './upload-store.js';
import { VirusScanner } from './virus-scanner.js';

/** What uploads stand on. */
export interface UploadsServices {
  readonly config: Pick<Config, 'dataDir' | 'publicUrl' | 'clamav'>;
  readonly orm: MikroORM;
  readonly pool: Pool;
  /** Connection string of the bank's database. */
  readonly databaseUrl: string;
  readonly storage: Storage;
  readonly jobs: Jobs;
  readonly authenticate: (cookies: string | undefined) => Promise<Actor>;
  readonly limits?: Partial<UploadLimits> | undefined;
}

/**
 * Adds resumable uploads, and the jobs that read what they bring. Several processes share them when they share the
 * folder `uploads` of their data folder.
 */
export async function addUploads(http: FastifyInstance, services: UploadsServices): Promise<void> {
  const { config, orm, pool, databaseUrl, storage, jobs, authenticate } = services;
  const limits = { ...UPLOAD_LIMITS, ...services.limits };
  const folder = join(config.dataDir, 'uploads');
  const records = new UploadRecords(pool);
  const locks = new UploadLocks(databaseUrl);
  const admission = new UploadAdmission(() => orm.em.fork(), folder, limits);
  const store = new UploadStore(folder, records, admission, limits);
  const reader = new FileReader({ workers: 2 });
  const scanner = config.clamav && new VirusScanner(config.clamav);
  const finisher = new UploadFinisher({
    ...{ em: orm.em, storage, reader, jobs, records, store, locks },
    scans: scanner !== undefined,
  });
  const contents = new ContentReader(orm.em, storage, new FileIntake(storage, reader), scanner);
  defineForgetting(jobs, pool, storage);
  defineUploadJobs({ jobs, reader: contents, records, store, locks, finisher });
  http.addHook('onClose', async () => {
    await locks.close();
    reader.close();
  });
  const { publicUrl } = config;
  const shared = { publicUrl, store, finisher, authenticate };
  await http.register(async (uploads) => {
    uploads.addHook('onResponse', async ({ raw }) => hearOut(raw, limits.slow));
    await uploads.register(uploadFormRoutes, { ...shared, folder, admission });
    await uploads.register(uploadRoutes, { ...shared, limits, records, locks });
  });
}
