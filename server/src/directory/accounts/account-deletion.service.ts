import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Actor } from '../../platform/actor.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import type { Locale } from '../../platform/localized.js';
import { inTransaction } from '../../platform/transaction.js';
import { Account } from '../account.entity.js';
import { keepAdministrator } from '../administration/last-administrator.js';
import { holds, requireMember, Role } from '../role.js';
import type { AccountLetters } from './account-letters.js';
import { forgetTokens } from './account-tokens.js';
import type { Letters } from './letters.js';
import type { PasswordCheck } from './password-check.js';

/** How long somebody may think better of it, days. */
const DELETION_DAYS = 7;

/** Asks for the end of one's own account; what then goes is the work of `AccountErasure`. */
export class AccountDeletionService {
  constructor(
    private readonly orm: MikroORM,
    private readonly letters: Letters,
    private readonly content: AccountLetters,
    private readonly passwords: PasswordCheck,
  ) {}

  /**
   * Signs all devices out and writes a letter; who signs in before the time is over keeps the account.
   * @returns when it is erased
   * @throws InvalidInput for a wrong password, Conflict for the last administrator, TooManyAttempts
   */
  async ask(actor: Actor, password: string, locale: Locale): Promise<Date> {
    const member = requireMember(actor);
    const { accountId } = member;
    await this.passwords.check(accountId, 'password', password);
    return inTransaction(this.orm.em, async (em) => {
      const account = await em.findOneOrFail(Account, accountId);
      const eraseAfter = await note(em, accountId);
      if (holds(member, [Role.ADMIN])) await keepAdministrator(em);
      await em.execute('delete from session where account_id = ?', [accountId]);
      await forgetTokens(em, accountId);
      em.create(AuditEvent, {
        ...{ actor: accountId, action: 'account.deletion-asked', subjectType: 'account' },
        ...{ subjectId: accountId, data: { eraseAfter } },
      });
      const day = eraseAfter.toLocaleDateString(locale, { dateStyle: 'long', timeZone: 'Europe/Moscow' });
      await this.letters.send(em, { to: account.email, ...this.content.deletionAsked(locale, day) });
      return eraseAfter;
    });
  }
}

/** A second request does not put the day off. */
async function note(em: EntityManager, accountId: string): Promise<Date> {
  const [row] = await em.execute<{ eraseAfter: Date }[]>(
    `insert into account_deletion (account_id, erase_after) values (?, now() + make_interval(days => ?))
     on conflict (account_id) do update set erase_after = account_deletion.erase_after
     returning erase_after as "eraseAfter"`,
    [accountId, DELETION_DAYS],
  );
  return new Date(row!.eraseAfter);
}
