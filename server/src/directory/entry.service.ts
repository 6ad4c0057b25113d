import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Client } from '../platform/context.js';
import { IN_FORCE } from './directory.sql.js';
import type { KnownDevices } from './known-devices.js';
import { STAFF_ROLES } from './role.js';
import type { SessionService } from './session.service.js';
import type { SignInTickets } from './sign-in-tickets.js';

/** What a browser keeps after somebody showed who they are: a session, or the token of the next step. */
export type Entry = { readonly session: string; readonly device: string } | { readonly step: string };

/** Where somebody enters. */
export interface Door {
  readonly client: Client;
  /** Token of the device from an earlier sign-in. */
  readonly device: string | undefined;
}

/** What an account can show beside the password, and whether it is of staff. */
export interface Factors {
  readonly totp: boolean;
  readonly passkey: boolean;
  readonly staff: boolean;
}

/** Lets people in who showed who they are, as far as one factor or two may go. */
export class EntryService {
  constructor(
    private readonly pool: Pool,
    private readonly sessions: SessionService,
    private readonly tickets: SignInTickets,
    private readonly devices: KnownDevices,
    /** Whether staff has to show a second factor. */
    private readonly staffSecondFactor: boolean,
  ) {}

  /**
   * After one factor: begins a session, or the step that shows the second or sets it up. A passkey alone does not shut
   * the password out for others than staff: it may lie on a device that is not at hand.
   */
  async enter(accountId: string, door: Door): Promise<Entry> {
    const { totp, passkey, staff } = await this.factorsOf(accountId);
    const required = staff && this.staffSecondFactor;
    if (totp || (required && passkey)) return { step: await this.tickets.issue('CODE', accountId) };
    if (required) return { step: await this.tickets.issue('SET_UP', accountId) };
    return this.#begin(accountId, door, false);
  }

  /** After two factors: begins a session. */
  enterWithTwo(accountId: string, door: Door): Promise<Entry> {
    return this.#begin(accountId, door, true);
  }

  async #begin(accountId: string, { client, device }: Door, twoFactors: boolean): Promise<Entry> {
    const kept = await this.devices.remember(accountId, device);
    const session = await this.sessions.begin(accountId, client, twoFactors);
    await this.keepAccount(accountId);
    return { session, device: kept };
  }

  /** Who asked to be deleted and signs in has thought better of it, and is told so. */
  private async keepAccount(accountId: string): Promise<void> {
    await this.pool.query(
      `with kept as (delete from account_deletion where account_id = $1 returning account_id),
        told as (insert into notification (id, account_id, kind, path, subject, created_at)
          select $2, account_id, 'DELETION_CANCELLED', '/my/data', 'Мои данные', now() from kept)
       insert into audit_event (id, at, actor, action, subject_type, subject_id, data)
       select $3, now(), account_id::text, 'account.deletion-cancelled', 'account', account_id, '{}' from kept`,
      [accountId, uuidv7(), uuidv7()],
    );
  }

  /** What an account can show beside the password. */
  async factorsOf(accountId: string): Promise<Factors> {
    const { rows } = await this.pool.query<Factors>({
      name: 'entry-factors',
      text: `select
          exists (select from totp_factor where account_id = $1 and confirmed_at is not null) as totp,
          exists (select from passkey where account_id = $1) as passkey,
          exists (select from role_assignment r where r.account_id = $1 and r.role = any ($2::text[])
            and ${IN_FORCE}) as staff`,
      values: [accountId, STAFF_ROLES],
    });
    return rows[0]!;
  }
}
