import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Actor, Member } from '../../platform/actor.js';
import { cleanText } from '../../platform/clean-text.js';
import { Conflict, Forbidden, InvalidInput } from '../../platform/errors.js';
import { isFirst } from '../../platform/idempotency.js';
import { inTransaction, transactionTime } from '../../platform/transaction.js';
import { requireMember } from '../../directory/role.js';
import type { MaterialVersion } from '../material-version.entity.js';
import type { Material } from '../material.entity.js';
import { record } from './audit.js';
import { canRead, canWithdraw, isDecider, isOwner, mayReturn } from './authoring.policy.js';
import type {
  PublishMaterialInput,
  ReinstateMaterialInput,
  RejectMaterialInput,
  ReturnMaterialInput,
  StateChangeInput,
  WithdrawMaterialInput,
} from './decision.input.js';
import { dayAt, faultOfDue } from './day-at.js';
import { idOf, lockVersion, type Reached, reachAt } from './draft.access.js';
import { type OwnMaterialReads, showReached } from './own-material.reads.js';
import type { OwnMaterialType } from './own-material.type.js';
import { dayAfterYears, type PublicationService } from './publication.service.js';
import { replacementFor } from './replacement.js';

/** What is done to a material that was reached, in the transaction of the decision. */
type Work = (em: EntityManager, material: Material, actor: Member) => Promise<void>;

/** Decisions of methodists, within their reach and never on their own work; and what an owner decides alone. */
export class DecisionService {
  constructor(
    private readonly orm: MikroORM,
    private readonly publication: PublicationService,
    private readonly reads: OwnMaterialReads,
  ) {}

  /** Publishes the working version. A repeat with the same key answers as the first did. */
  publish(actor: Actor, input: PublishMaterialInput): Promise<OwnMaterialType> {
    return this.release(actor, input, false);
  }

  /** Publishes a small change of what is public already: no new certificates, the council's approval stays. */
  acceptMinorChange(actor: Actor, input: PublishMaterialInput): Promise<OwnMaterialType> {
    return this.release(actor, input, true);
  }

  /** Sends the working version back with remarks and a date. */
  sendBack(actor: Actor, input: ReturnMaterialInput): Promise<OwnMaterialType> {
    return this.change(actor, input, async (em, material, member) => {
      const { accountId } = member;
      if (!mayReturn(member, material)) throw new Forbidden();
      const fault = faultOfDue(input.dueDate, dayAt(material, await transactionTime(em)));
      if (fault) throw new InvalidInput({ dueDate: fault });
      const verdict = { decidedBy: accountId, note: cleanText(input.note) };
      await this.publication.sendBack(em, material, await draftOf(em, material), verdict, input.dueDate);
    });
  }

  /** Turns the working version down. */
  reject(actor: Actor, input: RejectMaterialInput): Promise<OwnMaterialType> {
    return this.decide(actor, input, async (em, material, { accountId }) => {
      const verdict = { decidedBy: accountId, note: cleanText(input.note) };
      this.publication.reject(em, material, await draftOf(em, material), verdict, input.reason);
    });
  }

  /** Takes a material from the public: the owner, a decider, an administrator. */
  withdraw(actor: Actor, input: WithdrawMaterialInput): Promise<OwnMaterialType> {
    return this.change(actor, input, async (em, material, member) => {
      if (material.isPublic && !canWithdraw(member, material)) throw new Forbidden();
      const replacedBy = await replacementFor(em, material, input.replacedBy);
      const verdict = { decidedBy: member.accountId, note: cleanText(input.reason).trim() };
      await this.publication.withdraw(em, material, verdict, replacedBy);
    });
  }

  /** Gives a withdrawn material back to the public. */
  reinstate(actor: Actor, input: ReinstateMaterialInput): Promise<OwnMaterialType> {
    return this.decide(actor, input, (em, material, { accountId }) =>
      this.publication.reinstate(em, material, { decidedBy: accountId, note: cleanText(input.note) }),
    );
  }

  /** Says that the published version still holds, for some years more. */
  confirmCurrent(actor: Actor, input: StateChangeInput): Promise<OwnMaterialType> {
    return this.change(actor, input, async (em, material, member) => {
      if (!isOwner(member, material) && !isDecider(member, material)) throw new Forbidden();
      material.confirmCurrent(dayAfterYears(await transactionTime(em)));
      record(em, member, 'material.confirmed-current', material, { reviewBy: material.reviewBy });
    });
  }

  private async release(actor: Actor, input: PublishMaterialInput, minor: boolean): Promise<OwnMaterialType> {
    const { accountId } = requireMember(actor);
    const operation = minor ? 'material.accept-minor-change' : 'material.publish';
    const once = { accountId, key: input.idempotencyKey, operation, subjectId: idOf(input.id) };
    const work: Work = async (em, material) => {
      if (minor && !material.isPublic) throw new Conflict(NOT_YET);
      const verdict = { decidedBy: accountId, note: cleanText(input.note ?? '') };
      await this.publication.publish(em, material, await draftOf(em, material), verdict, { minor });
    };
    const done = await inTransaction(
      this.orm.em,
      async (em) => ((await isFirst(em, once)) ? decided(em, actor, input, work) : null),
      'publish',
    );
    return done ?? this.reads.one(actor, input.id);
  }

  private decide(actor: Actor, input: StateChangeInput, work: Work): Promise<OwnMaterialType> {
    return inTransaction(this.orm.em, (em) => decided(em, actor, input, work));
  }

  private change(actor: Actor, input: StateChangeInput, work: Work): Promise<OwnMaterialType> {
    return inTransaction(this.orm.em, async (em) =>
      changed(em, await reachAt(em, actor, input.id, input.expectedVersion), work),
    );
  }
}

async function decided(
  em: EntityManager,
  actor: Actor,
  { id, expectedVersion }: StateChangeInput,
  work: Work,
): Promise<OwnMaterialType> {
  const reached = await reachAt(em, actor, id, expectedVersion);
  if (!isDecider(reached.actor, reached.material)) throw new Forbidden();
  return changed(em, reached, work);
}

/** Does the work, and shows what may still be seen after it: who has sent a draft back no longer looks into it. */
async function changed(
  em: EntityManager,
  { actor, material }: Reached,
  work: Work,
): Promise<OwnMaterialType> {
  await work(em, material, actor);
  await em.flush();
  return showReached(em, { actor, material, seesDraft: canRead(actor, material) });
}

async function draftOf(em: EntityManager, material: Material): Promise<MaterialVersion> {
  const draft = material.draftVersion && (await lockVersion(em, material.draftVersion.id));
  if (!draft) throw new Conflict(NOTHING);
  return draft;
}

const NOTHING = {
  ru: 'Нечего решать: у материала нет новой версии. Обновите страницу.',
  en: 'There is nothing to decide: the material has no new version. Reload the page.',
};
const NOT_YET = {
  ru: 'Небольшое изменение можно принять только у опубликованного материала.',
  en: 'A minor change can be accepted for a published material only.',
};
