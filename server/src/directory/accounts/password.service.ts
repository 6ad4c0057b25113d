import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Actor } from '../../platform/actor.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import type { Client } from '../../platform/context.js';
import type { Locale } from '../../platform/localized.js';
import { inTransaction, transactionTime } from '../../platform/transaction.js';
import { Account } from '../account.entity.js';
import { hashPassword } from '../password.js';
import { requireMember } from '../role.js';
import { normalEmail } from '../sign-in.service.js';
import type { SignInThrottle } from '../sign-in-throttle.js';
import type { AccountLetters } from './account-letters.js';
import type { AccountLinks } from './account-links.js';
import { TokenPurpose } from './account-token.entity.js';
import { forgetTokens, useToken } from './account-tokens.js';
import type { ChangeEmailInput, ChangePasswordInput, ResetPasswordInput } from './account.input.js';
import type { Letters } from './letters.js';
import { acceptableEmail } from './new-email.js';
import { acceptablePassword } from './new-password.js';
import type { PasswordCheck } from './password-check.js';

/** Forgotten and changed passwords, and the address to sign in with. */
export class PasswordService {
  constructor(
    private readonly orm: MikroORM,
    private readonly letters: Letters,
    private readonly links: AccountLinks,
    private readonly content: AccountLetters,
    private readonly throttle: SignInThrottle,
    private readonly passwords: PasswordCheck,
  ) {}

  /**
   * Sends a link for a new password, if the address is one of ours; the caller cannot tell (C46).
   * @throws TooManyAttempts
   */
  async askForReset(email: string, client: Client, locale: Locale): Promise<void> {
    const address = normalEmail(email);
    const device = client.address && `reset ${client.address}`;
    await this.throttle.enter({ email: `reset ${address}`, address: device, knownDevice: undefined });
    await this.links.send({ purpose: TokenPurpose.RESET, email: address, locale });
  }

  /**
   * Sets a new password by the link of a letter; every device is signed out (C43, C45).
   * @throws InvalidInput
   */
  async reset({ token, password }: ResetPasswordInput, locale: Locale): Promise<void> {
    const passwordHash = await hashPassword(await acceptablePassword('password', password));
    await inTransaction(this.orm.em, async (em) => {
      const { accountId } = await useToken(em, token, [TokenPurpose.RESET]);
      const account = await em.findOneOrFail(Account, accountId);
      // the letter came to the address: it is its owner's
      account.emailConfirmedAt ??= await transactionTime(em);
      await this.#setPassword(em, account, passwordHash, locale);
    });
  }

  /**
   * Changes the password; other devices are signed out.
   * @throws InvalidInput when the present one is wrong or the new one is not taken
   */
  async change(actor: Actor, { current, password }: ChangePasswordInput, locale: Locale): Promise<void> {
    const { accountId, sessionId } = requireMember(actor);
    await this.passwords.check(accountId, 'current', current);
    const passwordHash = await hashPassword(await acceptablePassword('password', password));
    await inTransaction(this.orm.em, async (em) => {
      const account = await em.findOneOrFail(Account, accountId);
      await this.#setPassword(em, account, passwordHash, locale, sessionId);
    });
  }

  /**
   * Sends a link to a new address, which takes effect when it is used. Whether the address is another's only the
   * letter's reader learns.
   * @throws InvalidInput when the password is wrong or the address none; TooManyAttempts
   */
  async changeEmail(actor: Actor, { email, password }: ChangeEmailInput, locale: Locale): Promise<void> {
    const { accountId } = requireMember(actor);
    const address = acceptableEmail('email', email);
    await this.passwords.check(accountId, 'password', password);
    // nobody has the bank write to strangers without end
    await this.throttle.enter({ email: `move ${accountId}`, address: undefined, knownDevice: undefined });
    await this.links.send({ purpose: TokenPurpose.EMAIL, email: address, accountId, locale });
  }

  async #setPassword(
    em: EntityManager,
    account: Account,
    passwordHash: string,
    locale: Locale,
    keptSession?: string,
  ): Promise<void> {
    account.passwordHash = passwordHash;
    await forgetTokens(em, account.id);
    // whoever is between the old password and the code begins again
    await em.execute('delete from sign_in_ticket where account_id = ?', [account.id]);
    await em.execute('delete from session where account_id = ? and id is distinct from ?', [
      account.id,
      keptSession ?? null,
    ]);
    em.create(AuditEvent, {
      ...{ actor: account.id, action: 'account.password-changed', subjectType: 'account' },
      subjectId: account.id,
    });
    await this.letters.send(em, { to: account.email, ...this.content.passwordChanged(locale) });
  }
}
