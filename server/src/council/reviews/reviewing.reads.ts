import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { requireMember } from '../../directory/role.js';
import { compare } from '../../materials/authoring/comparison.js';
import { idOf } from '../../materials/authoring/draft.access.js';
import { dayAtPlace, PLACE } from '../../materials/authoring/day-at.js';
import { readVersions } from '../../materials/authoring/version.reads.js';
import type { VersionType } from '../../materials/authoring/version.type.js';
import type { Actor } from '../../platform/actor.js';
import { NotFound } from '../../platform/errors.js';
import type { CriterionType, RemarkType } from './material-review.type.js';
import { REMARKS } from './review.sql.js';
import type { EarlierReview, ReviewDesk, ReviewDraft, ReviewTask } from './reviewing.type.js';
import { veiled } from './veil.js';

/** A review that was asked for, as its reviewer sees it; `a` is the assignment, `v` the version, `m` the material. */
const TASK = `a.id, a.version, v.title, v.annotation, m.kind, a.blind, a.state, a.accepted_at is not null as accepted,
  a.round, a.due_on::text as "dueOn", a.closed_at as "closedAt",
  a.due_on - ${dayAtPlace('now()')} as "daysLeft",
  array(select t.title from material_version_theme vt join priority_theme t on t.id = vt.priority_theme_id
    where vt.material_version_id = v.id order by vt.id) as themes,
  case when a.blind then '{}' else array(select c.short_name from contribution c
    where c.material_version_id = v.id and c.declined_at is null order by c.position) end as authors`;
const TASKS = `review_assignment a join material_version v on v.id = a.material_version_id
  join material m on m.id = a.material_id ${PLACE}`;

/** Most reviews that a list shows. */
const MOST = 200;

interface DeskRow extends ReviewTask {
  materialId: string;
  versionId: string;
  maxScore: number;
  criteria: CriterionType[];
  review: (Omit<ReviewDraft, 'scores'> & { scores: Record<string, number> }) | null;
  earlierId: string | null;
}

/** Reads reviews for those who write them. */
export class ReviewingReads {
  constructor(private readonly orm: MikroORM) {}

  /** What the actor is or was asked for: first what is to be done, soonest due first. */
  async mine(actor: Actor): Promise<ReviewTask[]> {
    const { accountId } = requireMember(actor);
    const rows = await this.orm.em.fork().execute<ReviewTask[]>(
      `select ${TASK} from ${TASKS} where a.reviewer_id = ?
       order by a.closed_at is not null, case when a.closed_at is null then a.due_on end, a.closed_at desc, a.id
       limit ${MOST}`,
      [accountId],
    );
    return rows.map(toTask);
  }

  /** Where a review is written. @throws NotFound for everybody but its reviewer */
  async desk(actor: Actor, id: string): Promise<ReviewDesk> {
    const { accountId } = requireMember(actor);
    const em = this.orm.em.fork();
    const [row] = await em.execute<DeskRow[]>(
      `select ${TASK}, m.id as "materialId", v.id as "versionId", f.max_score as "maxScore",
         (select json_agg(json_build_object('id', c.id, 'title', c.title, 'hint', c.hint, 'weight', c.weight)
            order by c.position) from review_criterion c where c.form_id = f.id) as criteria,
         case when r.id is not null then json_build_object('version', r.version, 'scores', r.scores,
           'recommendation', r.recommendation, 'toAuthor', r.to_author, 'toCouncil', r.to_council, 'total', r.total,
           'savedAt', r.updated_at, 'sentAt', r.sent_at, 'remarks', ${REMARKS}) end as review,
         (select e.id from review_assignment e join material_version ev on ev.id = e.material_version_id
          where e.material_id = m.id and e.reviewer_id = a.reviewer_id and e.state = 'SUBMITTED'
            and ev.number < v.number order by ev.number desc limit 1) as "earlierId"
       from ${TASKS} join review_form f on f.id = a.form_id left join review r on r.assignment_id = a.id
       where a.id = ? and a.reviewer_id = ?`,
      [idOf(id), accountId],
    );
    if (!row) throw new NotFound();
    const reads = row.accepted && ['ACCEPTED', 'OVERDUE', 'SUBMITTED'].includes(row.state);
    const material = reads ? await seenVersion(em, row.versionId, row.blind) : null;
    const names = new Map((material?.files ?? []).map((file) => [file.id, file.name]));
    return {
      task: toTask(row),
      ...{ criteria: row.criteria, maxScore: row.maxScore, material },
      draft: toDraft(row, names),
      earlier: material && row.earlierId ? await earlierOf(em, row, material) : null,
    };
  }
}

/** What the reviewer said before, with files under the names that the reviewer knows. */
async function earlierOf(em: EntityManager, { earlierId, blind }: DeskRow, now: VersionType) {
  const [row] = await em.execute<[{ versionId: string; remarks: RemarkType[] }]>(
    `select a.material_version_id as "versionId", ${REMARKS} as remarks
     from review_assignment a join review r on r.assignment_id = a.id where a.id = ?`,
    [earlierId],
  );
  const before = await seenVersion(em, row.versionId, blind);
  const names = new Map(before.files.map((file) => [file.id, file.name]));
  return {
    versionNumber: before.number,
    remarks: row.remarks.map((remark) => named(remark, names)),
    changes: compare(before, now),
  } satisfies EarlierReview;
}

async function seenVersion(em: EntityManager, id: string, blind: boolean): Promise<VersionType> {
  const version = (await readVersions(em, [id])).get(id)!;
  return blind ? veiled(version) : version;
}

function named(remark: RemarkType, names: ReadonlyMap<string, string>): RemarkType {
  return { ...remark, fileName: (remark.fileId && names.get(remark.fileId)) || null };
}

function toTask(row: ReviewTask): ReviewTask {
  return { ...row, closedAt: row.closedAt && new Date(row.closedAt) };
}

function toDraft({ review, criteria }: DeskRow, names: ReadonlyMap<string, string>): ReviewDraft {
  if (!review) return NOTHING_WRITTEN;
  const scores = criteria.flatMap(({ id, title }) => {
    const score = review.scores[id];
    return score === undefined ? [] : [{ criterionId: id, title, score }];
  });
  return {
    ...review,
    scores,
    remarks: review.remarks.map((remark) => named(remark, names)),
    savedAt: review.savedAt && new Date(review.savedAt),
    sentAt: review.sentAt && new Date(review.sentAt),
  };
}

const NOTHING_WRITTEN: ReviewDraft = {
  ...{ version: 0, scores: [], recommendation: null, toAuthor: '', toCouncil: '', remarks: [] },
  ...{ total: null, savedAt: null, sentAt: null },
};
