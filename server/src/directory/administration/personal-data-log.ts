import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../platform/actor.js';
import { requireMember } from '../role.js';

/** Keeps in the audit trail who looked at what of others is not public (152-ФЗ, ст. 19). */
export class PersonalDataLog {
  constructor(private readonly pool: Pool) {}

  /** An administrator has looked at an account. */
  viewed(actor: Actor, accountId: string): Promise<void> {
    return this.#write(actor, 'account.viewed', accountId, {});
  }

  /** An administrator has looked at a list with the addresses of accounts: one line, however long the list. */
  async listed(actor: Actor, accounts: readonly string[]): Promise<void> {
    const { accountId } = requireMember(actor);
    if (accounts.length > 0) await this.#write(actor, 'account.listed', accountId, { accounts });
  }

  /** An administrator has seen where people name somebody. The name is not kept: it may be of one who is erased. */
  async mentionsViewed(actor: Actor, found: number): Promise<void> {
    const { accountId } = requireMember(actor);
    await this.#write(actor, 'account.mentions-viewed', accountId, { found });
  }

  /** An administrator has decided what becomes of places in which people named somebody who is erased. */
  async mentionsDismissed(actor: Actor, count: number): Promise<void> {
    const { accountId } = requireMember(actor);
    await this.#write(actor, 'account.mentions-dismissed', accountId, { count });
  }

  async #write(actor: Actor, action: string, subject: string, data: object): Promise<void> {
    await this.pool.query(
      `insert into audit_event (id, at, actor, action, subject_type, subject_id, data)
       values ($1, now(), $2, $3, 'account', $4, $5)`,
      [uuidv7(), requireMember(actor).accountId, action, subject, JSON.stringify(data)],
    );
  }
}
