import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import type { Config } from '../../platform/config.js';
import type { Jobs } from '../../platform/jobs.js';
import { SealedSecrets } from '../../platform/sealed-secrets.js';
import { SessionCookie } from '../../platform/session-cookie.js';
import { Letters } from '../accounts/letters.js';
import { PasswordCheck } from '../accounts/password-check.js';
import { ConsentDocuments } from '../consents/consent-documents.js';
import { EntryCookies } from '../entry-cookies.js';
import { EntryService } from '../entry.service.js';
import { KnownDevices } from '../known-devices.js';
import { OidcProvider } from '../outside/oidc-provider.js';
import { OutsideLinksService } from '../outside/outside-links.service.js';
import { OutsideRegistrationService } from '../outside/outside-registration.service.js';
import { OutsideResolver } from '../outside/outside.resolver.js';
import { OutsideService } from '../outside/outside.service.js';
import { PasskeyEntryService } from '../passkeys/passkey-entry.service.js';
import { PasskeyResolver } from '../passkeys/passkey.resolver.js';
import { PasskeyService } from '../passkeys/passkey.service.js';
import type { SessionService } from '../session.service.js';
import { SignInResolver } from '../sign-in.resolver.js';
import { SignInService } from '../sign-in.service.js';
import { SignInThrottle } from '../sign-in-throttle.js';
import { SignInTickets } from '../sign-in-tickets.js';
import { CodeCheck } from './code-check.js';
import { FactorResolver } from './factor.resolver.js';
import { FactorsReads } from './factors.reads.js';
import { SecondStepService } from './second-step.service.js';
import { TotpService } from './totp.service.js';

/** Signing in, by one factor or two, in the API. */
export function signInResolvers(
  config: Config,
  orm: MikroORM,
  pool: Pool,
  sessions: SessionService,
  jobs: Jobs,
) {
  const { publicUrl, staffSecondFactor } = config;
  const throttle = new SignInThrottle(pool);
  const [devices, tickets, letters] = [new KnownDevices(pool), new SignInTickets(pool), new Letters(jobs)];
  const entries = new EntryService(pool, sessions, tickets, devices, staffSecondFactor);
  const cookie = new SessionCookie(publicUrl);
  const cookies = new EntryCookies(sessions, cookie);
  const secrets = new SealedSecrets(config);
  const codes = new CodeCheck(orm, secrets, throttle);
  const passwords = new PasswordCheck(orm, throttle);
  const provider = config.oidc && new OidcProvider(config.oidc, publicUrl);
  const links = new OutsideLinksService(orm, pool, passwords, letters, provider?.issuer, publicUrl);
  const outside = new OutsideService(pool, tickets, entries, passwords, links, provider);
  const reads = new FactorsReads(pool, staffSecondFactor);
  const steps = new SecondStepService(tickets, codes, devices, entries, letters, publicUrl);
  return [
    new SignInResolver(new SignInService(pool, throttle, devices, entries), sessions, cookie, cookies),
    new FactorResolver(
      reads,
      steps,
      new TotpService(orm, secrets, letters, passwords, codes, publicUrl),
      cookies,
    ),
    new PasskeyResolver(
      reads,
      steps,
      new PasskeyService(orm, tickets, letters, passwords, publicUrl),
      new PasskeyEntryService(pool, tickets, throttle, devices, entries, publicUrl),
      cookies,
    ),
    new OutsideResolver(
      outside,
      links,
      new OutsideRegistrationService(orm, outside, links, entries, new ConsentDocuments(config)),
      cookies,
    ),
  ];
}
