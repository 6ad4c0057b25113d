import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { AuditReads } from './audit.reads.js';
import { AuditResolver } from './audit.resolver.js';
import { ManagedAccountReads } from './managed-account.reads.js';
import { ManagedAccountResolver } from './managed-account.resolver.js';
import { ManagedAccountService } from './managed-account.service.js';
import { PersonalDataLog } from './personal-data-log.js';

/** What administrators do, in the API. */
export function administrationResolvers(orm: MikroORM, pool: Pool) {
  return [
    new AuditResolver(new AuditReads(pool)),
    new ManagedAccountResolver(
      new ManagedAccountReads(pool),
      new ManagedAccountService(orm),
      new PersonalDataLog(pool),
    ),
  ];
}
