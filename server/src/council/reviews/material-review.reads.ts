import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { SHORT_NAME } from '../../directory/directory.sql.js';
import { compare, type VersionComparison } from '../../materials/authoring/comparison.js';
import { readVersions } from '../../materials/authoring/version.reads.js';
import { dayAt } from '../../materials/authoring/day-at.js';
import { isUninvolved, mayReturn, placeOf } from '../../materials/authoring/authoring.policy.js';
import { reach } from '../../materials/authoring/draft.access.js';
import { mayTake } from '../../materials/material-transitions.js';
import type { Actor } from '../../platform/actor.js';
import { Forbidden } from '../../platform/errors.js';
import { councilOf } from '../council.entity.js';
import { isCouncilMember } from '../council.policy.js';
import { isAwaited } from '../meetings/on-agenda.js';
import { readCandidates } from './candidate.reads.js';
import type { AssignmentType, MaterialReview } from './material-review.type.js';
import { canAssign, FEWEST_REVIEWS, seesToReviews } from './review.policy.js';
import { SENT_REVIEW } from './review.sql.js';
import { needsThird, standingOf } from './standing.js';

/** Reads how materials stand with their reviewers, for those who see to it and for the council. */
export class MaterialReviewReads {
  constructor(private readonly orm: MikroORM) {}

  /**
   * How a material stands with its reviewers.
   * @throws NotFound for those whom it does not concern, Forbidden for others without a role and for a reviewer who
   * has still to write: nobody judges by what others have said
   */
  async one(actor: Actor, id: string): Promise<MaterialReview> {
    const em = this.orm.em.fork();
    const { actor: member, material } = await reach(em, actor, id);
    await em.flush(); // an administrator's look is written down
    const councils = isCouncilMember(member, placeOf(material)) && isUninvolved(member, material);
    if (!material.draftVersion || !(seesToReviews(member, material) || councils)) throw new Forbidden();
    if (await writes(em, member.accountId, material.id)) throw new Forbidden(OWN_FIRST);
    const council = await councilOf(em);
    const standing = await standingOf(em, material);
    const assignments = await readAssignments(em, material.id);
    const totals = assignments.flatMap(({ review, versionNumber }) =>
      review && versionNumber === material.draftVersion?.unwrap().number ? [review.total] : [],
    );
    const due = new Date(Date.now() + council.reviewDays * 86_400_000);
    const assign = canAssign(member, material);
    return {
      ...{ id: material.id, version: material.version, assignments },
      candidates: assign ? await readCandidates(em, material.id, council.sameOrganizationConflict) : [],
      average: totals.length ? Math.round(totals.reduce((sum, one) => sum + one, 0) / totals.length) : null,
      ...{ spread: standing.spread, spreadLimit: council.spreadLimit, passScore: council.passScore },
      needsThird: needsThird(standing, council.spreadLimit),
      proposedDueOn: dayAt(material, due),
      blindByDefault: council.blindReview,
      changes: await changesSince(em, material.draftVersion.id),
      meeting: await meetingOn(em, material.id),
      viewerCan: {
        assign,
        bringToCouncil:
          seesToReviews(member, material) &&
          mayTake('bringToCouncil', material.draftStatus) &&
          standing.open === 0 &&
          standing.sent >= FEWEST_REVIEWS,
        sendBack: mayReturn(member, material) && mayTake('sendBack', material.draftStatus),
      },
    };
  }
}

/** What has changed since the last version that somebody has reviewed, or that was published. */
async function changesSince(em: EntityManager, draftId: string): Promise<VersionComparison | null> {
  const [before] = await em.execute<{ id: string }[]>(
    `select v.id from material_version d join material_version v on v.material_id = d.material_id
       and v.number < d.number
     where d.id = ? and (v.published_at is not null or exists (
       select 1 from review_assignment a where a.material_version_id = v.id and a.state = 'SUBMITTED'))
     order by v.number desc limit 1`,
    [draftId],
  );
  if (!before) return null;
  const versions = await readVersions(em, [before.id, draftId]);
  return compare(versions.get(before.id)!, versions.get(draftId)!);
}

/** The meeting on whose agenda a material is, until its protocol is signed. */
async function meetingOn(em: EntityManager, materialId: string): Promise<MaterialReview['meeting']> {
  const [row] = await em.execute<{ id: string; startsAt: Date | string; timeZone: string }[]>(
    `select t.id, t.starts_at as "startsAt", t.time_zone as "timeZone" from agenda_item i
     join meeting t on t.id = i.meeting_id where i.material_id = ? and ${isAwaited('t')} limit 1`,
    [materialId],
  );
  return row ? { ...row, startsAt: new Date(row.startsAt) } : null;
}

async function writes(em: EntityManager, accountId: string, materialId: string): Promise<boolean> {
  const rows = await em.execute<unknown[]>(
    `select 1 from review_assignment a join material m on m.draft_version_id = a.material_version_id
     where m.id = ? and a.reviewer_id = ? and a.state in ('INVITED', 'ACCEPTED', 'OVERDUE')`,
    [materialId, accountId],
  );
  return rows.length > 0;
}

async function readAssignments(em: EntityManager, materialId: string): Promise<AssignmentType[]> {
  const rows = await em.execute<AssignmentType[]>(
    `select a.id, a.version, a.number, a.round, v.number as "versionNumber", ${SHORT_NAME} as "reviewerName",
       o.short_name as "organizationName", a.state, a.blind, a.due_on::text as "dueOn", a.accepted_at as "acceptedAt",
       a.decline_reason as "declineReason", a.decline_note as "declineNote",
       case when r.sent_at is not null then ${SENT_REVIEW} end as review
     from review_assignment a join material_version v on v.id = a.material_version_id
     join account x on x.id = a.reviewer_id join person p on p.id = x.person_id
     left join organization o on o.id = p.organization_id left join review r on r.assignment_id = a.id
     where a.material_id = ? order by v.number desc, a.number`,
    [materialId],
  );
  const date = (value: Date | string | null) => (value === null ? null : new Date(value));
  return rows.map((row) => ({
    ...row,
    acceptedAt: date(row.acceptedAt),
    review: row.review && { ...row.review, sentAt: new Date(row.review.sentAt) },
  }));
}

const OWN_FIRST = {
  ru: 'Вы рецензируете этот материал. Отзывы других вы увидите, когда сдадите свой.',
  en: 'You review this material. You will see what others say when you have sent your own review.',
};
