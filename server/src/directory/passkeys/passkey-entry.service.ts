import type { Pool } from 'pg';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { Conflict, Unauthenticated } from '../../platform/errors.js';
import type { Door, Entry, EntryService } from '../entry.service.js';
import type { KnownDevices } from '../known-devices.js';
import type { SignInThrottle } from '../sign-in-throttle.js';
import type { SignInTickets } from '../sign-in-tickets.js';
import { challengeIn, readAssertion } from './credential-json.js';
import { type RelyingParty, relyingPartyOf } from './relying-party.js';

interface KeyRow {
  id: string;
  accountId: string;
  publicKey: Buffer;
  counter: string;
  transports: string[];
  open: boolean;
}

/** Signs people in by their passkeys: the device and what opens it are two factors. */
export class PasskeyEntryService {
  private readonly party: RelyingParty | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly tickets: SignInTickets,
    private readonly throttle: SignInThrottle,
    private readonly devices: KnownDevices,
    private readonly entries: EntryService,
    publicUrl: string,
  ) {
    this.party = relyingPartyOf(publicUrl);
  }

  /** Whether the address of the deployment allows passkeys. */
  get possible(): boolean {
    return this.party !== undefined;
  }

  /**
   * Begins a sign-in for whoever holds a passkey of this bank.
   * @returns the options for the browser: `PublicKeyCredentialRequestOptionsJSON` as text
   */
  async begin(): Promise<string> {
    if (!this.party) throw new Conflict();
    const { generateAuthenticationOptions } = await import('@simplewebauthn/server'); // seldom needed
    const challenge = new Uint8Array(Buffer.from(await this.tickets.issue('PASSKEY_USE', null), 'base64url'));
    const { id: rpID } = this.party;
    return JSON.stringify(
      await generateAuthenticationOptions({ rpID, challenge, userVerification: 'required' }),
    );
  }

  /**
   * Lets the owner of a passkey in.
   * @throws Unauthenticated with the same words whatever is wrong; TooManyAttempts
   */
  async signIn(credential: string, door: Door): Promise<Entry> {
    const response = readAssertion(credential);
    if (!response || !this.party) throw new Unauthenticated(REFUSED);
    const key = await this.#keyOf(response.id);
    const knownDevice = key && (await this.devices.nameOf(key.accountId, door.device));
    const { address } = door.client;
    const attempt = {
      email: `passkey ${response.id}`,
      address: address && `passkey ${address}`,
      knownDevice: knownDevice && `passkey ${knownDevice}`,
    };
    await this.throttle.enter(attempt);
    const counter = await this.#verified(response, key, this.party);
    if (!key?.open || counter === undefined || !(await this.#used(key.id, counter)))
      throw new Unauthenticated(REFUSED);
    await this.throttle.forgive(attempt);
    return this.entries.enterWithTwo(key.accountId, door);
  }

  async #keyOf(credentialId: string): Promise<KeyRow | undefined> {
    const { rows } = await this.pool.query<KeyRow>(
      `select p.id, p.account_id as "accountId", p.public_key as "publicKey", p.counter, p.transports,
         a.blocked_at is null and a.email_confirmed_at is not null as open
       from passkey p join account a on a.id = p.account_id where p.credential_id = $1`,
      [credentialId],
    );
    return rows[0];
  }

  /** The counter of a key that has signed the challenge of this bank. */
  async #verified(
    response: AuthenticationResponseJSON,
    key: KeyRow | undefined,
    { id: expectedRPID, origin: expectedOrigin }: RelyingParty,
  ): Promise<number | undefined> {
    const challenge = challengeIn(response.response.clientDataJSON);
    if (!challenge || !(await this.tickets.use(challenge, 'PASSKEY_USE')) || !key) return undefined;
    const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
    const verified = await verifyAuthenticationResponse({
      ...{ response, expectedChallenge: challenge, expectedOrigin, expectedRPID },
      credential: {
        ...{ id: response.id, publicKey: new Uint8Array(key.publicKey) },
        ...{ counter: Number(key.counter), transports: key.transports },
      },
    }).catch(() => undefined);
    return verified?.verified ? verified.authenticationInfo.newCounter : undefined;
  }

  /** Counts up, guarded: of a copied key that counts, one of the two is found out. */
  async #used(id: string, counter: number): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `update passkey set counter = $2, last_used_at = now()
       where id = $1 and (counter < $2 or (counter = 0 and $2 = 0))`,
      [id, counter],
    );
    return rowCount === 1;
  }
}

const REFUSED = {
  ru: 'Ключ доступа не подошёл. Попробуйте ещё раз или войдите с паролем.',
  en: 'The passkey was not accepted. Try again, or sign in with the password.',
};
