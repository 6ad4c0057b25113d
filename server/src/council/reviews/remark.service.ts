import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { isContributor, isOwner } from '../../materials/authoring/authoring.policy.js';
import { idOf, reach, reachLocked } from '../../materials/authoring/draft.access.js';
import type { RemarksToAnswer } from '../../materials/authoring/submission.service.js';
import { MaterialStatus } from '../../materials/material-enums.js';
import type { Material } from '../../materials/material.entity.js';
import type { Actor } from '../../platform/actor.js';
import { cleanText } from '../../platform/clean-text.js';
import { Conflict, Forbidden, InvalidInput, NotFound } from '../../platform/errors.js';
import { inTransaction, transactionTime } from '../../platform/transaction.js';
import type { AnswerRemarkInput, AuthorReview } from './remark.type.js';
import { ReviewRemark } from './review.entity.js';
import { REMARKS } from './review.sql.js';

/** What authors read of the reviews of their materials, and what they answer. */
export class RemarkService implements RemarksToAnswer {
  constructor(private readonly orm: MikroORM) {}

  /**
   * What an author reads of the reviews of a material, the latest version first: nothing of those that others are
   * still at work on.
   * @throws NotFound for those whom it does not concern, Forbidden for all who are not its authors
   */
  async ofMaterial(actor: Actor, id: string): Promise<AuthorReview[]> {
    const em = this.orm.em.fork();
    const { actor: member, material } = await reach(em, actor, id);
    await em.flush(); // an administrator's look is written down
    if (!isOwner(member, material) && !isContributor(member, material)) throw new Forbidden();
    const rows = await em.execute<(Omit<AuthorReview, 'viewerCanAnswer'> & { answerable: boolean })[]>(
      `select r.id, a.number, a.round, v.number as "versionNumber", r.recommendation, r.to_author as "toAuthor",
         ${REMARKS} as remarks, ${IS_ANSWERABLE} as answerable
       from review_assignment a join review r on r.assignment_id = a.id and r.sent_at is not null
       join material_version v on v.id = a.material_version_id join material m on m.id = a.material_id
       where m.id = ? and not (v.id = m.draft_version_id and m.draft_status in ('SUBMITTED', 'IN_REVIEW', 'COUNCIL'))
       order by v.number desc, a.number`,
      [material.id],
    );
    const owner = isOwner(member, material);
    return rows.map(({ answerable, ...row }) => ({ ...row, viewerCanAnswer: owner && answerable }));
  }

  /**
   * Keeps what the author answers to a remark, while the material is being revised. Gives the id of the material.
   * @throws Conflict when it was answered elsewhere meanwhile, or the material is not being revised
   */
  answer(actor: Actor, { id, expectedVersion, answer }: AnswerRemarkInput): Promise<string> {
    return inTransaction(this.orm.em, async (em) => {
      const remarkId = idOf(id);
      const [found] = await em.execute<{ materialId: string }[]>(
        `select a.material_id as "materialId" from review_remark k join review r on r.id = k.review_id
         join review_assignment a on a.id = r.assignment_id where k.id = ? and r.sent_at is not null`,
        [remarkId],
      );
      if (!found) throw new NotFound();
      const { material, actor: member } = await reachLocked(em, actor, found.materialId);
      if (!isOwner(member, material)) throw new Forbidden();
      const [open] = await em.execute<{ answerable: boolean }[]>(
        `select ${IS_ANSWERABLE} as answerable from review_remark k join review r on r.id = k.review_id
         join review_assignment a on a.id = r.assignment_id join material m on m.id = a.material_id where k.id = ?`,
        [remarkId],
      );
      const remark = await em.findOneOrFail(ReviewRemark, remarkId);
      if (!open?.answerable || remark.version !== expectedVersion) throw new Conflict();
      const text = cleanText(answer).trim();
      if (!text) throw new InvalidInput({ answer: 'required' });
      remark.answer = text;
      remark.answeredAt = await transactionTime(em);
      return material.id;
    });
  }

  /** Remarks of the last round that have no answer yet. */
  async unanswered(em: EntityManager, material: Material): Promise<number> {
    if (material.draftStatus !== MaterialStatus.REVISION) return 0;
    const [row] = await em.execute<[{ count: number }]>(
      `select count(*)::int as count from review_remark k join review r on r.id = k.review_id
       join review_assignment a on a.id = r.assignment_id
       where a.material_id = ? and a.round = ? and r.sent_at is not null and k.answer is null`,
      [material.id, material.reviewRound],
    );
    return row.count;
  }
}

/** Whether the remarks of a review may be answered now; `a` is its assignment, `m` the material. */
const IS_ANSWERABLE = `(m.draft_status = 'REVISION' and m.status <> 'WITHDRAWN' and a.round = m.review_round)`;
