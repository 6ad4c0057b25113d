import { type EntityManager, type MikroORM, ref } from '@mikro-orm/postgresql';
import { Account } from '../../directory/account.entity.js';
import { NotificationKind } from '../../directory/notifications/notification.entity.js';
import { record } from '../../materials/authoring/audit.js';
import type { StateChangeInput } from '../../materials/authoring/decision.input.js';
import { dayAt, faultOfDue } from '../../materials/authoring/day-at.js';
import { idOf, lockVersion, reachAt, reachLocked } from '../../materials/authoring/draft.access.js';
import { MaterialStatus } from '../../materials/material-enums.js';
import type { Material } from '../../materials/material.entity.js';
import type { Actor, Member } from '../../platform/actor.js';
import { Conflict, Forbidden, InvalidInput, NotFound } from '../../platform/errors.js';
import { inTransaction, transactionTime } from '../../platform/transaction.js';
import { councilOf } from '../council.entity.js';
import { formInForce } from '../forms/review-form.entity.js';
import type {
  AssignmentChangeInput,
  InviteReviewersInput,
  PostponeReviewInput,
  ReplaceReviewerInput,
} from './assignment.input.js';
import { readCandidates } from './candidate.reads.js';
import { ReviewAssignment } from './review-assignment.entity.js';
import { canAssign, FEWEST_REVIEWS, seesToReviews } from './review.policy.js';
import { tellReviewer } from './review-telling.js';
import { endReviews, standingOf } from './standing.js';

/** How reviewers are asked. */
interface Terms {
  readonly dueOn?: string | null | undefined;
  readonly blind?: boolean | null | undefined;
}

/** Asks people for reviews, and sees to what becomes of that. Each method gives the id of the material. */
export class AssignmentService {
  constructor(private readonly orm: MikroORM) {}

  /**
   * Asks people for reviews; with the first ones the material goes into review.
   * @throws InvalidInput naming who may not be asked and why, Conflict for another state
   */
  invite(actor: Actor, input: InviteReviewersInput): Promise<string> {
    return inTransaction(this.orm.em, async (em) => {
      const { material, actor: member } = await reachAt(em, actor, input.id, input.expectedVersion);
      if (!seesToReviews(member, material)) throw new Forbidden();
      if (!canAssign(member, material)) throw new Conflict();
      const first = material.draftStatus === MaterialStatus.SUBMITTED;
      if (first && input.reviewers.length < FEWEST_REVIEWS) throw new InvalidInput({ reviewers: TOO_FEW });
      await ask(em, member, material, input.reviewers.map(idOf), input);
      return material.id;
    });
  }

  /** Asks somebody else in the place of one who has not sent a review. */
  replace(actor: Actor, input: ReplaceReviewerInput): Promise<string> {
    return this.change(actor, input, async (em, member, material, assignment) => {
      const at = await transactionTime(em);
      await withdraw(em, material, assignment, at);
      await em.flush(); // whoever is cancelled may be asked again later
      const terms = { dueOn: input.dueOn, blind: assignment.blind };
      await ask(em, member, material, [idOf(input.reviewer)], terms);
    });
  }

  /** Tells a reviewer that the review is not needed. */
  cancel(actor: Actor, input: AssignmentChangeInput): Promise<string> {
    return this.change(actor, input, async (em, member, material, assignment) => {
      await withdraw(em, material, assignment, await transactionTime(em));
      record(em, member, 'review.cancelled', material, { assignment: assignment.id });
      await em.flush();
      await endReviews(em, material);
    });
  }

  /** Gives a reviewer more time. */
  postpone(actor: Actor, input: PostponeReviewInput): Promise<string> {
    return this.change(actor, input, async (em, member, material, assignment) => {
      await refuseFault(em, material, input.dueOn);
      assignment.postpone(input.dueOn);
      record(em, member, 'review.postponed', material, { assignment: assignment.id, dueOn: input.dueOn });
    });
  }

