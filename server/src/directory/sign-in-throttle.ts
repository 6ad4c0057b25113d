import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { DomainError } from '../platform/errors.js';
import type { Locale } from '../platform/localized.js';

/** Wrong tries that cost nothing: for one account, and for one network address, behind which a school may sit. */
const FREE = { account: 5, device: 5, address: 30 } as const;
const LONGEST_WAIT_S = 15 * 60;

/** Somebody tries too often. */
class TooManyAttempts extends DomainError {
  readonly code = 'RATE_LIMITED';

  /** @param retryAfter seconds until the next try counts */
  constructor(readonly retryAfter: number) {
    const minutes = Math.max(1, Math.ceil(retryAfter / 60));
    super({
      ru: `Слишком много попыток подряд. Повторите через ${minutes} мин.`,
      en: `Too many attempts in a row. Try again in ${minutes} min.`,
    });
  }

  override details(_locale: Locale): Record<string, unknown> {
    return { retryAfter: this.retryAfter };
  }
}

/** From where and for whom somebody tries. */
export interface Attempt {
  readonly email: string;
  readonly address: string | undefined;
  /** A device on which this account was signed in before: strangers who try the account do not shut it out. */
  readonly knownDevice: string | undefined;
}

/** Makes guessing slow, for all processes together, and locks nobody out. */
export class SignInThrottle {
  constructor(private readonly pool: Pool) {}

  /**
   * Counts a try before the password is looked at, so that tries at once do not slip through together.
   * @throws TooManyAttempts, and then the try is not to be made
   */
  async enter(attempt: Attempt): Promise<void> {
    const keys = keysOf(attempt);
    const { rows } = await this.pool.query<{ wait: number }>({
      name: 'sign-in-enter',
      text: ENTER_SQL,
      values: [keys.map(({ key }) => key), keys.map(({ free }) => free), LONGEST_WAIT_S],
    });
    const wait = rows[0]?.wait ?? 0;
    if (wait > 0) throw new TooManyAttempts(wait);
  }

  /** The password was right: the tries are forgiven, but not those of a whole address. */
  async forgive(attempt: Attempt): Promise<void> {
    const keys = keysOf(attempt);
    await this.pool.query('delete from sign_in_attempt where key = any($1::text[])', [
      keys.filter(({ kind }) => kind !== 'address').map(({ key }) => key),
    ]);
    await this.pool.query(
      'update sign_in_attempt set failures = greatest(failures - 1, 0) where key = any($1::text[])',
      [keys.filter(({ kind }) => kind === 'address').map(({ key }) => key)],
    );
  }
}

function keysOf({ email, address, knownDevice }: Attempt) {
  const keys: { kind: keyof typeof FREE; name: string }[] = knownDevice
    ? [{ kind: 'device', name: knownDevice }]
    : [{ kind: 'account', name: email }, ...(address ? [{ kind: 'address' as const, name: address }] : [])];
  // neither the addresses of people nor of machines are kept
  return keys.map(({ kind, name }) => ({
    kind,
    key: createHash('sha256').update(`${kind}:${name}`).digest('hex'),
    free: FREE[kind],
  }));
}

/**
 * Counts the try under each key; a key that has to wait is not counted again. After an hour without a wrong try all
 * is forgotten. The rows are written in one order, so that two tries never wait for each other.
 */
const ENTER_SQL = `
  with tried as (
    insert into sign_in_attempt as a (key, free, failures, last_at, refused)
    select key, free, 1, now(), false from unnest($1::text[], $2::int[]) as k(key, free) order by key
    on conflict (key) do update set
      refused = coalesce(a.blocked_until > now(), false),
      failures = case
        when a.last_at < now() - interval '1 hour' then 1
        when a.blocked_until > now() then a.failures
        else a.failures + 1 end,
      blocked_until = case
        when a.last_at < now() - interval '1 hour' then null
        when a.blocked_until > now() then a.blocked_until
        when a.failures + 1 > excluded.free
          then now() + make_interval(secs => least(power(2, least(a.failures + 1 - excluded.free, 20)), $3::int)::float8)
        end,
      last_at = case when a.blocked_until > now() then a.last_at else now() end
    returning refused, blocked_until
  )
  select max(ceil(extract(epoch from blocked_until - now())))::int as wait from tried where refused`;
