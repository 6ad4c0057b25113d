import { type EntityManager, type MikroORM, ref } from '@mikro-orm/postgresql';
import type { Jobs } from '../../platform/jobs.js';
import type { Locale } from '../../platform/localized.js';
import { freeSlug } from '../../platform/slug.js';
import { inTransaction } from '../../platform/transaction.js';
import { Account } from '../account.entity.js';
import { Consent, type ConsentKind } from '../consents/consent.entity.js';
import type { ConsentDocuments } from '../consents/consent-documents.js';
import { giveConsent } from '../consents/consent.service.js';
import { Organization } from '../organization.entity.js';
import { Person } from '../person.entity.js';
import type { AccountLetters } from './account-letters.js';
import type { AccountLinks } from './account-links.js';
import { TokenPurpose } from './account-token.entity.js';
import type { Letters } from './letters.js';

const BEGIN = 'accounts.begin';

/** A registration that was looked through. */
export interface AskedAccount {
  readonly email: string;
  readonly passwordHash: string;
  readonly person: {
    readonly lastName: string;
    readonly firstName: string;
    readonly patronymic: string | null;
    readonly position: string | null;
  };
  readonly organizationId: string | null;
  readonly consents: readonly ConsentKind[];
  readonly locale: Locale;
}

/** What an account begins with: letters, and the texts that are agreed to. */
interface BeginServices {
  readonly letters: Letters;
  readonly links: AccountLinks;
  readonly content: AccountLetters;
  readonly documents: ConsentDocuments;
}

/**
 * Leaves a registration to a job: the one who registers is answered before anybody has looked whether the address is
 * known, so that the time of the answer tells nothing (C46).
 */
export async function askForAccount(jobs: Jobs, asked: AskedAccount): Promise<void> {
  await jobs.send(BEGIN, asked);
}

/** Says how accounts are begun. */
export function defineBeginAccount(jobs: Jobs, orm: MikroORM, services: BeginServices): void {
  const options = { tries: 12, longestPause: 3600, limit: 60, kept: 60 };
  jobs.define<AskedAccount>(BEGIN, options, (asked) =>
    inTransaction(orm.em, (em) => beginAccount(em, asked, services)),
  );
}

async function beginAccount(
  em: EntityManager,
  { email, passwordHash, person, organizationId, consents, locale }: AskedAccount,
  { letters, links, content, documents }: BeginServices,
): Promise<void> {
  // two registrations at once with one address come one after the other
  await em.execute('select pg_advisory_xact_lock(hashtext(?))', [`register ${email}`]);
  const known = await em.findOne(Account, { email }, { populate: ['person'] });
  if (known?.emailConfirmedAt) {
    await letters.send(em, { to: email, ...content.known(locale) });
    return;
  }
  const account = await fillAccount(em, known, {
    ...{ email, passwordHash, person, organizationId, consents, documents },
  });
  await links.send({ purpose: TokenPurpose.CONFIRM, email, accountId: account.id, locale }, em);
}

/** What an account is filled with. */
export interface NewAccount extends Pick<AskedAccount, 'email' | 'person' | 'organizationId' | 'consents'> {
  /** Null for one who signs in through an outside service. */
  readonly passwordHash: string | null;
  readonly documents: ConsentDocuments;
}

/**
 * Makes an account, or fills one that nobody has confirmed anew: whoever shows that the address is theirs must find
 * their own password, name and consents, not those of an earlier stranger.
 */
export async function fillAccount(
  em: EntityManager,
  unconfirmed: Account | null,
  { email, passwordHash, person, organizationId, consents, documents }: NewAccount,
): Promise<Account> {
  const account = unconfirmed ?? (await newAccount(em, email, person));
  const organization = organizationId ? ref(em.getReference(Organization, organizationId)) : null;
  em.assign(account.person.unwrap(), { ...person, organization });
  account.passwordHash = passwordHash;
  await em.flush();
  await em.nativeDelete(Consent, { account: account.id });
  await giveConsent(em, account, consents, documents);
  return account;
}

/** An account with the person behind it, of whom nothing is public yet. */
export async function newAccount(
  em: EntityManager,
  email: string,
  name: AskedAccount['person'],
): Promise<Account> {
  const words = [name.lastName, name.firstName, name.patronymic].filter(Boolean).join(' ');
  const slug = await freeSlug(words, async (wanted) => Boolean(await em.count(Person, { slug: wanted })));
  // nothing of a person is public before they say so
  const person = em.create(Person, { ...name, slug, visibility: {} });
  return em.create(Account, { email, person: ref(person) });
}
