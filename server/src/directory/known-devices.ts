import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { hashOf } from './token-hash.js';

/** Devices on which accounts were signed in before: strangers who try an account do not shut its owner out there. */
export class KnownDevices {
  constructor(private readonly pool: Pool) {}

  /** Name of a device under which tries are counted; undefined for one that the account does not know. */
  async nameOf(accountId: string, token: string | undefined): Promise<string | undefined> {
    if (!token) return undefined;
    const { rowCount } = await this.pool.query(
      'select from known_device where account_id = $1 and token_hash = $2',
      [accountId, hashOf(token)],
    );
    return rowCount === 1 ? hashOf(`${accountId}:${token}`) : undefined;
  }

  /**
   * Remembers a device on which somebody signs in.
   * @param token what the device showed; one that the account does not know is not taken over
   * @returns the token to keep on the device
   */
  async remember(accountId: string, token: string | undefined): Promise<string> {
    if (token && (await this.nameOf(accountId, token))) return token;
    const made = randomBytes(32).toString('base64url');
    await this.pool.query('insert into known_device (account_id, token_hash) values ($1, $2)', [
      accountId,
      hashOf(made),
    ]);
    return made;
  }
}
