import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Jobs } from '../../platform/jobs.js';
import type { Locale } from '../../platform/localized.js';
import type { Letter, Mail } from '../../platform/mail.js';
import { inTransaction } from '../../platform/transaction.js';
import { Account } from '../account.entity.js';
import type { AccountLetters } from './account-letters.js';
import { TokenPurpose } from './account-token.entity.js';
import { issueToken } from './account-tokens.js';
import { PATIENT } from './letters.js';

const SEND_LINK = 'accounts.link';

/** A link that somebody has asked for. */
export interface AskedLink {
  readonly purpose: TokenPurpose;
  /** Where the letter goes. */
  readonly email: string;
  /** Without it, the account that has the address, if there is one. */
  readonly accountId?: string;
  readonly locale: Locale;
}

/**
 * Letters with one-time links. A link is made when its letter leaves, so that none lies in the queue for others to
 * use (C45), and whether an address is known is looked up after the answer was given (C46).
 */
export class AccountLinks {
  constructor(private readonly jobs: Jobs) {}

  /** Says how links are made and sent. A further try makes a new link, and the one before it is dead. */
  static define(jobs: Jobs, mail: Mail, orm: MikroORM, content: AccountLetters): void {
    jobs.define<AskedLink>(SEND_LINK, PATIENT, async (asked) => {
      const letter = await inTransaction(orm.em, (em) => letterWithLink(em, asked, content));
      if (letter) await mail.send(letter);
    });
  }

  /** Asks for a link, in the transaction of a manager where one is given. */
  async send(asked: AskedLink, em?: EntityManager): Promise<void> {
    await this.jobs.send(SEND_LINK, asked, em && { em });
  }
}

/** Nothing is written to an address without an account, nor to the owner of one that is blocked. */
async function letterWithLink(
  em: EntityManager,
  { purpose, email, accountId, locale }: AskedLink,
  content: AccountLetters,
): Promise<Letter | undefined> {
  const account = await em.findOne(Account, accountId ? { id: accountId } : { email });
  if (!account || account.blockedAt) return undefined;
  const link = (address: string | null = null) => issueToken(em, account.id, purpose, address);
  switch (purpose) {
    case TokenPurpose.CONFIRM:
      return account.emailConfirmedAt ? undefined : { to: email, ...content.confirm(locale, await link()) };
    case TokenPurpose.RESET:
      return { to: email, ...content.reset(locale, await link()) };
    case TokenPurpose.EMAIL:
      if (await em.count(Account, { email })) return { to: email, ...content.known(locale) };
      return { to: email, ...content.newEmail(locale, await link(email)) };
  }
}
