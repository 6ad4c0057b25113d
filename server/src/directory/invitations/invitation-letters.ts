import { randomBytes } from 'node:crypto';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Jobs } from '../../platform/jobs.js';
import type { Locale } from '../../platform/localized.js';
import type { Mail } from '../../platform/mail.js';
import { inTransaction } from '../../platform/transaction.js';
import type { AccountLetters } from '../accounts/account-letters.js';
import { PATIENT } from '../accounts/letters.js';
import { hashOf } from '../token-hash.js';

const SEND = 'accounts.invite';
const TIDY = 'accounts.tidy-invitations';

interface AskedLetter {
  readonly invitation: string;
  readonly locale: Locale;
}

/** Letters with the links of invitations; a link is made when its letter leaves, and the one before it is dead (C45). */
export class InvitationLetters {
  constructor(private readonly jobs: Jobs) {}

  /** Says how they are sent, and that invitations which nobody took up in a month go. */
  static define(jobs: Jobs, mail: Mail, orm: MikroORM, content: AccountLetters): void {
    jobs.define<AskedLetter>(SEND, PATIENT, async ({ invitation, locale }) => {
      const letter = await inTransaction(orm.em, (em) => withLink(em, invitation));
      if (letter) await mail.send({ to: letter.email, ...content.invited(locale, letter.token) });
    });
    jobs.define(TIDY, { cron: '40 4 * * *' }, async () => {
      await orm.em
        .fork()
        .execute(
          `delete from account_invitation where coalesce(expires_at, created_at) < now() - interval '30 days'`,
        );
    });
  }

  /** Sends a letter in the transaction of a manager. */
  async send(em: EntityManager, invitation: string, locale: Locale): Promise<void> {
    await this.jobs.send(SEND, { invitation, locale }, { em });
  }
}

/** Nothing is written to one whose invitation was revoked meanwhile. */
async function withLink(
  em: EntityManager,
  id: string,
): Promise<{ email: string; token: string } | undefined> {
  const token = randomBytes(32).toString('base64url');
  const [row] = await em.execute<{ email: string }[]>(
    `update account_invitation set token_hash = ?, sent_at = now(), expires_at = now() + interval '7 days'
     where id = ? returning email`,
    [hashOf(token), id],
  );
  return row && { email: row.email, token };
}
