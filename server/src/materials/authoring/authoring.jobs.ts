import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { forgetOldKeys } from '../../platform/idempotency.js';
import type { Jobs } from '../../platform/jobs.js';
import { TextSignatures } from '../duplicates/text-signatures.js';
import { outdate } from './outdating.js';

/** Asks for a check of what has not been checked for long. */
export const OUTDATE = 'materials.outdate';
/** Forgets what nobody asks for again. */
const TIDY = 'materials.tidy-keys';
/** Signs the texts that have no signature yet, for the search for duplicates. */
export const SIGN_TEXTS = 'materials.sign-texts';

/** Says how the work behind the author's workplace is done. */
export function defineAuthoringJobs(jobs: Jobs, orm: MikroORM, pool: Pool): void {
  jobs.define(OUTDATE, { cron: '5 0 * * *' }, async () => void (await outdate(orm)));
  jobs.define(TIDY, { cron: '35 0 * * *' }, () => forgetOldKeys(orm.em.fork()));
  const signatures = new TextSignatures(pool);
  jobs.define(SIGN_TEXTS, { cron: '*/10 * * * *' }, async (_data, { signal }) => {
    await signatures.signAll(signal);
  });
}
