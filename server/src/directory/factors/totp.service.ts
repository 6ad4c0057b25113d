import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { Conflict, InvalidInput } from '../../platform/errors.js';
import type { Locale } from '../../platform/localized.js';
import type { Member } from '../../platform/actor.js';
import type { SealedSecrets } from '../../platform/sealed-secrets.js';
import { inTransaction } from '../../platform/transaction.js';
import { Account } from '../account.entity.js';
import type { Letters } from '../accounts/letters.js';
import type { PasswordCheck } from '../accounts/password-check.js';
import { type Beginner, endSetUps } from './beginner.js';
import { type FactorEvent, factorLetter } from './factor-letters.js';
import type { CodeCheck } from './code-check.js';
import { totpOwner } from './factor-code.js';
import { issueRecoveryCodes } from './recovery-codes.js';
import { keyOf, newSecret, stepOf, type TotpKey } from './totp.js';

/** How long a key that was begun can be confirmed. */
const BEGUN = `confirmed_at is null and started_at > now() - interval '30 minutes'`;

/** The authenticator app of an account: set up, confirmed by a code, switched off. */
export class TotpService {
  constructor(
    private readonly orm: MikroORM,
    private readonly secrets: SealedSecrets,
    private readonly letters: Letters,
    private readonly passwords: PasswordCheck,
    private readonly codes: CodeCheck,
    private readonly publicUrl: string,
  ) {}

  /**
   * Begins with a new key; nothing is asked for at the door before it is confirmed.
   * @param password asked of members alone: one who signs in has just typed it
   * @throws InvalidInput, TooManyAttempts, Conflict where an app is confirmed already
   */
  async begin({ accountId, startedBy, sessionId }: Beginner, password: string): Promise<TotpKey> {
    if (sessionId) await this.passwords.check(accountId, 'password', password);
    const secret = newSecret();
    const em = this.orm.em.fork();
    const begun = await em.execute<object[]>(
      `insert into totp_factor as f (account_id, secret, started_by) values (?, ?, ?)
       on conflict (account_id) do update set secret = excluded.secret, started_by = excluded.started_by,
         started_at = now() where f.confirmed_at is null returning account_id`,
      [accountId, await this.secrets.seal(totpOwner(accountId), secret), startedBy],
    );
    if (begun.length === 0) throw new Conflict(IS_ON);
    return this.#key(em, accountId, secret);
  }

  /** The key that the same visitor has begun with and not confirmed; null without one. */
  async begun({ accountId, startedBy }: Beginner): Promise<TotpKey | null> {
    const em = this.orm.em.fork();
    const secret = await this.#begunSecret(em, accountId, startedBy);
    return secret ? this.#key(em, accountId, secret) : null;
  }

  /**
   * Switches the second step on, when a code shows that the app has the key. Other devices are signed out.
   * @returns the recovery codes, which nobody sees again
   * @throws InvalidInput for a wrong code, Conflict when nothing was begun or it was too long ago
   */
  async confirm(beginner: Beginner, code: string, locale: Locale): Promise<string[]> {
    const { accountId, startedBy, sessionId } = beginner;
    return inTransaction(this.orm.em, async (em) => {
      await endSetUps(em, beginner);
      await em.execute('select from totp_factor where account_id = ? for update', [accountId]);
      const secret = await this.#begunSecret(em, accountId, startedBy);
      if (!secret) throw new Conflict(BEGIN_AGAIN);
      const [clock] = await em.execute<{ epoch: number }[]>(
        'select extract(epoch from now())::float8 as epoch',
      );
      const step = await stepOf(secret, code.replace(/\s/g, ''), clock!.epoch).catch(() => undefined);
      if (step === undefined) throw new InvalidInput({ code: WRONG });
      await em.execute('update totp_factor set confirmed_at = now(), last_step = ? where account_id = ?', [
        step,
        accountId,
      ]);
      if (sessionId) await em.execute('update session set two_factors = true where id = ?', [sessionId]);
      await this.#tell(em, beginner, 'ON', locale);
      return issueRecoveryCodes(em, accountId);
    });
  }

  /**
   * Switches the second step off. Other devices are signed out.
   * @throws InvalidInput when the password or the code is wrong, Conflict where the deployment wants it on
   */
  async turnOff(
    { accountId, sessionId }: Member,
    { password, code }: { password: string; code: string },
    locale: Locale,
  ): Promise<void> {
    await this.passwords.check(accountId, 'password', password);
    await this.codes.check(accountId, code, async (em) => {
      await em.execute('delete from totp_factor where account_id = ?', [accountId]);
      await em.execute('delete from recovery_code where account_id = ?', [accountId]);
      await this.#tell(em, { accountId, sessionId }, 'OFF', locale);
    });
  }

  /**
   * Gives new recovery codes in the place of those that are left.
   * @throws InvalidInput
   */
  async renewCodes(
    { accountId }: Member,
    { password, code }: { password: string; code: string },
  ): Promise<string[]> {
    await this.passwords.check(accountId, 'password', password);
    return this.codes.check(accountId, code, async (em) => {
      audit(em, accountId, 'recovery-codes-renewed');
      return issueRecoveryCodes(em, accountId);
    });
  }

  async #begunSecret(em: EntityManager, accountId: string, startedBy: string): Promise<string | undefined> {
    const [row] = await em.execute<{ secret: string }[]>(
      `select secret from totp_factor where account_id = ? and started_by = ? and ${BEGUN}`,
      [accountId, startedBy],
    );
    return row && this.secrets.open(totpOwner(accountId), row.secret);
  }

  async #key(em: EntityManager, accountId: string, secret: string): Promise<TotpKey> {
    const { email } = await em.findOneOrFail(Account, accountId);
    return keyOf(secret, email);
  }

  /** Whoever else is signed in has to show the factors of today. */
  async #tell(
    em: EntityManager,
    { accountId, sessionId }: Pick<Beginner, 'accountId' | 'sessionId'>,
    event: FactorEvent & ('ON' | 'OFF'),
    locale: Locale,
  ): Promise<void> {
    await em.execute('delete from session where account_id = ? and id is distinct from ?', [
      accountId,
      sessionId,
    ]);
    audit(em, accountId, event === 'ON' ? 'second-factor-on' : 'second-factor-off');
    const { email } = await em.findOneOrFail(Account, accountId);
    await this.letters.send(em, { to: email, ...factorLetter(this.publicUrl, event, locale) });
  }
}

function audit(em: EntityManager, accountId: string, what: string): void {
  em.create(AuditEvent, {
    ...{ actor: accountId, action: `account.${what}`, subjectType: 'account', subjectId: accountId },
  });
}

const IS_ON = {
  ru: 'Вход в два шага уже включён.',
  en: 'Two-step sign-in is on already.',
};
const BEGIN_AGAIN = {
  ru: 'Прошло больше получаса, или вход в два шага уже включён. Начните снова.',
  en: 'It was begun more than half an hour ago, or is on already. Begin again.',
};
const WRONG = {
  ru: 'код не подошёл: проверьте часы телефона и введите тот, что показан сейчас',
  en: 'the code does not fit: check the clock of the phone and type the one that is shown now',
};
