import type { Pool } from 'pg';
import type { Actor } from '../../platform/actor.js';
import { SHORT_NAME } from '../directory.sql.js';
import { requireRole, Role } from '../role.js';
import { hashOf } from '../token-hash.js';
import type { AccountInvitationType, ReceivedInvitation } from './account-invitation.type.js';

/** Most invitations that are shown: whoever waits for more sees the newest. */
const MOST = 200;

/** The invitation `i` with the names of its places. */
const PLACES = `left join organization o on o.id = i.organization_id
  left join territory te on te.id = i.place_id left join organization po on po.id = i.place_id
  left join network n on n.id = i.place_id`;
const PLACE_NAME = `coalesce(te.name, po.short_name, n.name) as "placeName"`;

/** Reads invitations: all for administrators, one for whoever has its link. */
export class AccountInvitationReads {
  constructor(private readonly pool: Pool) {}

  /** Those that are open, the newest first. */
  async open(actor: Actor): Promise<AccountInvitationType[]> {
    requireRole(actor, [Role.ADMIN]);
    const { rows } = await this.pool.query<AccountInvitationType>({
      name: 'account-invitations',
      text: `select i.id, i.email, concat_ws(' ', i.last_name, i.first_name, i.patronymic) as "fullName",
          o.short_name as "organizationName", i.role, ${PLACE_NAME}, i.basis, i.valid_from::text as "validFrom",
          i.valid_to::text as "validTo", case when p.id is not null then ${SHORT_NAME} end as "invitedBy",
          i.sent_at as "sentAt", i.expires_at as "expiresAt", coalesce(i.expires_at < now(), false) as expired,
          (select a.id from account a where a.email = i.email and a.email_confirmed_at is not null) as "accountId"
        from account_invitation i ${PLACES}
        left join account b on b.id = i.invited_by_id left join person p on p.id = b.person_id
        order by i.created_at desc, i.id desc limit ${MOST}`,
    });
    return rows;
  }

  /** The one whose link somebody has; null for a link that is unknown, used or too old. */
  async received(token: string): Promise<ReceivedInvitation | null> {
    const { rows } = await this.pool.query<ReceivedInvitation>({
      name: 'account-invitation',
      text: `select i.email, i.last_name as "lastName", i.first_name as "firstName", i.patronymic,
          o.short_name as "organizationName", i.role, ${PLACE_NAME}
        from account_invitation i ${PLACES} where i.token_hash = $1 and i.expires_at > now()`,
      values: [hashOf(token)],
    });
    return rows[0] ?? null;
  }
}
