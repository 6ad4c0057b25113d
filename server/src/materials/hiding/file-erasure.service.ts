import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { holds, requireMember, requireRole, Role } from '../../directory/role.js';
import type { Actor } from '../../platform/actor.js';
import { NotFound } from '../../platform/errors.js';
import type { Jobs } from '../../platform/jobs.js';
import { inTransaction } from '../../platform/transaction.js';
import { isUuid } from '../../platform/uuid.js';
import { forgetContents } from '../forgetting/forget-contents.js';
import { HIDDEN_KEPT_DAYS } from '../stored-file.entity.js';
import type { ErasableFile } from './hidden-file.type.js';

const ERASE_HIDDEN = 'files.erase-hidden';
/** The same bytes in one material are one file to whoever hides or erases it. */
const SAME = `from stored_file f join material_version v on v.id = f.material_version_id
  join stored_file named on named.sha256 = f.sha256 join material_version o on o.id = named.material_version_id
  where f.hidden_at is not null and v.material_id = o.material_id`;

/**
 * Erases hidden files: their bytes, covers and texts leave the bank for ever, unless another file has the same bytes.
 * The history keeps name, size, checksum, who hid them and why.
 */
export class FileErasureService {
  constructor(
    private readonly orm: MikroORM,
    private readonly jobs: Jobs,
  ) {}

  /** Says when: each night those whose days are over. */
  define(): void {
    this.jobs.define(ERASE_HIDDEN, { cron: '40 3 * * *' }, async () => void (await this.eraseDue()));
  }

  /** Hidden files of a version whose bytes are kept still, for administrators; none for all others. */
  async erasable(actor: Actor, slug: string, number: number): Promise<ErasableFile[]> {
    if (!holds(requireMember(actor), [Role.ADMIN])) return [];
    return this.orm.em.fork().execute<ErasableFile[]>(
      `select f.id, f.name, c.size, f.sha256 from stored_file f join file_content c on c.sha256 = f.sha256
       join material_version v on v.id = f.material_version_id join material m on m.id = v.material_id
       where m.slug = ? and v.number = ? and f.hidden_at is not null order by f.position`,
      [slug, number],
    );
  }

  /**
   * Erases a hidden file at once, in all versions of its material that have it.
   * @returns how many files of other materials have the same bytes, which stay for them
   * @throws Forbidden to all but administrators; NotFound
   */
  async erase(actor: Actor, id: string): Promise<number> {
    const { accountId } = requireRole(actor, [Role.ADMIN]);
    if (!isUuid(id)) throw new NotFound();
    return inTransaction(this.orm.em, async (em) => {
      const same = await em.execute<{ id: string }[]>(`select f.id ${SAME} and named.id = ?`, [id]);
      if (same.length === 0) throw new NotFound();
      const [gone] = await this.#erase(em, same, accountId);
      if (!gone) throw new NotFound(); // somebody was there first
      const [left] = await em.execute<{ files: number }[]>(
        'select count(*)::int as files from stored_file where sha256 = ?',
        [gone.sha256],
      );
      return left!.files;
    });
  }

  /**
   * Erases the files that were hidden long enough ago.
   * @returns how many there were
   */
  async eraseDue(): Promise<number> {
    const due = await this.orm.em
      .fork()
      .execute<{ id: string }[]>(
        `select id from stored_file where hidden_at < now() - make_interval(days => ?)`,
        [HIDDEN_KEPT_DAYS],
      );
    if (due.length === 0) return 0;
    return inTransaction(this.orm.em, async (em) => (await this.#erase(em, due, 'system')).length);
  }

  async #erase(
    em: EntityManager,
    files: readonly { id: string }[],
    actor: string,
  ): Promise<{ sha256: string }[]> {
    const gone = await em.execute<{ sha256: string }[]>(
      `with gone as (delete from stored_file f using file_content c, material_version v
           where f.id = any(?::uuid[]) and f.hidden_at is not null and c.sha256 = f.sha256
             and v.id = f.material_version_id
           returning f.id, f.material_version_id, f.name, f.sha256, f.hidden_at, f.hidden_by_owner, f.hidden_reason,
             c.size, v.material_id, v.number),
         kept as (insert into erased_file (id, material_version_id, name, size, sha256, hidden_at, hidden_by_owner, hidden_reason)
           select id, material_version_id, name, size, sha256, hidden_at, hidden_by_owner, hidden_reason from gone),
         told as (insert into audit_event (id, at, actor, action, subject_type, subject_id, data)
           select gen_random_uuid(), now(), ?, 'material.file-erased', 'material', material_id,
             jsonb_build_object('number', number, 'reason', hidden_reason, 'size', size, 'sha256', sha256) from gone)
       select sha256 from gone`,
      [`{${files.map(({ id }) => id).join(',')}}`, actor],
    );
    await forgetContents(em, this.jobs, [...new Set(gone.map(({ sha256 }) => sha256))]);
    await em.execute(`select pg_notify('bank_changed', '')`);
    return gone;
  }
}
