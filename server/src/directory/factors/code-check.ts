import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { InvalidInput } from '../../platform/errors.js';
import type { SealedSecrets } from '../../platform/sealed-secrets.js';
import { inTransaction } from '../../platform/transaction.js';
import type { SignInThrottle } from '../sign-in-throttle.js';
import { type CodeKind, useCode } from './factor-code.js';

/** From where a code comes. */
export interface CodeSource {
  readonly address: string | undefined;
  /** Name of a device that the account knows. */
  readonly knownDevice: string | undefined;
}

/** The second factor, asked for at the door and before it is changed; guesses are slowed as those of passwords. */
export class CodeCheck {
  constructor(
    private readonly orm: MikroORM,
    private readonly secrets: SealedSecrets,
    private readonly throttle: SignInThrottle,
  ) {}

  /**
   * Uses a code up, and does what it is for in the same transaction.
   * @throws InvalidInput with the same words for a wrong code and a used one; TooManyAttempts
   */
  async check<T>(
    accountId: string,
    code: string,
    then: (em: EntityManager, kind: CodeKind) => Promise<T>,
    { address, knownDevice }: CodeSource = { address: undefined, knownDevice: `session ${accountId}` },
  ): Promise<T> {
    // counted apart from passwords: a right one forgives no wrong code
    const attempt = {
      email: `code ${accountId}`,
      address: address && `code ${address}`,
      knownDevice: knownDevice && `code ${knownDevice}`,
    };
    await this.throttle.enter(attempt);
    const result = await inTransaction(this.orm.em, async (em) => {
      const kind = await useCode(em, this.secrets, accountId, code);
      if (!kind) throw new InvalidInput({ code: WRONG });
      return then(em, kind);
    });
    await this.throttle.forgive(attempt);
    return result;
  }
}

const WRONG = {
  ru: 'код неверен или уже использован: введите новый из приложения или запасной',
  en: 'the code is wrong or was used: type a new one of the app, or a recovery code',
};
