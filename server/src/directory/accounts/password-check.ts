import type { MikroORM } from '@mikro-orm/postgresql';
import { InvalidInput } from '../../platform/errors.js';
import { Account } from '../account.entity.js';
import { verifyPassword } from '../password.js';
import type { SignInThrottle } from '../sign-in-throttle.js';

/** The present password, asked for before what a stolen session alone must not do; guesses are slowed as at the door. */
export class PasswordCheck {
  constructor(
    private readonly orm: MikroORM,
    private readonly throttle: SignInThrottle,
  ) {}

  /**
   * Checks the password of an account.
   * @param field names it when it is refused
   * @param tries whose tries are counted together
   * @throws InvalidInput, TooManyAttempts
   */
  async check(
    accountId: string,
    field: string,
    password: string,
    tries = `session ${accountId}`,
  ): Promise<void> {
    const em = this.orm.em.fork();
    const account = await em.findOneOrFail(Account, accountId, { populate: ['passwordHash'] });
    if (!account.passwordHash) throw new InvalidInput({ [field]: NONE });
    const attempt = { email: account.email, address: undefined, knownDevice: tries };
    await this.throttle.enter(attempt);
    if (!(await verifyPassword(password, account.passwordHash)))
      throw new InvalidInput({ [field]: { ru: 'пароль неверен', en: 'the password is wrong' } });
    await this.throttle.forgive(attempt);
  }
}

const NONE = {
  ru: 'у записи ещё нет пароля: задайте его по ссылке «Забыли пароль?» на странице входа',
  en: 'the account has no password yet: set one by “Forgot the password?” on the page for signing in',
};
