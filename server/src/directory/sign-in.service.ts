import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { Unauthenticated } from '../platform/errors.js';
import type { Door, Entry, EntryService } from './entry.service.js';
import type { KnownDevices } from './known-devices.js';
import { hashPassword, isOutdated, verifyPassword } from './password.js';
import type { SignInThrottle } from './sign-in-throttle.js';

/** Longest password that is looked at, characters. */
const LONGEST_PASSWORD = 128;

interface AccountRow {
  id: string;
  password_hash: string | null;
  open: boolean;
}

/** An address as accounts hold it: trimmed, lower case, NFC. */
export const normalEmail = (email: string): string => email.trim().normalize('NFC').toLowerCase();

/** Signs people in by their address and password. */
export class SignInService {
  /** Stands in for the password of nobody, so that an unknown address takes as long as a known one. */
  private nobody: Promise<string> | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly throttle: SignInThrottle,
    private readonly devices: KnownDevices,
    private readonly entries: EntryService,
  ) {}

  /**
   * Checks the password and lets its owner in, or asks for the second factor.
   * @throws Unauthenticated with the same words for an unknown address and a wrong password; TooManyAttempts
   */
  async signIn(email: string, password: string, door: Door): Promise<Entry> {
    const name = normalEmail(email);
    const account = await this.accountOf(name);
    const knownDevice = account && (await this.devices.nameOf(account.id, door.device));
    const attempt = { email: name, address: door.client.address, knownDevice };
    await this.throttle.enter(attempt);
    if (!(await this.matches(account, password))) throw wrong();
    await this.throttle.forgive(attempt);
    const { id, password_hash: hash } = account!;
    if (isOutdated(hash!)) await this.rehash(id, hash!, password);
    return this.entries.enter(id, door);
  }

  private async accountOf(email: string): Promise<AccountRow | undefined> {
    const { rows } = await this.pool.query<AccountRow>({
      name: 'sign-in-account',
      text: `select id, password_hash, blocked_at is null and email_confirmed_at is not null as open
        from account where email = $1`,
      values: [email],
    });
    return rows[0];
  }

  private async matches(account: AccountRow | undefined, password: string): Promise<boolean> {
    if (password.length > LONGEST_PASSWORD) return false;
    this.nobody ??= hashPassword(randomBytes(16).toString('hex'));
    const right = await verifyPassword(password, account?.password_hash ?? (await this.nobody));
    return right && account !== undefined && account.open;
  }

  /** Today's parameters for a password that is at hand; another change of it meanwhile wins. */
  private async rehash(accountId: string, old: string, password: string): Promise<void> {
    await this.pool.query('update account set password_hash = $3 where id = $1 and password_hash = $2', [
      accountId,
      old,
      await hashPassword(password),
    ]);
  }
}

function wrong(): Unauthenticated {
  return new Unauthenticated({
    ru: 'Адрес почты или пароль неверны.',
    en: 'The e-mail address or the password is wrong.',
  });
}
