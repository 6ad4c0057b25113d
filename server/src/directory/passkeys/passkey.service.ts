import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import { v7 as uuidv7 } from 'uuid';
import type { Member } from '../../platform/actor.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { Conflict, InvalidInput, LimitExceeded, NotFound } from '../../platform/errors.js';
import type { Locale } from '../../platform/localized.js';
import { requiredLine } from '../../platform/plain-text.js';
import { inTransaction } from '../../platform/transaction.js';
import { isUuid } from '../../platform/uuid.js';
import { Account } from '../account.entity.js';
import type { Letters } from '../accounts/letters.js';
import type { PasswordCheck } from '../accounts/password-check.js';
import { type Beginner, endSetUps, hasFactor } from '../factors/beginner.js';
import { type FactorEvent, factorLetter } from '../factors/factor-letters.js';
import type { SignInTickets } from '../sign-in-tickets.js';
import { challengeIn, readRegistration } from './credential-json.js';
import type { AddPasskeyInput, RemovePasskeyInput } from './passkey.type.js';
import { type RelyingParty, relyingPartyOf } from './relying-party.js';

const NAME = 60;
const MOST = 20;
/** EdDSA, ES256, RS256: what keys of today know (IANA COSE Algorithms). */
const ALGORITHMS = [-8, -7, -257];

/** The passkeys of an account: added, named, removed by its owner. */
export class PasskeyService {
  private readonly party: RelyingParty | undefined;

  constructor(
    private readonly orm: MikroORM,
    private readonly tickets: SignInTickets,
    private readonly letters: Letters,
    private readonly passwords: PasswordCheck,
    private readonly publicUrl: string,
  ) {
    this.party = relyingPartyOf(publicUrl);
  }

