import type { EntityManager } from '@mikro-orm/postgresql';
import { Account } from '../../directory/account.entity.js';
import { IN_FORCE } from '../../directory/directory.sql.js';
import { Notification, NotificationKind } from '../../directory/notifications/notification.entity.js';
import { sqlArray } from '../../platform/sql-array.js';
import type { Complaint } from './complaint.entity.js';
import { MODERATORS } from './moderation.policy.js';

/** Characters of a complaint that a notification quotes. */
const QUOTED = 160;

/** Tells those who keep order where the material lies that a complaint waits, but neither side of it. */
export async function tellModerators(em: EntityManager, complaint: Complaint): Promise<void> {
  const post = await complaint.post?.load();
  const people = await em.execute<{ id: string; title: string }[]>(
    `select distinct a.id, v.title from material m join material_version v on v.id = m.published_version_id
     left join organization o on o.id = m.organization_id
     join role_assignment r on r.role = any(?) and ${IN_FORCE}
       and (r.scope = 'GLOBAL' or r.territory_id = o.territory_id or r.organization_id = m.organization_id
         or r.network_id = m.network_id)
     join account a on a.id = r.account_id and a.blocked_at is null
     where m.id = ? and a.id <> ? and a.id is distinct from ?`,
    [sqlArray(MODERATORS), complaint.material.id, complaint.account.id, post?.account.id ?? null],
  );
  for (const { id, title } of people)
    em.create(Notification, {
      account: em.getReference(Account, id, { wrapped: true }),
      // not named; but when that person goes, so do these words
      actor: complaint.account,
      ...{ kind: NotificationKind.COMPLAINT_MADE, path: '/moderation', subject: title },
      detail: complaint.body?.replace(/\s+/g, ' ').slice(0, QUOTED) || null,
    });
}
