import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import type { Config } from '../../platform/config.js';
import type { Jobs } from '../../platform/jobs.js';
import type { Mail } from '../../platform/mail.js';
import { SessionCookie } from '../../platform/session-cookie.js';
import { ConsentDocuments } from '../consents/consent-documents.js';
import { ConsentResolver } from '../consents/consent.resolver.js';
import { ConsentService } from '../consents/consent.service.js';
import { AccountInvitationReads } from '../invitations/account-invitation.reads.js';
import { AccountInvitationResolver } from '../invitations/account-invitation.resolver.js';
import { AccountInvitationService } from '../invitations/account-invitation.service.js';
import { InvitationAcceptanceService } from '../invitations/invitation-acceptance.service.js';
import { InvitationLetters } from '../invitations/invitation-letters.js';
import type { SessionService } from '../session.service.js';
import { SignInThrottle } from '../sign-in-throttle.js';
import { AccountDeletionService } from './account-deletion.service.js';
import { AccountLetters } from './account-letters.js';
import { AccountLinks } from './account-links.js';
import { AccountResolver } from './account.resolver.js';
import { defineBeginAccount } from './begin-account.js';
import { Letters } from './letters.js';
import { PasswordCheck } from './password-check.js';
import { PasswordService } from './password.service.js';
import { forgetUnconfirmed, RegistrationService } from './registration.service.js';

/** What the owners of accounts do, in the API. */
export function accountResolvers(
  config: Config,
  orm: MikroORM,
  pool: Pool,
  sessions: SessionService,
  jobs: Jobs,
) {
  const [letters, links] = [new Letters(jobs), new AccountLinks(jobs)];
  const content = new AccountLetters(config.publicUrl);
  const documents = new ConsentDocuments(config);
  const throttle = new SignInThrottle(pool);
  const passwords = new PasswordCheck(orm, throttle);
  const invitations = new AccountInvitationReads(pool);
  return [
    new AccountResolver(
      new RegistrationService(orm, jobs, letters, content, throttle),
      new PasswordService(orm, letters, links, content, throttle, passwords),
      new AccountDeletionService(orm, letters, content, passwords),
      sessions,
      new SessionCookie(config.publicUrl),
    ),
    new ConsentResolver(new ConsentService(orm, documents), documents),
    new AccountInvitationResolver(
      invitations,
      new AccountInvitationService(orm, new InvitationLetters(jobs)),
      new InvitationAcceptanceService(orm, invitations, documents),
      sessions,
      new SessionCookie(config.publicUrl),
    ),
  ];
}

/** How accounts begin, their letters, and the end of accounts that nobody confirmed. */
export function defineAccountJobs(jobs: Jobs, mail: Mail, orm: MikroORM, config: Config): void {
  const content = new AccountLetters(config.publicUrl);
  Letters.define(jobs, mail);
  AccountLinks.define(jobs, mail, orm, content);
  InvitationLetters.define(jobs, mail, orm, content);
  defineBeginAccount(jobs, orm, {
    ...{
      letters: new Letters(jobs),
      links: new AccountLinks(jobs),
      content,
      documents: new ConsentDocuments(config),
    },
  });
  jobs.define('accounts.forget-unconfirmed', { cron: '20 4 * * *' }, async () => {
    await forgetUnconfirmed(orm.em.fork());
  });
}
