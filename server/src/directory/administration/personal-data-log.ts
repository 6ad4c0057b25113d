import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../platform/actor.js';
import { requireMember } from '../role.js';

/** Keeps in the audit trail who looked at what of others is not public (152-ФЗ, ст. 19). */
export class PersonalDataLog {
  constructor(private readonly pool: Pool) {}

  /** An administrator has looked at an account. */
  async viewed(actor: Actor, accountId: string): Promise<void> {
    await this.pool.query(
      `insert into audit_event (id, at, actor, action, subject_type, subject_id, data)
       values ($1, now(), $2, 'account.viewed', 'account', $3, '{}')`,
      [uuidv7(), requireMember(actor).accountId, accountId],
    );
  }
}
