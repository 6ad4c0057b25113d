import type { Pool } from 'pg';
import type { Member } from '../../platform/actor.js';
import type { Passkey } from '../passkeys/passkey.type.js';
import { holds, STAFF_ROLES } from '../role.js';
import type { OwnFactors } from './factor.type.js';

/** Reads how somebody signs in; no secret among it. */
export class FactorsReads {
  constructor(
    private readonly pool: Pool,
    private readonly staffSecondFactor: boolean,
  ) {}

  /** How a member signs in beside the password. */
  async ofMember(member: Member): Promise<OwnFactors> {
    const { rows } = await this.pool.query<Omit<OwnFactors, 'required'>>({
      name: 'own-factors',
      text: `select
          (select confirmed_at from totp_factor where account_id = $1) as "totpSince",
          (select count(*)::int from recovery_code where account_id = $1) as "recoveryCodesLeft"`,
      values: [member.accountId],
    });
    return { ...rows[0]!, required: this.required(member) };
  }

  /** The passkeys of an account, the newest first. */
  async passkeysOf({ accountId }: Pick<Member, 'accountId'>): Promise<Passkey[]> {
    const { rows } = await this.pool.query<Passkey>({
      name: 'own-passkeys',
      text: `select id, name, synced, created_at as "createdAt", last_used_at as "lastUsedAt" from passkey
        where account_id = $1 order by created_at desc, id desc`,
      values: [accountId],
    });
    return rows;
  }

  /** Whether the bank wants a second factor of a member. */
  required(member: Member): boolean {
    return this.staffSecondFactor && holds(member, STAFF_ROLES);
  }
}
