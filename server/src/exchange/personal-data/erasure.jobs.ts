import { AccountLetters } from '../../directory/accounts/account-letters.js';
import type { Config } from '../../platform/config.js';
import type { Jobs } from '../../platform/jobs.js';
import type { Mail } from '../../platform/mail.js';
import type { AccountErasure } from './account-erasure.service.js';

/** Job that erases all whose time is over. */
export const ERASE_DUE = 'accounts.erase';

/** Says how accounts are erased: each hour those whose time is over. */
export function defineErasure(
  jobs: Jobs,
  erasure: AccountErasure,
  mail: Mail,
  { publicUrl }: Pick<Config, 'publicUrl'>,
  report: (error: unknown) => void,
): void {
  const letter = new AccountLetters(publicUrl).erased();
  jobs.define(ERASE_DUE, { cron: '10 * * * *' }, async () => {
    // not by the queue of letters, which would keep the address: one that does not go out now, does not go
    await erasure.eraseDue((to) => mail.send({ to, ...letter }).catch(report));
  });
}
