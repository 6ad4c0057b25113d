import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Actor } from '../../platform/actor.js';
import { cleanText } from '../../platform/clean-text.js';
import { Conflict, Forbidden, InvalidInput, type InputFault } from '../../platform/errors.js';
import { isFirst } from '../../platform/idempotency.js';
import { inTransaction, transactionTime } from '../../platform/transaction.js';
import { ConsentKind } from '../../directory/consents/consent.entity.js';
import { isGiven } from '../../directory/consents/consent.service.js';
import { requireMember } from '../../directory/role.js';
import { DecisionKind, MaterialDecision } from '../material-decision.entity.js';
import { MaterialStatus } from '../material-enums.js';
import type { MaterialVersion } from '../material-version.entity.js';
import type { Material } from '../material.entity.js';
import { record } from './audit.js';
import { canRecall, isOwner } from './authoring.policy.js';
import { checklistOf } from './checklist.js';
import { idOf, lockDraft, lockVersion, reachAt } from './draft.access.js';
import type { OwnMaterialReads } from './own-material.reads.js';
import type { OwnMaterialType } from './own-material.type.js';
import { readVersion } from './version.reads.js';

/** What comes with a version that is handed in. */
export interface Submission {
  /** `draft.version` that the author has seen. */
  readonly expectedVersion: number;
  readonly idempotencyKey?: string | null | undefined;
  /** To the remarks of a version that was sent back. */
  readonly answer?: string | null | undefined;
}

/** Knows of remarks that an author has to answer before a revision is handed in. */
export interface RemarksToAnswer {
  /** How many remarks of the last round have no answer yet. */
  unanswered(em: EntityManager, material: Material): Promise<number>;
}

/** Hands drafts in, and takes them back. */
export class SubmissionService {
  constructor(
    private readonly orm: MikroORM,
    private readonly reads: OwnMaterialReads,
    private readonly remarks?: RemarksToAnswer,
  ) {}

  /**
   * Hands the working version in: it freezes. A repeat with the same key answers as the first did.
   * @throws InvalidInput naming each field that is missing, Conflict for another version or state, and without the
   * consent to publishing
   */
  async submit(
    actor: Actor,
    id: string,
    { expectedVersion, idempotencyKey, answer }: Submission,
  ): Promise<OwnMaterialType> {
    const { accountId } = requireMember(actor);
    const subjectId = idOf(id);
    const once = { accountId, key: idempotencyKey, operation: 'material.submit', subjectId };
    await inTransaction(
      this.orm.em,
      async (em) => {
        if (!(await isFirst(em, once))) return;
        const { material, draft, actor: member } = await lockDraft(em, actor, id);
        if (draft.version !== expectedVersion) throw new Conflict();
        if (!(await isGiven(em, accountId, ConsentKind.MATERIAL_LICENSE))) throw new Conflict(NO_LICENSE);
        await refuseIncomplete(em, material, draft);
        if (material.draftStatus === MaterialStatus.REVISION) {
          const open = (await this.remarks?.unanswered(em, material)) ?? 0;
          if (open > 0) throw new InvalidInput({ remarks: unanswered(open) });
          await answerRemarks(em, material, answer);
        }
        material.submit(draft, await transactionTime(em));
        record(em, member, 'material.submitted', material, {
          number: draft.number,
          round: material.reviewRound,
        });
      },
      'submit',
    );
    return this.reads.one(actor, id);
  }

  /** Takes back what was handed in, until the first review of it has come. */
  async recall(actor: Actor, id: string, expectedVersion: number): Promise<OwnMaterialType> {
    await inTransaction(this.orm.em, async (em) => {
      const { material, actor: member } = await reachAt(em, actor, id, expectedVersion);
      if (!isOwner(member, material)) throw new Forbidden();
      if (!canRecall(member, material)) throw new Conflict(IN_HANDS);
      const draft = (await lockVersion(em, material.draftVersion!.id))!;
      material.recall(draft);
      record(em, member, 'material.recalled', material, { number: draft.number });
    });
    return this.reads.one(actor, id);
  }
}

const IN_HANDS = {
  ru: 'Материал уже рассматривают, отозвать его нельзя. Напишите методисту.',
  en: 'The material is being looked at already and cannot be taken back. Write to the methodist.',
};
const NO_LICENSE = {
  ru: 'Нет вашего согласия на размещение материалов. Чтобы отправить этот, дайте его на странице «Согласия».',
  en: 'Your consent to publishing materials is missing. To hand this one in, give it on the page of consents.',
};
const unanswered = (count: number) => ({
  ru: `ответьте на каждое замечание рецензентов, осталось: ${count}`,
  en: `answer each remark of the reviewers, ${count} to go`,
});
const ANSWER = {
  ru: 'ответьте на замечания: что сделано и что нет',
  en: 'answer the remarks: what was done and what was not',
};

async function refuseIncomplete(
  em: EntityManager,
  material: Material,
  draft: MaterialVersion,
): Promise<void> {
  const missing = checklistOf(material.kind, await readVersion(em, draft.id)).filter(
    ({ blocking }) => blocking,
  );
  if (missing.length === 0) return;
  const fields: Record<string, InputFault> = {};
  for (const { field, text } of missing) fields[field] ??= text;
  throw new InvalidInput(fields);
}

async function answerRemarks(
  em: EntityManager,
  material: Material,
  answer: string | null | undefined,
): Promise<void> {
  const text = cleanText(answer ?? '').trim();
  if (!text) throw new InvalidInput({ answer: ANSWER });
  const [last] = await em.find(
    MaterialDecision,
    { material: material.id, kind: DecisionKind.RETURN },
    { orderBy: { createdAt: 'desc' }, limit: 1 },
  );
  if (last) last.answer = text;
}
