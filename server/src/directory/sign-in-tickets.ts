import { createHash, randomBytes } from 'node:crypto';
import type { Pool } from 'pg';

/** What a visitor is in the middle of, and how long there is for it, seconds. */
const HOLDS = {
  /** The password was right; a second factor is to be shown. */
  CODE: 10 * 60,
  /** The password was right; a second factor is to be set up before anything else. */
  SET_UP: 30 * 60,
} as const;

/** A kind of ticket. */
export type TicketKind = keyof typeof HOLDS;

/** What was begun, and for whom. */
export interface Ticket {
  readonly kind: TicketKind;
  readonly accountId: string;
  /** SHA-256 of the token, hex: names the ticket where the token itself must not be kept. */
  readonly hash: string;
}

/** Tickets for signing in step by step: the browser holds the token, the bank its hash, the database the clock. */
export class SignInTickets {
  constructor(private readonly pool: Pool) {}

  /** Begins something; what has grown old is swept away with it. */
  async issue(kind: TicketKind, accountId: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.pool.query('delete from sign_in_ticket where expires_at < now()');
    await this.pool.query(
      `insert into sign_in_ticket (token_hash, kind, account_id, expires_at)
       values ($1, $2, $3, now() + make_interval(secs => $4))`,
      [hashOf(token), kind, accountId, HOLDS[kind]],
    );
    return token;
  }

  /** What a token stands for; nothing for an account that is closed meanwhile. */
  async find(token: string | undefined): Promise<Ticket | undefined> {
    if (!token) return undefined;
    const { rows } = await this.pool.query<Ticket>(
      `select t.kind, t.account_id as "accountId", t.token_hash as hash from sign_in_ticket t
       join account a on a.id = t.account_id
       where t.token_hash = $1 and t.expires_at > now()
         and a.blocked_at is null and a.email_confirmed_at is not null`,
      [hashOf(token)],
    );
    return rows[0];
  }

  /** Uses a ticket up; of parallel tries one gets true. */
  async take({ hash }: Ticket): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      'delete from sign_in_ticket where token_hash = $1 and expires_at > now()',
      [hash],
    );
    return rowCount === 1;
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
