import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { NotificationKind } from '../../directory/notifications/notification.entity.js';
import { requireRole, Role } from '../../directory/role.js';
import type { Actor } from '../../platform/actor.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { NotFound } from '../../platform/errors.js';
import { inTransaction } from '../../platform/transaction.js';
import { isUuid } from '../../platform/uuid.js';

/** A version whose file is shown again. */
interface Shown {
  readonly material: string;
  readonly number: number;
  readonly byOwner: boolean;
}

/** Shows hidden files again while their bytes are kept: they were hidden by mistake, or the author has objected. */
export class ShowingService {
  constructor(private readonly orm: MikroORM) {}

  /**
   * Shows a hidden file again in all versions of its material that hide it.
   * @throws Forbidden to all but administrators; NotFound for what is not hidden, or erased
   */
  async show(actor: Actor, id: string): Promise<void> {
    const { accountId } = requireRole(actor, [Role.ADMIN]);
    if (!isUuid(id)) throw new NotFound();
    await inTransaction(this.orm.em, async (em) => {
      const [shown] = await bringBack(em, id);
      if (!shown) throw new NotFound();
      em.create(AuditEvent, {
        ...{ actor: accountId, action: 'material.file-shown', subjectType: 'material' },
        ...{ subjectId: shown.material, data: { number: shown.number } },
      });
      if (!shown.byOwner) await tellOwner(em, shown);
      await em.flush();
      await em.execute(`select pg_notify('bank_changed', '')`);
    });
  }
}

/** The same bytes in one material are one file to whoever hides or shows it. */
function bringBack(em: EntityManager, id: string): Promise<Shown[]> {
  return em.execute<Shown[]>(
    `with same as (select f.id, v.material_id as material, o.number, named.hidden_by_owner as "byOwner"
         from stored_file named join material_version o on o.id = named.material_version_id
         join material_version v on v.material_id = o.material_id
         join stored_file f on f.material_version_id = v.id and f.sha256 = named.sha256
         where named.id = ? and named.hidden_at is not null and f.hidden_at is not null)
     update stored_file f set hidden_at = null, hidden_by_owner = null, hidden_reason = null, erase_after = null,
       updated_at = now(), version = f.version + 1
     from same where f.id = same.id and f.hidden_at is not null
     returning same.material, same.number, same."byOwner"`,
    [id],
  );
}

/** Whom the bank has told that the file goes. */
async function tellOwner(em: EntityManager, { material, number }: Shown): Promise<void> {
  await em.execute(
    `insert into notification (id, account_id, kind, path, subject, created_at)
     select gen_random_uuid(), m.owner_id, ?, '/materials/' || m.slug || '/versions', v.title, now()
     from material m join material_version v on v.material_id = m.id and v.number = ?
     where m.id = ? and m.owner_id is not null`,
    [NotificationKind.FILE_SHOWN, number, material],
  );
}
