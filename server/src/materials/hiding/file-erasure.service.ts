import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { holds, requireMember, requireRole, Role } from '../../directory/role.js';
import type { Actor } from '../../platform/actor.js';
import { NotFound } from '../../platform/errors.js';
import type { Jobs } from '../../platform/jobs.js';
import { sqlArray } from '../../platform/sql-array.js';
import type { Tombstones } from '../../platform/tombstones.js';
import { inTransaction } from '../../platform/transaction.js';
import { isUuid } from '../../platform/uuid.js';
import { forgetContents } from '../forgetting/forget-contents.js';
import type { ErasableFile } from './hidden-file.type.js';

const ERASE_HIDDEN = 'files.erase-hidden';
/** The same bytes in one material are one file to whoever hides or erases it. */
const SAME = `from stored_file f join material_version v on v.id = f.material_version_id
  join stored_file named on named.sha256 = f.sha256 join material_version o on o.id = named.material_version_id
  where f.hidden_at is not null and named.hidden_at is not null and v.material_id = o.material_id`;

/** A file as the bank has it; its bytes go by their digest. */
interface Erased {
  readonly id: string;
  readonly sha256: string;
}

/**
 * Erases hidden files: their bytes, covers and texts leave the bank for ever, unless another file has the same bytes.
 * The history keeps name, size, checksum, who hid them and why.
 */
export class FileErasureService {
  constructor(
    private readonly orm: MikroORM,
    private readonly jobs: Jobs,
    private readonly tombstones: Tombstones,
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
   * Erases a hidden file at once, in all versions of its material that hide it.
   * @returns how many other files have the same bytes, which stay for them
   * @throws Forbidden to all but administrators; NotFound
   */
  async erase(actor: Actor, id: string): Promise<number> {
    const { accountId } = requireRole(actor, [Role.ADMIN]);
    if (!isUuid(id)) throw new NotFound();
    const em = this.orm.em.fork();
    const same = await em.execute<Erased[]>(`select f.id, f.sha256 ${SAME} and named.id = ?`, [id]);
    if (same.length === 0) throw new NotFound();
    // somebody may be there first
    if ((await this.#erase(same, accountId)) === 0) throw new NotFound();
    const [left] = await em.execute<{ files: number }[]>(
      'select count(*)::int as files from stored_file where sha256 = ?',
      [same[0]!.sha256],
    );
    return left!.files;
  }

  /**
   * Erases the hidden files whose day has come.
   * @returns how many there were
   */
  async eraseDue(): Promise<number> {
    const due = await this.orm.em
      .fork()
      .execute<Erased[]>('select id, sha256 from stored_file where erase_after <= now()');
    return this.#eraseEach(due);
  }

  /**
   * Erases again what a backup has brought back; it may be from before the file was hidden.
   * @returns how many there were
   */
  async eraseAgain(): Promise<number> {
    const em = this.orm.em.fork();
    const noted = await em.execute<{ id: string }[]>('select id from erased_file');
    await this.tombstones.add(noted.map(({ id }) => id));
    const back = await em.execute<Erased[]>(
      `update stored_file set hidden_at = coalesce(hidden_at, now()), erase_after = coalesce(erase_after, now()),
         hidden_by_owner = coalesce(hidden_by_owner, false), hidden_reason = coalesce(hidden_reason, ?)
       where id = any(?::uuid[]) returning id, sha256`,
      [RESTORED, sqlArray(await this.tombstones.all())],
    );
    return this.#eraseEach(back);
  }

  /** The same bytes in a transaction of their own: what cannot be erased now holds nothing else up. */
  async #eraseEach(files: readonly Erased[]): Promise<number> {
    let count = 0;
    const faults: unknown[] = [];
    for (const same of Map.groupBy(files, ({ sha256 }) => sha256).values())
      try {
        count += await this.#erase(same, 'system');
      } catch (error) {
        faults.push(error);
      }
    if (faults.length > 0) throw new AggregateError(faults, 'some hidden files were not erased');
    return count;
  }

  /** @param files at least one, all with the same bytes */
  async #erase(files: readonly Erased[], actor: string): Promise<number> {
    const gone = await inTransaction(this.orm.em, async (em) => {
      const ids = await takeOut(em, files);
      await forgetContents(em, this.jobs, [files[0]!.sha256]);
      await tell(em, ids, actor);
      return ids;
    });
    await this.tombstones.add(gone);
    return gone.length;
  }
}

/** Takes hidden files out of their versions, whose history goes on to name them. */
async function takeOut(em: EntityManager, files: readonly Erased[]): Promise<string[]> {
  const gone = await em.execute<{ id: string }[]>(
    `with gone as (delete from stored_file f using file_content c
         where f.id = any(?::uuid[]) and f.hidden_at is not null and c.sha256 = f.sha256
         returning f.id, f.material_version_id, f.name, c.size, f.sha256, f.hidden_at, f.hidden_by_owner, f.hidden_reason)
     insert into erased_file (id, material_version_id, name, size, sha256, hidden_at, hidden_by_owner, hidden_reason)
     select id, material_version_id, name, size, sha256, hidden_at, hidden_by_owner, hidden_reason from gone
     returning id`,
    [sqlArray(files.map(({ id }) => id))],
  );
  return gone.map(({ id }) => id);
}

/** Tells the trail, and whoever keeps answers. */
async function tell(em: EntityManager, ids: readonly string[], actor: string): Promise<void> {
  await em.execute(
    `insert into audit_event (id, at, actor, action, subject_type, subject_id, data)
     select gen_random_uuid(), now(), ?, case when e.bytes_gone then 'material.file-erased' else 'material.file-taken-out' end,
       'material', v.material_id, jsonb_build_object('number', v.number, 'reason', e.hidden_reason, 'size', e.size,
         'sha256', e.sha256, 'bytesGone', e.bytes_gone)
     from erased_file e join material_version v on v.id = e.material_version_id where e.id = any(?::uuid[])`,
    [actor, sqlArray(ids)],
  );
  await em.execute(`select pg_notify('bank_changed', '')`);
}

const RESTORED = 'Файл был стёрт, и его вернула резервная копия';
