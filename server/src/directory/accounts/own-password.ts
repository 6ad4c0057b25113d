import type { EntityManager } from '@mikro-orm/postgresql';
import { InvalidInput } from '../../platform/errors.js';
import { Account } from '../account.entity.js';
import { verifyPassword } from '../password.js';
import type { SignInThrottle } from '../sign-in-throttle.js';

/**
 * Asks for the present password before what a stolen session alone may not do; guesses are slowed as at the door.
 * @param typed the password under the name of its field
 * @throws InvalidInput, TooManyAttempts
 */
export async function checkOwnPassword(
  em: EntityManager,
  throttle: SignInThrottle,
  accountId: string,
  typed: Readonly<Record<string, string>>,
): Promise<void> {
  const [[field, password]] = Object.entries(typed) as [[string, string]];
  const account = await em.findOneOrFail(Account, accountId, { populate: ['passwordHash'] });
  const attempt = { email: account.email, address: undefined, knownDevice: `session ${accountId}` };
  await throttle.enter(attempt);
  if (!account.passwordHash || !(await verifyPassword(password, account.passwordHash)))
    throw new InvalidInput({ [field]: { ru: 'пароль неверен', en: 'the password is wrong' } });
  await throttle.forgive(attempt);
}
