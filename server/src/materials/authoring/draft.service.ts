import { type EntityManager, type MikroORM, ref } from '@mikro-orm/postgresql';
import type { Actor } from '../../platform/actor.js';
import { cleanLine } from '../../platform/clean-text.js';
import { Conflict, Forbidden, LimitExceeded } from '../../platform/errors.js';
import { idOnce } from '../../platform/idempotency.js';
import { inTransaction } from '../../platform/transaction.js';
import { Account } from '../../directory/account.entity.js';
import { Organization } from '../../directory/organization.entity.js';
import { Person } from '../../directory/person.entity.js';
import { requireMember } from '../../directory/role.js';
import { Contribution } from '../contribution.entity.js';
import { MaterialKind, MaterialStatus } from '../material-enums.js';
import { MaterialVersion } from '../material-version.entity.js';
import { Material } from '../material.entity.js';
import { StoredFile } from '../stored-file.entity.js';
import { record } from './audit.js';
import { canDeleteDraft, isOwner } from './authoring.policy.js';
import { lockDraft, lockVersion, reach, reachLocked } from './draft.access.js';
import { DraftConflict } from './draft-conflict.js';
import { applyInput, consentOf, presentOf } from './draft-fields.js';
import type { CreateMaterialInput, DraftInput } from './draft.input.js';
import { showReached } from './own-material.reads.js';
import type { OwnMaterialType } from './own-material.type.js';
import { titlePageOf } from './title-page.js';
import { readVersion } from './version.reads.js';

/** Drafts that one person may have begun and never handed in. */
export const MOST_DRAFTS = 200;

/** Begins, changes and gives up drafts. */
export class DraftService {
  constructor(private readonly orm: MikroORM) {}

  /**
   * Begins a material, with its author alone on the title page. A repeat with the same key answers with that material.
   * @param also what else is done with it, in the same transaction
   * @throws LimitExceeded for one who has too many drafts already
   */
  async create(
    actor: Actor,
    { kind, title, idempotencyKey: key }: CreateMaterialInput,
    also?: (em: EntityManager, material: Material, draft: MaterialVersion) => Promise<void>,
  ): Promise<OwnMaterialType> {
    const member = requireMember(actor);
    return inTransaction(this.orm.em, async (em) => {
      const once = { accountId: member.accountId, key, operation: 'material.create' };
      const { id, first } = await idOnce(em, once);
      if (!first) return showReached(em, await reach(em, actor, id));
      const begun = await em.count(Material, { owner: member.accountId, status: MaterialStatus.DRAFT });
      if (begun >= MOST_DRAFTS) throw new LimitExceeded(TOO_MANY);
      const material = em.create(Material, {
        id,
        kind: kind ?? MaterialKind.OTHER,
        status: MaterialStatus.DRAFT,
        draftStatus: MaterialStatus.DRAFT,
        owner: ref(em.getReference(Account, member.accountId)),
        organization: member.organizationId
          ? ref(em.getReference(Organization, member.organizationId))
          : null,
      });
      const draft = em.create(MaterialVersion, {
        material: ref(material),
        number: 1,
        title: cleanLine(title ?? ''),
        annotation: '',
        childConsent: consentOf(material.kind),
      });
      const author = await em.findOneOrFail(Person, member.personId, { populate: ['organization'] });
      em.create(Contribution, {
        ...{ materialVersion: ref(draft), position: 0, person: ref(author) },
        ...titlePageOf(author),
        confirmedAt: new Date(),
      });
      // the two point at each other: the version has to be there first
      await em.flush();
      material.draftVersion = ref(draft);
      record(em, member, 'material.created', material);
      await also?.(em, material, draft);
      await em.flush();
      return showReached(em, await reach(em, actor, material.id));
    });
  }

  /**
   * Saves what was typed.
   * @throws DraftConflict when another change came between; nothing is written then. A repeat of the same change is no conflict
   */
  async update(
    actor: Actor,
    id: string,
    expectedVersion: number,
    input: DraftInput,
  ): Promise<OwnMaterialType> {
    return inTransaction(this.orm.em, async (em) => {
      const reached = await lockDraft(em, actor, id);
      const { material, draft } = reached;
      if (draft.version !== expectedVersion) {
        const present = presentOf(material, await readVersion(em, draft.id), input);
        const differing = Object.entries(present).filter(
          ([field, value]) => !same(value, input[field as keyof DraftInput]),
        );
        if (differing.length > 0) {
          const fields = differing.map(([field, value]) => {
            return [field, { yours: input[field as keyof DraftInput] ?? null, present: value }];
          });
          throw new DraftConflict(draft.version, Object.fromEntries(fields));
        }
        return showReached(em, reached);
      }
      await applyInput(em, material, draft, input);
      await em.flush();
      return showReached(em, reached);
    });
  }

  /**
   * Gives the working version up; a material that was never handed in goes with it. What was handed in stays in the
   * history. This cannot be undone.
   * @throws Conflict where others have looked at it, or it lies with them
   */
  async delete(actor: Actor, id: string, expectedVersion: number): Promise<boolean> {
    return inTransaction(this.orm.em, async (em) => {
      const reached = await reachLocked(em, actor, id);
      const { material } = reached;
      if (!isOwner(reached.actor, material)) throw new Forbidden();
      const draft = material.draftVersion && (await lockVersion(em, material.draftVersion.id));
      if (!draft || !canDeleteDraft(reached.actor, material)) throw new Conflict(KEPT);
      if (draft.version !== expectedVersion) throw new Conflict();
      const frozen = draft.frozenAt != null;
      material.dropDraft();
      record(em, reached.actor, 'material.draft-deleted', material, { number: draft.number });
      await em.flush();
      if (!frozen) {
        await em.nativeDelete(Contribution, { materialVersion: draft });
        await em.nativeDelete(StoredFile, { materialVersion: draft });
        await em.nativeDelete(MaterialVersion, { id: draft.id });
        if (!material.publishedVersion) await em.nativeDelete(Material, { id: material.id });
      }
      return true;
    });
  }
}

const TOO_MANY = {
  ru: `У вас уже ${MOST_DRAFTS} черновиков. Закончите или удалите ненужные.`,
  en: `You have ${MOST_DRAFTS} drafts already. Finish some, or delete those that you do not need.`,
};
const KEPT = {
  ru: 'Удалить нельзя: материал отправлен или уже рассматривался, и замечания к нему хранятся.',
  en: 'It cannot be deleted: it was handed in or looked at, and the remarks are kept.',
};

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
