import type { MikroORM } from '@mikro-orm/postgresql';
import type { Actor } from '../../platform/actor.js';
import { Conflict } from '../../platform/errors.js';
import type { Locale } from '../../platform/localized.js';
import { requiredLine } from '../../platform/plain-text.js';
import type { Letters } from '../accounts/letters.js';
import { factorLetter } from '../factors/factor-letters.js';
import { auditAccount, changeAccount } from './account-change.js';
import type { ResetSecondFactorInput } from './managed-account.input.js';

const REASON = 500;

/** Helps one who has lost the second factor back in. */
export class FactorResetService {
  constructor(
    private readonly orm: MikroORM,
    private readonly letters: Letters,
    private readonly publicUrl: string,
  ) {}

  /**
   * Takes the second factor of an account away and signs it out everywhere; its owner is told by letter.
   * @throws Forbidden for one's own account, Conflict for one without a second factor
   */
  async reset(actor: Actor, input: ResetSecondFactorInput, locale: Locale): Promise<string> {
    return changeAccount(this.orm, actor, input, async (account, em, member) => {
      const reason = requiredLine('reason', input.reason, REASON);
      const apps = await em.execute<object[]>(
        'delete from totp_factor where account_id = ? and confirmed_at is not null returning account_id',
        [account.id],
      );
      const keys = await em.execute<object[]>('delete from passkey where account_id = ? returning id', [
        account.id,
      ]);
      if (apps.length + keys.length === 0) throw new Conflict(NONE);
      for (const table of ['recovery_code', 'sign_in_ticket', 'session'])
        await em.execute(`delete from ${table} where account_id = ?`, [account.id]);
      auditAccount(em, member, account, 'second-factor-reset', {
        before: { secondFactor: true },
        after: { secondFactor: false, reason },
      });
      await this.letters.send(em, { to: account.email, ...factorLetter(this.publicUrl, 'RESET', locale) });
    });
  }
}

const NONE = {
  ru: 'У этой записи нет второго шага входа.',
  en: 'This account has no second step of signing in.',
};