  /**
   * Begins to add a passkey.
   * @param password asked of members alone: one who signs in has just typed it
   * @returns the options for the browser: `PublicKeyCredentialCreationOptionsJSON` as text
   * @throws InvalidInput for a wrong password, Conflict where the bank's address allows no passkeys, LimitExceeded
   */
  async begin({ accountId, sessionId }: Beginner, password: string): Promise<string> {
    const { id: rpID } = required(this.party);
    if (sessionId) await this.passwords.check(accountId, 'password', password);
    const em = this.orm.em.fork();
    const present = await em.execute<{ id: string; transports: string[] }[]>(
      'select credential_id as id, transports from passkey where account_id = ?',
      [accountId],
    );
    if (present.length >= MOST) throw new LimitExceeded();
    const { email, person } = await em.findOneOrFail(Account, accountId, { populate: ['person'] });
    const { lastName, firstName } = person.unwrap();
    const { generateRegistrationOptions } = await import('@simplewebauthn/server'); // seldom needed
    const options = await generateRegistrationOptions({
      ...{ rpID, rpName: 'Методбанк', userName: email, userDisplayName: `${lastName} ${firstName}` },
      // the account, told to nobody but the key and this bank
      userID: new Uint8Array(Buffer.from(accountId.replaceAll('-', ''), 'hex')),
      challenge: new Uint8Array(Buffer.from(await this.tickets.issue('PASSKEY_ADD', accountId), 'base64url')),
      excludeCredentials: present,
      supportedAlgorithmIDs: ALGORITHMS,
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    return JSON.stringify(options);
  }

  /**
   * Adds the passkey that a browser has made. Other devices are signed out.
   * @throws InvalidInput when it is none, was made for another site, or the answer comes too late; Unauthenticated
   *   when the sign-in that waited for it has ended
   */
  async add(beginner: Beginner, input: AddPasskeyInput, locale: Locale): Promise<void> {
    const name = requiredLine('name', input.name, NAME);
    const credential = readRegistration(input.credential);
    const info = credential && (await this.#verified(beginner, credential));
    if (!info) throw new InvalidInput({ credential: NOT_MADE });
    const { accountId, sessionId } = beginner;
    await inTransaction(this.orm.em, async (em) => {
      await endSetUps(em, beginner);
      const added = await em.execute<object[]>(
        `insert into passkey (id, account_id, credential_id, public_key, counter, transports, name, synced)
         values (?, ?, ?, ?, ?, string_to_array(?, ','), ?, ?) on conflict do nothing returning id`,
        [
          ...[uuidv7(), accountId, info.credential.id, Buffer.from(info.credential.publicKey)],
          ...[info.credential.counter, (info.credential.transports ?? []).join(','), name],
          info.credentialBackedUp,
        ],
      );
      if (added.length === 0) throw new InvalidInput({ credential: NOT_MADE });
      if (sessionId) await em.execute('update session set two_factors = true where id = ?', [sessionId]);
      await this.#tell(em, beginner, 'PASSKEY_ADDED', locale);
    });
  }

  /** Gives a passkey another name. */
  async rename({ accountId }: Member, id: string, name: string): Promise<void> {
    const clean = requiredLine('name', name, NAME);
    const found = isUuid(id)
      ? await this.orm.em
          .fork()
          .execute<object[]>('update passkey set name = ? where id = ? and account_id = ? returning id', [
            ...[clean, id, accountId],
          ])
      : [];
    if (found.length === 0) throw new NotFound();
  }

  /**
   * Removes a passkey. Other devices are signed out.
   * @param needsAnother whether the bank wants a second factor of the member, so that the last stays
   * @throws InvalidInput for a wrong password, NotFound, Conflict
   */
  async remove(
    member: Member,
    { id, password }: RemovePasskeyInput,
    needsAnother: boolean,
    locale: Locale,
  ): Promise<void> {
    const { accountId } = member;
    await this.passwords.check(accountId, 'password', password);
    await inTransaction(this.orm.em, async (em) => {
      // two removals at once do not both find another one left
      await em.execute('select from account where id = ? for update', [accountId]);
      const gone = isUuid(id)
        ? await em.execute<object[]>('delete from passkey where id = ? and account_id = ? returning id', [
            ...[id, accountId],
          ])
        : [];
      if (gone.length === 0) throw new NotFound();
      if (needsAnother && !(await hasFactor(em, accountId))) throw new Conflict(LAST);
      await this.#tell(em, member, 'PASSKEY_REMOVED', locale);
    });
  }

  async #verified({ accountId }: Beginner, response: RegistrationResponseJSON) {
    const { id: expectedRPID, origin: expectedOrigin } = required(this.party);
    const challenge = challengeIn(response.response.clientDataJSON);
    const ticket = challenge ? await this.tickets.use(challenge, 'PASSKEY_ADD') : undefined;
    if (!challenge || ticket?.accountId !== accountId) return undefined;
    const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
    const verified = await verifyRegistrationResponse({
      ...{ response, expectedChallenge: challenge, expectedOrigin, expectedRPID },
      supportedAlgorithmIDs: ALGORITHMS,
    }).catch(() => undefined);
    return verified?.verified ? verified.registrationInfo : undefined;
  }

  async #tell(
    em: EntityManager,
    { accountId, sessionId }: Pick<Beginner, 'accountId' | 'sessionId'>,
    event: FactorEvent & ('PASSKEY_ADDED' | 'PASSKEY_REMOVED'),
    locale: Locale,
  ): Promise<void> {
    await em.execute('delete from session where account_id = ? and id is distinct from ?', [
      accountId,
      sessionId,
    ]);
    const action = event === 'PASSKEY_ADDED' ? 'account.passkey-added' : 'account.passkey-removed';
    em.create(AuditEvent, {
      ...{ actor: accountId, action, subjectType: 'account', subjectId: accountId },
    });
    const { email } = await em.findOneOrFail(Account, accountId);
    await this.letters.send(em, { to: email, ...factorLetter(this.publicUrl, event, locale) });
  }
}

/** @throws Conflict where the bank's address allows no passkeys */
function required(party: RelyingParty | undefined): RelyingParty {
  if (party) return party;
  throw new Conflict({
    ru: 'Ключи доступа работают только на сайте с именем и https.',
    en: 'Passkeys work on a site with a name and https alone.',
  });
}

const NOT_MADE = {
  ru: 'ключ не получился: попробуйте ещё раз',
  en: 'the passkey was not made: try again',
};
const LAST = {
  ru: 'Банк требует второй шаг для вашей роли: сначала добавьте другой ключ или включите коды.',
  en: 'The bank wants a second factor of your role: add another passkey or switch codes on first.',
};
