import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import type { Config } from '../../platform/config.js';
import type { Jobs } from '../../platform/jobs.js';
import type { Mail } from '../../platform/mail.js';
import { SessionCookie } from '../../platform/session-cookie.js';
import { ConsentResolver } from '../consents/consent.resolver.js';
import { ConsentService } from '../consents/consent.service.js';
import type { SessionService } from '../session.service.js';
import { SignInThrottle } from '../sign-in-throttle.js';
import { AccountLetters } from './account-letters.js';
import { AccountResolver } from './account.resolver.js';
import { Letters } from './letters.js';
import { PasswordService } from './password.service.js';
import { forgetUnconfirmed, RegistrationService } from './registration.service.js';

/** What the owners of accounts do, in the API. */
export function accountResolvers(
  config: Config,
  orm: MikroORM,
  pool: Pool,
  sessions: SessionService,
  letters: Letters,
) {
  const content = new AccountLetters(config.publicUrl);
  const throttle = new SignInThrottle(pool);
  return [
    new AccountResolver(
      new RegistrationService(orm, letters, content, throttle),
      new PasswordService(orm, letters, content, throttle),
      sessions,
      new SessionCookie(config.publicUrl),
    ),
    new ConsentResolver(new ConsentService(orm)),
  ];
}

/** The letters of accounts, and the end of accounts that nobody confirmed. */
export function defineAccountJobs(jobs: Jobs, mail: Mail, orm: MikroORM): void {
  Letters.define(jobs, mail);
  jobs.define('accounts.forget-unconfirmed', { cron: '20 4 * * *' }, async () => {
    await forgetUnconfirmed(orm.em.fork());
  });
}
