import type { Jobs } from '../../platform/jobs.js';
import { type ContentReader, READ_FILE } from './content-reader.js';
import { isFullDisk, UploadFault } from './upload-fault.js';
import type { UploadFinisher } from './upload-finisher.js';
import type { UploadLocks } from './upload-locks.js';
import type { UploadRecords } from './upload.records.js';
import type { UploadStore } from './upload-store.js';

/** Job that puts uploads in order: ends what is complete, forgets what nobody goes on with. */
export const TIDY_UPLOADS = 'uploads.tidy';

/** What the jobs work on. */
export interface UploadJobsServices {
  readonly jobs: Jobs;
  readonly reader: ContentReader;
  readonly records: UploadRecords;
  readonly store: UploadStore;
  readonly locks: UploadLocks;
  readonly finisher: UploadFinisher;
}

/** Says how files are read and uploads are put in order. */
export function defineUploadJobs(services: UploadJobsServices): void {
  const { jobs, reader } = services;
  jobs.define<{ sha256: string }>(READ_FILE, { limit: 600 }, ({ sha256 }) => reader.read(sha256));
  jobs.define(TIDY_UPLOADS, { cron: '*/10 * * * *' }, async () => {
    await finishComplete(services);
    await dropExpired(services);
    await sweepFolder(services);
    await services.records.forgetClosed();
    await reader.readLeftOvers(jobs);
  });
}

/** Their process died between the last byte and the end. On a full disk they wait until the rest has made room. */
async function finishComplete({ records, finisher }: UploadJobsServices): Promise<void> {
  for (const id of await records.complete())
    await finisher.finish(id).catch((error: unknown) => {
      // the author reads the reason from the upload
      if (!(error instanceof UploadFault) && !isFullDisk(error)) throw error;
    });
}

/** An upload that a request is writing to is not touched, however old it is. */
async function dropExpired({ records, store, locks }: UploadJobsServices): Promise<void> {
  for (const id of await records.expired()) {
    if (!(await locks.tryTake(id))) continue;
    try {
      if (!(await records.expired()).includes(id)) continue; // somebody went on meanwhile
      await records.drop(id);
      await store.forget(id);
    } finally {
      await locks.release(id);
    }
  }
}

/** Bytes without an upload: the process died before it had noted it, or after it had closed it. */
async function sweepFolder({ records, store }: UploadJobsServices): Promise<void> {
  const names = await store.oldNames();
  const needed = await records.open(names);
  for (const name of names) if (!needed.has(name)) await store.forget(name);
}