  /** Brings the material before the council on what reviews there are. */
  bringToCouncil(actor: Actor, { id, expectedVersion }: StateChangeInput): Promise<string> {
    return inTransaction(this.orm.em, async (em) => {
      const { material, actor: member } = await reachAt(em, actor, id, expectedVersion);
      if (!seesToReviews(member, material)) throw new Forbidden();
      const { sent, open } = await standingOf(em, material);
      if (open > 0 || sent < FEWEST_REVIEWS) throw new Conflict(NOT_READY);
      material.bringToCouncil((await lockVersion(em, material.draftVersion!.id))!);
      record(em, member, 'material.brought-to-council', material, { reviews: sent });
      return material.id;
    });
  }

  private change(
    actor: Actor,
    { id, expectedVersion }: AssignmentChangeInput,
    work: (em: EntityManager, member: Member, material: Material, of: ReviewAssignment) => Promise<void>,
  ): Promise<string> {
    return inTransaction(this.orm.em, async (em) => {
      const found = await em.findOne(ReviewAssignment, idOf(id));
      if (!found) throw new NotFound();
      const { material, actor: member } = await reachLocked(em, actor, found.material.id);
      if (!seesToReviews(member, material)) throw new Forbidden();
      const assignment = await em.refresh(found);
      if (assignment?.version !== expectedVersion) throw new Conflict();
      if (material.draftStatus !== MaterialStatus.IN_REVIEW) throw new Conflict();
      await work(em, member, material, assignment);
      return material.id;
    });
  }
}

async function ask(
  em: EntityManager,
  member: Member,
  material: Material,
  reviewers: readonly string[],
  { dueOn, blind }: Terms,
): Promise<void> {
  const council = await councilOf(em);
  const at = await transactionTime(em);
  if (dueOn) await refuseFault(em, material, dueOn);
  const candidates = await readCandidates(em, material.id, council.sameOrganizationConflict);
  const chosen = reviewers.map((id) => candidates.find((one) => one.id === id));
  if (chosen.some((one) => !one)) throw new InvalidInput({ reviewers: 'unknown' });
  const refused = chosen.find((one) => one?.obstacle);
  if (refused) throw new InvalidInput({ reviewers: forbids(refused.shortName) });
  const form = await formInForce(em);
  form.frozenAt ??= at;
  const draft = (await lockVersion(em, material.draftVersion!.id))!;
  if (material.draftStatus === MaterialStatus.SUBMITTED) material.sendToReview(draft);
  const before = await em.count(ReviewAssignment, { materialVersion: draft.id });
  const hidden = blind ?? council.blindReview;
  for (const [index, id] of reviewers.entries()) {
    const assignment = em.create(ReviewAssignment, {
      ...{ material: ref(material), materialVersion: ref(draft), form: ref(form), blind: hidden },
      ...{ round: material.reviewRound, number: before + index + 1 },
      reviewer: em.getReference(Account, id, { wrapped: true }),
      invitedBy: em.getReference(Account, member.accountId, { wrapped: true }),
      dueOn: dueOn ?? dayAt(material, new Date(at.getTime() + council.reviewDays * 86_400_000)),
    });
    if (hidden) material.blindReviewers = [...material.blindReviewers, id];
    await tellReviewer(em, assignment, NotificationKind.REVIEW_INVITED);
    record(em, member, 'review.invited', material, { assignment: assignment.id });
  }
}

/** Cancels one; who no longer reviews is free to know whose it is. */
async function withdraw(
  em: EntityManager,
  material: Material,
  assignment: ReviewAssignment,
  at: Date,
): Promise<void> {
  assignment.cancel(at);
  material.blindReviewers = material.blindReviewers.filter((id) => id !== assignment.reviewer.id);
  await tellReviewer(em, assignment, NotificationKind.REVIEW_CANCELLED);
}

async function refuseFault(em: EntityManager, material: Material, day: string): Promise<void> {
  const fault = faultOfDue(day, dayAt(material, await transactionTime(em)));
  if (fault) throw new InvalidInput({ dueOn: fault });
}

const forbids = (name: string) => ({
  ru: `${name}: этого человека приглашать нельзя. Обновите страницу и выберите другого`,
  en: `${name} may not be asked. Reload the page and choose somebody else`,
});
const TOO_FEW = {
  ru: 'выберите не меньше двух рецензентов',
  en: 'choose two reviewers or more',
};
const NOT_READY = {
  ru: 'На заседание материал идёт, когда сданы хотя бы два отзыва и других не ждут.',
  en: 'A material comes before the council when two reviews or more are in and no other is awaited.',
};
