import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Actor } from '../../platform/actor.js';
import type { Client } from '../../platform/context.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { InvalidInput, Unauthenticated } from '../../platform/errors.js';
import type { Jobs } from '../../platform/jobs.js';
import type { Locale } from '../../platform/localized.js';
import { readTogether } from '../../platform/read-together.js';
import { sqlArray } from '../../platform/sql-array.js';
import { inTransaction, transactionTime } from '../../platform/transaction.js';
import { Account } from '../account.entity.js';
import { hashPassword } from '../password.js';
import type { SignInThrottle } from '../sign-in-throttle.js';
import type { AccountLetters } from './account-letters.js';
import { TokenPurpose } from './account-token.entity.js';
import { forgetTokens, useToken } from './account-tokens.js';
import type { RegisterInput } from './account.input.js';
import { askForAccount } from './begin-account.js';
import type { Letters } from './letters.js';
import { acceptableEmail } from './new-email.js';
import { acceptablePassword } from './new-password.js';
import { personReads, requireProcessing, workplaceOf } from './new-person.js';

/** New accounts, and the links that confirm an address. */
export class RegistrationService {
  constructor(
    private readonly orm: MikroORM,
    private readonly jobs: Jobs,
    private readonly letters: Letters,
    private readonly content: AccountLetters,
    private readonly throttle: SignInThrottle,
  ) {}

  /**
   * Begins an account, which its owner confirms by the link of a letter. Whether the address is known already only its
   * owner learns, from the letter (C46).
   * @throws InvalidInput, TooManyAttempts
   */
  async register(input: RegisterInput, client: Client, locale: Locale): Promise<void> {
    const { email, password, consents, ...person } = await readTogether({
      ...personReads(input),
      email: () => acceptableEmail('email', input.email),
      password: () => acceptablePassword('password', input.password),
      consents: () => requireProcessing(input.consents),
    });
    // counted apart from signing in: a class that registers keeps nobody out
    const address = client.address && `register ${client.address}`;
    await this.throttle.enter({ email: `register ${email}`, address, knownDevice: undefined });
    const workplace = await workplaceOf(this.orm.em.fork(), input.organization);
    await askForAccount(this.jobs, {
      ...{ email, person, consents, locale, organizationId: workplace?.id ?? null },
      passwordHash: await hashPassword(password),
    });
  }

  /**
   * Uses the link of a letter: the account is its owner's from now on, or has a new address.
   * @returns the account when it is new; one that only moves begins no session, for a letter to a mistyped address
   *   has a stranger for its reader
   * @throws InvalidInput for a link that is used or too old; Unauthenticated when another than the owner moves it
   */
  async confirm(actor: Actor, token: string, locale: Locale): Promise<string | null> {
    return inTransaction(this.orm.em, async (em) => {
      const { accountId, purpose, email } = await useToken(em, token, [
        TokenPurpose.CONFIRM,
        TokenPurpose.EMAIL,
      ]);
      const moves = purpose === TokenPurpose.EMAIL;
      if (moves && !(actor.kind === 'member' && actor.accountId === accountId))
        throw new Unauthenticated(OWNER_FIRST);
      const account = await em.findOneOrFail(Account, accountId);
      if (moves) await this.#moveTo(em, account, email!, locale);
      account.emailConfirmedAt = await transactionTime(em);
      const action = moves ? 'account.email-changed' : 'account.confirmed';
      em.create(AuditEvent, {
        ...{ actor: account.id, action, subjectType: 'account', subjectId: account.id },
      });
      return moves ? null : account.id;
    });
  }

  async #moveTo(em: EntityManager, account: Account, email: string, locale: Locale): Promise<void> {
    if (await em.count(Account, { email })) throw new InvalidInput({ token: TAKEN });
    const { email: left } = account;
    account.email = email;
    await forgetTokens(em, account.id);
    await this.letters.send(em, { to: left, ...this.content.emailChanged(locale, email) });
  }
}

/** Accounts whose owners have not confirmed them in a week go, with all that they said of themselves. */
export async function forgetUnconfirmed(em: EntityManager): Promise<number> {
  const gone = await em.execute<{ person_id: string }[]>(
    `delete from account a where a.email_confirmed_at is null and a.updated_at < now() - interval '7 days'
       and not exists (select from material m where m.owner_id = a.id)
       and not exists (select from role_assignment r where r.account_id = a.id)
     returning person_id`,
  );
  const people = gone.map(({ person_id: id }) => id);
  if (people.length > 0)
    await em.execute(
      `delete from person p where p.id = any(?) and not exists (select from contribution c where c.person_id = p.id)`,
      [sqlArray(people)],
    );
  return people.length;
}

const OWNER_FIRST = {
  ru: 'Чтобы сменить адрес, войдите в учётную запись с прежним адресом и откройте ссылку снова.',
  en: 'To change the address, sign in with the former one and open the link again.',
};
const TAKEN = {
  ru: 'с этим адресом уже есть другая учётная запись',
  en: 'another account has this address',
};
