import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { HAS_FACTOR } from './directory.sql.js';
import { hashOf } from './token-hash.js';

/** What a visitor is in the middle of, and how long there is for it, seconds. */
const HOLDS = {
  /** The password was right; a second factor is to be shown. */
  CODE: 10 * 60,
  /** The password was right; a second factor is to be set up before anything else. */
  SET_UP: 30 * 60,
  /** A browser makes a passkey; the token is the challenge. */
  PASSKEY_ADD: 10 * 60,
  /** A browser looks for a passkey; the token is the challenge, and whose it is nobody knows yet. */
  PASSKEY_USE: 10 * 60,
  /** The visitor is at the outside service. */
  OUTSIDE: 15 * 60,
  /** The outside service vouched for the address of an account, whose password is to be shown. */
  OUTSIDE_LINK: 15 * 60,
  /** The outside service vouched for the address of nobody here, who is to register. */
  OUTSIDE_REGISTER: 30 * 60,
} as const;

type TicketKind = keyof typeof HOLDS;

/** The kinds that stand between the password and the session. */
export type StepKind = 'CODE' | 'SET_UP';

/** A sign-in that waits for its second step. */
export interface Ticket {
  readonly kind: StepKind;
  readonly accountId: string;
  /** SHA-256 of the token, hex: names the ticket where the token itself must not be kept. */
  readonly hash: string;
}

/** What was begun with the outside service, and for whom. */
export interface OpenTicket<T> {
  readonly accountId: string | null;
  readonly data: T;
}

/** Tickets for signing in step by step: the browser holds the token, the bank its hash, the database the clock. */
export class SignInTickets {
  constructor(private readonly pool: Pool) {}

  /** Begins something; what has grown old is swept away with it. */
  async issue(kind: TicketKind, accountId: string | null, data: object = {}): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.pool.query('delete from sign_in_ticket where expires_at < now()');
    await this.pool.query(
      `insert into sign_in_ticket (token_hash, kind, account_id, data, expires_at)
       values ($1, $2, $3, $4, now() + make_interval(secs => $5))`,
      [hashOf(token), kind, accountId, JSON.stringify(data), HOLDS[kind]],
    );
    return token;
  }

  /** The sign-in that a token stands for; nothing for an account that is closed, or has set a factor up, meanwhile. */
  async find(token: string | undefined): Promise<Ticket | undefined> {
    if (!token) return undefined;
    const { rows } = await this.pool.query<Ticket>(
      `select t.kind, t.account_id as "accountId", t.token_hash as hash from sign_in_ticket t
       join account a on a.id = t.account_id
       where t.token_hash = $1 and t.kind in ('CODE', 'SET_UP') and t.expires_at > now()
         and a.blocked_at is null and a.email_confirmed_at is not null
         and (t.kind = 'CODE' or not ${HAS_FACTOR})`,
      [hashOf(token)],
    );
    return rows[0];
  }

  /** What a token of a kind stands for. */
  async look<T>(token: string | undefined, kind: TicketKind): Promise<OpenTicket<T> | undefined> {
    if (!token) return undefined;
    const { rows } = await this.pool.query<OpenTicket<T>>(
      `select account_id as "accountId", data from sign_in_ticket
       where token_hash = $1 and kind = $2 and expires_at > now()`,
      [hashOf(token), kind],
    );
    return rows[0];
  }

  /** As `look`, and uses the token up at once; of parallel tries one gets it. */
  async use<T = object>(token: string | undefined, kind: TicketKind): Promise<OpenTicket<T> | undefined> {
    if (!token) return undefined;
    const { rows } = await this.pool.query<OpenTicket<T>>(
      `delete from sign_in_ticket where token_hash = $1 and kind = $2 and expires_at > now()
       returning account_id as "accountId", data`,
      [hashOf(token), kind],
    );
    return rows[0];
  }
}
