import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { Account } from '../../directory/account.entity.js';
import { NotificationKind } from '../../directory/notifications/notification.entity.js';
import { requireMember } from '../../directory/role.js';
import { record } from '../../materials/authoring/audit.js';
import { isContributor, isOwner } from '../../materials/authoring/authoring.policy.js';
import { FOR_RIGHTS, idOf } from '../../materials/authoring/draft.access.js';
import type { CertificateService } from '../../materials/certificates/certificate.service.js';
import { Material } from '../../materials/material.entity.js';
import type { Actor, Member } from '../../platform/actor.js';
import { cleanText } from '../../platform/clean-text.js';
import { Conflict, Forbidden, InvalidInput, NotFound } from '../../platform/errors.js';
import { isFirst } from '../../platform/idempotency.js';
import { inTransaction, transactionTime } from '../../platform/transaction.js';
import type { AssignmentChangeInput } from './assignment.input.js';
import { DeclineReason, ReviewAssignment } from './review-assignment.entity.js';
import { tellSecretaries } from './review-telling.js';
import { totalOf, writeDraft } from './review-writing.js';
import type { DeclineReviewInput, SaveReviewInput, SendReviewInput } from './reviewing.input.js';
import { endReviews } from './standing.js';

/** What is done by a reviewer, with the material and the assignment locked. */
interface Reached {
  readonly em: EntityManager;
  readonly member: Member;
  readonly material: Material;
  readonly assignment: ReviewAssignment;
}

/** What reviewers do. Each method gives the id of what was asked for; to all but its reviewer it is not there. */
export class ReviewingService {
  constructor(
    private readonly orm: MikroORM,
    private readonly certificates: CertificateService,
  ) {}

  /** The reviewer agrees. @throws Conflict when the invitation was answered or taken back */
  accept(actor: Actor, input: AssignmentChangeInput): Promise<string> {
    return this.act(actor, input.id, async ({ em, member, material, assignment }) => {
      if (assignment.version !== input.expectedVersion) throw new Conflict();
      assignment.accept(await transactionTime(em));
      record(em, member, 'review.accepted', material, { assignment: assignment.id });
    });
  }

  /** The reviewer declines, or finds a conflict at work. */
  decline(actor: Actor, input: DeclineReviewInput): Promise<string> {
    return this.act(actor, input.id, async ({ em, member, material, assignment }) => {
      if (assignment.version !== input.expectedVersion) throw new Conflict();
      const note = cleanText(input.note ?? '').trim() || null;
      if (input.reason === DeclineReason.OTHER && !note) throw new InvalidInput({ note: 'required' });
      assignment.decline(input.reason, note, await transactionTime(em));
      // who has a conflict of interest does not see the material in another part either
      if (input.reason !== DeclineReason.CONFLICT)
        material.blindReviewers = material.blindReviewers.filter((id) => id !== member.accountId);
      record(em, member, 'review.declined', material, { assignment: assignment.id, reason: input.reason });
      await em.flush();
      await tellSecretaries(em, material, NotificationKind.REVIEW_DECLINED, note);
      await endReviews(em, material);
    });
  }

  /** Saves what is written so far. @throws Conflict when it was saved elsewhere meanwhile; nothing is written then */
  save(actor: Actor, input: SaveReviewInput): Promise<string> {
    return this.act(actor, input.id, async ({ em, assignment }) => {
      await writeDraft(em, assignment, input);
    });
  }

  /**
   * Sends the review: since then nothing in it changes. With the last one the material goes before the council. A
   * repeat with the same key does nothing.
   * @throws InvalidInput naming what is missing
   */
  send(actor: Actor, input: SendReviewInput): Promise<string> {
    const { accountId } = requireMember(actor);
    const once = {
      accountId,
      key: input.idempotencyKey,
      operation: 'review.send',
      subjectId: idOf(input.id),
    };
    const work = async ({ em, member, material, assignment }: Reached) => {
      if (!(await isFirst(em, once))) return;
      const review = await writeDraft(em, assignment, input);
      await em.flush(); // a remark is written before the review is sent
      const at = await transactionTime(em);
      review.total = totalOf(assignment, review);
      review.sentAt = at;
      assignment.submit(at);
      material.reviewsIn += 1;
      record(em, member, 'review.sent', material, { assignment: assignment.id });
      await this.certify(em, assignment, material);
      await em.flush();
      await endReviews(em, material);
    };
    return this.act(actor, input.id, work, 'review-send');
  }

  private async certify(
    em: EntityManager,
    { reviewer, materialVersion }: ReviewAssignment,
    material: Material,
  ) {
    const { person } = await em.findOneOrFail(Account, reviewer.id, { populate: ['person.organization'] });
    const version = await materialVersion.loadOrFail();
    await this.certificates.issueReview(em, person.unwrap(), version, material.kind);
  }

  private act(
    actor: Actor,
    id: string,
    work: (reached: Reached) => Promise<void>,
    name?: string,
  ): Promise<string> {
    const member = requireMember(actor);
    return inTransaction(
      this.orm.em,
      async (em) => {
        const reached = await reachAssignment(em, member, idOf(id));
        await work(reached);
        return reached.assignment.id;
      },
      name,
    );
  }
}

/** An assignment of the actor's own, the material and it locked; never one of own work. */
async function reachAssignment(em: EntityManager, member: Member, id: string): Promise<Reached> {
  const [found] = await em.execute<{ materialId: string }[]>(
    'select material_id as "materialId" from review_assignment where id = ? and reviewer_id = ?',
    [id, member.accountId],
  );
  if (!found) throw new NotFound();
  await em.execute('select 1 from material where id = ? for update', [found.materialId]);
  const material = await em.findOneOrFail(Material, found.materialId, { populate: FOR_RIGHTS });
  const assignment = await em.findOneOrFail(ReviewAssignment, id, { populate: ['form.criteria'] });
  if (isOwner(member, material) || isContributor(member, material)) throw new Forbidden();
  return { em, member, material, assignment };
}
