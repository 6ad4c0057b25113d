import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { Notification, NotificationKind } from '../../directory/notifications/notification.entity.js';
import { holds, requireMember, Role } from '../../directory/role.js';
import type { Actor, Member } from '../../platform/actor.js';
import { Conflict, Forbidden, NotFound } from '../../platform/errors.js';
import { requiredLine } from '../../platform/plain-text.js';
import { dayIn, MOSCOW } from '../../platform/time-zone.js';
import { inTransaction, transactionTime } from '../../platform/transaction.js';
import { record } from '../authoring/audit.js';
import { isDecider, isOwner } from '../authoring/authoring.policy.js';
import { FOR_RIGHTS, idOf } from '../authoring/draft.access.js';
import { Material } from '../material.entity.js';
import { StoredFile } from '../stored-file.entity.js';
import type { HideableFile, HideFileInput } from './hidden-file.type.js';

const REASON = 300;
/**
 * How long the bytes of a hidden file are kept, days: personal data without a ground are destroyed within ten working
 * days (152-ФЗ, ст. 21, ч. 3).
 */
const KEPT_DAYS = 10;
const OFFICERS = [Role.ADMIN, Role.COUNCIL_SECRETARY, Role.COUNCIL_CHAIR];

/** Hides files of earlier public versions: what a newer version no longer has because of whom it names. */
export class HidingService {
  constructor(private readonly orm: MikroORM) {}

  /** Files of an earlier version that the actor may hide; none for all others, and in the version that is read now. */
  async hideable(actor: Actor, slug: string, number: number): Promise<HideableFile[]> {
    const member = requireMember(actor);
    const em = this.orm.em.fork();
    const material = await em.findOne(Material, { slug }, { populate: FOR_RIGHTS });
    if (!material?.isPublic || !mayHide(member, material)) return [];
    return em.execute<HideableFile[]>(
      `select f.id, f.name from stored_file f join material_version v on v.id = f.material_version_id
       where v.material_id = ? and v.number = ? and v.published_at is not null and v.id <> ? and f.hidden_at is null
       order by f.position`,
      [material.id, number, material.publishedVersion!.id],
    );
  }

  /**
   * Hides a file in all earlier versions that have the same bytes. Nobody is given it any more, and no restored version
   * brings it back.
   * @throws NotFound, Forbidden; Conflict while the version that is read now, or the one under way, still has it
   */
  async hide(actor: Actor, { file: id, reason }: HideFileInput): Promise<void> {
    const member = requireMember(actor);
    const why = requiredLine('reason', reason, REASON);
    await inTransaction(this.orm.em, async (em) => {
      const file = await em.findOne(StoredFile, idOf(id), { populate: ['materialVersion'] });
      const version = file?.materialVersion.unwrap();
      const material =
        version?.publishedAt && (await em.findOne(Material, version.material.id, { populate: FOR_RIGHTS }));
      if (!file || !version || !material || !material.isPublic) throw new NotFound();
      if (!mayHide(member, material)) throw new Forbidden();
      if (file.hiddenAt) return;
      if (await isStillUsed(em, material, file)) throw new Conflict(STILL_USED);
      const hiddenAt = await transactionTime(em);
      const same = await em.find(StoredFile, {
        ...{ content: file.content, materialVersion: { material: material.id }, hiddenAt: null },
      });
      const byOwner = isOwner(member, material);
      const eraseAfter = await dayOfErasing(em);
      for (const one of same)
        Object.assign(one, { hiddenAt, hiddenByOwner: byOwner, hiddenReason: why, eraseAfter });
      record(em, member, 'material.file-hidden', material, { number: version.number, reason: why });
      if (!byOwner && material.owner)
        em.create(Notification, {
          ...{ account: material.owner, kind: NotificationKind.FILE_HIDDEN, detail: why },
          day: dayIn(MOSCOW, eraseAfter),
          ...{ path: `/materials/${material.slug}/versions`, subject: version.title },
        });
      await em.flush();
      // triggers look at the version that is read now alone
      await em.execute(`select pg_notify('bank_changed', '')`);
    });
  }
}

/** The owner, who decides on the material, the council's officers and administrators. */
function mayHide(member: Member, material: Material): boolean {
  return isOwner(member, material) || isDecider(member, material) || holds(member, OFFICERS);
}

/** The beginning of the day in whose night the bytes go: what readers are told is what happens. */
async function dayOfErasing(em: EntityManager): Promise<Date> {
  const [row] = await em.execute<{ day: Date }[]>(
    `select date_trunc('day', now() + make_interval(days => ?), ?) as day`,
    [KEPT_DAYS, MOSCOW],
  );
  return new Date(row!.day);
}

async function isStillUsed(em: EntityManager, material: Material, file: StoredFile): Promise<boolean> {
  const versions = [material.publishedVersion?.id, material.draftVersion?.id].filter((id) => id != null);
  return (await em.count(StoredFile, { content: file.content, materialVersion: { $in: versions } })) > 0;
}

const STILL_USED = {
  ru: 'Этот файл есть и в нынешней версии или в черновике. Сначала замените его и опубликуйте новую версию.',
  en: 'The present version, or the draft, still has this file. Replace it and publish the new version first.',
};
