import { type EntityManager, type MikroORM, ref } from '@mikro-orm/postgresql';
import type { Client } from '../../platform/context.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { InvalidInput } from '../../platform/errors.js';
import type { Locale } from '../../platform/localized.js';
import { optionalLine, requiredLine } from '../../platform/plain-text.js';
import { freeSlug } from '../../platform/slug.js';
import { inTransaction, transactionTime } from '../../platform/transaction.js';
import { Account } from '../account.entity.js';
import { ConsentKind } from '../consents/consent.entity.js';
import { giveConsent } from '../consents/consent.service.js';
import { Organization } from '../organization.entity.js';
import { hashPassword } from '../password.js';
import { Person } from '../person.entity.js';
import { normalEmail } from '../sign-in.service.js';
import type { SignInThrottle } from '../sign-in-throttle.js';
import type { AccountLetters } from './account-letters.js';
import { TokenPurpose } from './account-token.entity.js';
import { forgetTokens, issueToken, useToken } from './account-tokens.js';
import type { RegisterInput } from './account.input.js';
import type { Letters } from './letters.js';
import { acceptablePassword } from './new-password.js';

const NAME = 100;
const POST = 200;

/** New accounts, and the links that confirm an address. */
export class RegistrationService {
  constructor(
    private readonly orm: MikroORM,
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
    const email = normalEmail(input.email);
    const person = {
      lastName: requiredLine('lastName', input.lastName, NAME),
      firstName: requiredLine('firstName', input.firstName, NAME),
      patronymic: optionalLine('patronymic', input.patronymic, NAME),
      position: optionalLine('position', input.position, POST),
    };
    if (!input.consents.includes(ConsentKind.PROCESSING))
      throw new InvalidInput({ consents: NEEDS_PROCESSING });
    const password = await acceptablePassword('password', input.password);
    const name = `register ${email}`;
    // counted apart from signing in: a class that registers keeps nobody out
    const address = client.address && `register ${client.address}`;
    await this.throttle.enter({ email: name, address, knownDevice: undefined });
    // as long for a known address as for a new one
    const passwordHash = await hashPassword(password);
    await inTransaction(this.orm.em, async (em) => {
      const organization = input.organization
        ? await em.findOne(Organization, { slug: input.organization })
        : null;
      if (input.organization && !organization) throw new InvalidInput({ organization: 'unknown' });
      // two registrations at once with one address come one after the other
      await em.execute('select pg_advisory_xact_lock(hashtext(?))', [name]);
      const known = await em.findOne(Account, { email }, { populate: ['person'] });
      if (known?.emailConfirmedAt) {
        await this.letters.send(em, { to: email, ...this.content.known(locale) });
        return;
      }
      const account = known ?? (await newAccount(em, email, person));
      // whoever confirms the address must find their own password and name, not those of an earlier stranger
      em.assign(account.person.unwrap(), { ...person, organization: organization && ref(organization) });
      account.passwordHash = passwordHash;
      await em.flush();
      await giveConsent(em, account, input.consents);
      const token = await issueToken(em, account.id, TokenPurpose.CONFIRM);
      await this.letters.send(em, { to: email, ...this.content.confirm(locale, token) });
    });
  }

  /**
   * Uses the link of a letter: the account is its owner's from now on, or has a new address.
   * @returns the account
   * @throws InvalidInput for a link that is used or too old
   */
  async confirm(token: string, locale: Locale): Promise<string> {
    return inTransaction(this.orm.em, async (em) => {
      const used = await useToken(em, token, [TokenPurpose.CONFIRM, TokenPurpose.EMAIL]);
      const account = await em.findOneOrFail(Account, used.accountId);
      if (used.purpose === TokenPurpose.EMAIL) await this.#moveTo(em, account, used.email!, locale);
      account.emailConfirmedAt = await transactionTime(em);
      const action = used.purpose === TokenPurpose.EMAIL ? 'account.email-changed' : 'account.confirmed';
      em.create(AuditEvent, {
        ...{ actor: account.id, action, subjectType: 'account', subjectId: account.id },
      });
      return account.id;
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
      [`{${people.join(',')}}`],
    );
  return people.length;
}

async function newAccount(
  em: EntityManager,
  email: string,
  name: { lastName: string; firstName: string; patronymic: string | null },
): Promise<Account> {
  const words = [name.lastName, name.firstName, name.patronymic].filter(Boolean).join(' ');
  const slug = await freeSlug(words, async (wanted) => Boolean(await em.count(Person, { slug: wanted })));
  // nothing of a person is public before they say so
  const person = em.create(Person, { ...name, slug, visibility: {} });
  return em.create(Account, { email, person: ref(person) });
}

const NEEDS_PROCESSING = {
  ru: 'без согласия на обработку персональных данных учётную запись завести нельзя',
  en: 'there is no account without the consent to the processing of personal data',
};
const TAKEN = {
  ru: 'с этим адресом уже есть другая учётная запись',
  en: 'another account has this address',
};
