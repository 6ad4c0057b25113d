import type { Pool } from 'pg';
import type { Actor } from '../../platform/actor.js';
import { requireMember } from '../../directory/role.js';
import { FULL_NAME } from '../../directory/directory.sql.js';
import type { InvitationType } from './invitation.type.js';

/** Reads who is asked to stand on whose title page. */
export class InvitationReads {
  constructor(private readonly pool: Pool) {}

  /** Invitations that wait for an answer of the one who asks, the newest first. */
  async open(actor: Actor): Promise<InvitationType[]> {
    const { accountId, personId } = requireMember(actor);
    const { rows } = await this.pool.query<InvitationType>({
      name: 'invitations',
      text: `select c.id, c.role, c.created_at as "invitedAt", m.id as "materialId", m.kind, v.title, v.annotation,
          ${FULL_NAME} as "invitedBy"
        from contribution c
        join material m on m.draft_version_id = c.material_version_id
        join material_version v on v.id = c.material_version_id and v.frozen_at is null
        join account o on o.id = m.owner_id join person p on p.id = o.person_id
        where c.confirmed_at is null and c.declined_at is null
          and (c.person_id = $2 or (c.person_id is null and c.invited_email =
            (select a.email from account a where a.id = $1 and a.email_confirmed_at is not null)))
        order by c.created_at desc limit 100`,
      values: [accountId, personId],
    });
    return rows;
  }
}
