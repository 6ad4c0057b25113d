import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import type { Config } from '../../platform/config.js';
import type { Jobs } from '../../platform/jobs.js';
import { Letters } from '../accounts/letters.js';
import { AuditReads } from './audit.reads.js';
import { AuditResolver } from './audit.resolver.js';
import { FactorResetService } from './factor-reset.service.js';
import { ManagedAccountReads } from './managed-account.reads.js';
import { ManagedAccountResolver } from './managed-account.resolver.js';
import { ManagedAccountService } from './managed-account.service.js';
import { PersonalDataLog } from './personal-data-log.js';

/** What administrators do, in the API. */
export function administrationResolvers(config: Config, orm: MikroORM, pool: Pool, jobs: Jobs) {
  return [
    new AuditResolver(new AuditReads(pool)),
    new ManagedAccountResolver(
      new ManagedAccountReads(pool),
      new ManagedAccountService(orm),
      new PersonalDataLog(pool),
      new FactorResetService(orm, new Letters(jobs), config.publicUrl),
    ),
  ];
}
