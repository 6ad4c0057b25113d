import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import Bowser from 'bowser';
import { type Actor, GUEST, type HeldRole, type Member } from '../platform/actor.js';
import type { Device } from './device.type.js';
import { IN_FORCE } from './directory.sql.js';
import { STAFF_ROLES } from './role.js';
import { hashOf } from './token-hash.js';

/** How long a session lives however often it is used, seconds. */
export const SESSION_SECONDS = 30 * 24 * 3600;
/** How long an unused session lives: those of staff, and all others. */
const IDLE = { staff: '30 minutes', others: '12 hours' } as const;

/** Where a session begins. */
export interface NewDevice {
  readonly userAgent?: string | undefined;
  readonly address?: string | undefined;
}

interface SessionRow {
  id: string;
  account_id: string;
  person_id: string;
  organization_id: string | null;
  stale: boolean;
  roles: HeldRole[];
}

/** Begins, recognises and ends sessions; every time is the database's. */
export class SessionService {
  /** @param staffSecondFactor whether a session of staff counts only where it began with two factors */
  constructor(
    private readonly pool: Pool,
    private readonly staffSecondFactor = false,
  ) {}

  /**
   * Signs an account in on a device.
   * @param twoFactors whether its owner showed two
   * @returns the token for the cookie: 256 bits, base64url
   */
  async begin(
    accountId: string,
    { userAgent, address }: NewDevice = {},
    twoFactors = false,
  ): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.pool.query(
      `insert into session (id, token_hash, account_id, expires_at, user_agent, address, two_factors)
       values (gen_random_uuid(), $1, $2, now() + make_interval(secs => $3), $4, $5, $6)`,
      [
        ...[hashOf(token), accountId, SESSION_SECONDS],
        ...[userAgent?.slice(0, 300) ?? null, address ?? null, twoFactors],
      ],
    );
    return token;
  }

  /** Who holds a token, with the roles of this moment; a guest when it is unknown, too old or taken away. */
  async actorOf(token: string): Promise<Actor> {
    const { rows } = await this.pool.query<SessionRow>({
      name: 'session-actor',
      text: ACTOR_SQL,
      values: [hashOf(token), STAFF_ROLES, IDLE.staff, IDLE.others, this.staffSecondFactor],
    });
    const row = rows[0];
    if (!row) return GUEST;
    if (row.stale) await this.pool.query('update session set last_seen_at = now() where id = $1', [row.id]);
    return {
      kind: 'member',
      accountId: row.account_id,
      personId: row.person_id,
      organizationId: row.organization_id,
      sessionId: row.id,
      roles: row.roles,
    };
  }

  /** Devices on which a member is signed in, the last used first. */
  async devicesOf({ accountId, sessionId, roles }: Member): Promise<Device[]> {
    const staff = roles.some(({ role }) => (STAFF_ROLES as readonly string[]).includes(role));
    const { rows } = await this.pool.query<Omit<Device, 'name' | 'current'> & { agent: string | null }>(
      `select id, user_agent as agent, created_at as since, last_seen_at as "lastSeenAt" from session
       where account_id = $1 and expires_at > now() and last_seen_at > now() - $2::interval
       order by last_seen_at desc limit 100`,
      [accountId, staff ? IDLE.staff : IDLE.others],
    );
    return rows.map(({ agent, ...session }) => ({
      ...{ ...session, name: agent && nameOf(agent), current: session.id === sessionId },
    }));
  }

  /** Signs one device of an account out; whether there was one. */
  async endOf(accountId: string, sessionId: string): Promise<boolean> {
    const { rowCount } = await this.pool.query('delete from session where account_id = $1 and id = $2', [
      accountId,
      sessionId,
    ]);
    return rowCount === 1;
  }

  /** Signs one device out. */
  async end(sessionId: string): Promise<void> {
    await this.pool.query('delete from session where id = $1', [sessionId]);
  }

  /**
   * Signs an account out everywhere.
   * @param keep the session to leave, that of the device in hand
   */
  async endAll(accountId: string, keep?: string): Promise<void> {
    await this.pool.query('delete from session where account_id = $1 and id is distinct from $2', [
      accountId,
      keep ?? null,
    ]);
  }
}

const ACTOR_SQL = `
  select s.id, s.account_id, a.person_id, p.organization_id, held.roles,
    s.last_seen_at < now() - interval '1 minute' as stale
  from session s
  join account a on a.id = s.account_id
  join person p on p.id = a.person_id
  cross join lateral (
    select
      coalesce(
        jsonb_agg(jsonb_build_object('role', r.role, 'scope', r.scope,
          'scopeId', coalesce(r.territory_id, r.organization_id, r.network_id))),
        '[]') as roles,
      coalesce(bool_or(r.role = any ($2::text[])), false) as staff
    from role_assignment r
    where r.account_id = a.id and ${IN_FORCE}
  ) held
  where s.token_hash = $1 and a.blocked_at is null and s.expires_at > now()
    and s.last_seen_at > now() - (case when held.staff then $3 else $4 end)::interval
    and (not $5::boolean or s.two_factors or not held.staff)`;

/** «Chrome, Windows»; null where the browser says neither. */
function nameOf(agent: string): string | null {
  const { browser, os } = Bowser.parse(agent);
  return [browser.name, os.name].filter(Boolean).join(', ') || null;
}
