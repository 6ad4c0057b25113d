import type { MikroORM } from '@mikro-orm/postgresql';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildOrganization, buildPerson } from '../../../test/builders.js';
import { createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { storeDraft } from '../../../test/drafts.js';
import { buildAccount, memberOf } from '../../../test/members.js';
import {
  type Asked,
  CO_AUTHOR,
  REVIEW_STEPS,
  type ReviewModel,
  type ReviewStep,
  UNREVIEWED,
} from '../../../test/review-model.js';
import type { Account } from '../../directory/account.entity.js';
import { Role } from '../../directory/role.js';
import { entities } from '../../entities.js';
import { DecisionService } from '../../materials/authoring/decision.service.js';
import { OwnMaterialReads } from '../../materials/authoring/own-material.reads.js';
import { PublicationService } from '../../materials/authoring/publication.service.js';
import { SubmissionService } from '../../materials/authoring/submission.service.js';
import { CertificateService } from '../../materials/certificates/certificate.service.js';
import { FileReads } from '../../materials/file.reads.js';
import { RejectionReason } from '../../materials/material-decision.entity.js';
import { MaterialReads } from '../../materials/material.reads.js';
import type { Member } from '../../platform/actor.js';
import { openOrm, openPool } from '../../platform/database.js';
import { Conflict, DomainError } from '../../platform/errors.js';
import { formInForce } from '../forms/review-form.entity.js';
import { AssignmentService } from './assignment.service.js';
import { DeclineReason, ReviewAssignment } from './review-assignment.entity.js';
import { Recommendation } from './review.entity.js';
import { RemarkService } from './remark.service.js';
import { watchReviews } from './review.jobs.js';
import { ReviewingService } from './reviewing.service.js';
import { IN_A_MONTH } from '../../../test/days.js';

const ASSIGNMENTS = 10_000;
const HISTORIES = 60;
const NOW = new Date('2026-11-25T08:00:00Z');
const NOTE = 'Причина, которую поймёт автор.';

let database: TestDatabase;
let orm: MikroORM;
let pool: Pool;
let owner: Account;
let experts: Account[];
let criteria: string[];
let methodist: Member;
let secretary: Member;

beforeAll(async () => {
  database = await createTestDatabase();
  orm = await openOrm(database.url, entities);
  pool = openPool(database.url);
  const em = orm.em.fork();
  owner = buildAccount(em);
  experts = Array.from({ length: CO_AUTHOR + 1 }, () =>
    buildAccount(em, { roles: [Role.EXPERT], person: buildPerson(em, undefined, buildOrganization(em)) }),
  );
  const [decider, keeper] = [Role.METHODIST, Role.COUNCIL_SECRETARY].map((role) =>
    buildAccount(em, { roles: [role] }),
  );
  await em.flush();
  methodist = memberOf(decider!, [Role.METHODIST]);
  secretary = memberOf(keeper!, [Role.COUNCIL_SECRETARY]);
  criteria = (await formInForce(em)).criteria.getItems().map(({ id }) => id);
});
afterAll(async () => {
  await Promise.all([orm.close(true), pool.end()]);
  await database.drop();
});

/** What was asked of one person: its state, and whether the person has agreed. */
const TABLE: Readonly<Record<string, (state: string, accepted: boolean) => string | null>> = {
  accept: (state) => (state === 'INVITED' ? 'ACCEPTED' : null),
  decline: (state) => (isOpen(state) ? 'DECLINED' : null),
  submit: (state, accepted) => (isOpen(state) && accepted ? 'SUBMITTED' : null),
  cancel: (state) => (isOpen(state) ? 'CANCELLED' : null),
  lapse: (state) => (state === 'INVITED' || state === 'ACCEPTED' ? 'OVERDUE' : null),
  postpone: (state, accepted) => (isOpen(state) ? (accepted ? 'ACCEPTED' : 'INVITED') : null),
};
const isOpen = (state: string) => ['INVITED', 'ACCEPTED', 'OVERDUE'].includes(state);
/** Together they take each step that the table allows, so that none is left to chance. */
const EVERY_STEP = [
  ...['decline', 'cancel', 'postpone lapse decline', 'lapse cancel', 'lapse postpone'],
  ...['accept decline', 'accept submit', 'accept cancel', 'accept postpone lapse submit'],
];

test(`over ${ASSIGNMENTS} random histories what is asked of a reviewer is taken or refused as the table says`, () => {
  const acts: Record<string, (one: ReviewAssignment) => void> = {
    accept: (one) => one.accept(NOW),
    decline: (one) => one.decline(DeclineReason.NO_TIME, null, NOW),
    submit: (one) => one.submit(NOW),
    cancel: (one) => one.cancel(NOW),
    lapse: (one) => one.lapse(),
    postpone: (one) => one.postpone('2026-12-31'),
  };
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...Object.keys(acts)), { maxLength: 12 }), (history) => {
      const one = new ReviewAssignment();
      let [state, accepted] = ['INVITED', false];
      for (const act of history) {
        const next = TABLE[act]!(state, accepted);
        if (next) acts[act]!(one);
        else expect(() => acts[act]!(one), `${act} after ${history.join(' ')}`).toThrow(Conflict);
        if (next) seen.add(`${state} ${act}`);
        accepted ||= act === 'accept' && next !== null;
        state = next ?? state;
        expect(one.state).toBe(state);
        expect(one.closedAt != null).toBe(!isOpen(state));
      }
    }),
    { numRuns: ASSIGNMENTS, examples: EVERY_STEP.map((history) => [history.split(' ')]) },
  );
  expect(seen.size, 'every step that the table allows was taken').toBe(14);
});

interface Action {
  step: ReviewStep;
  who: number[];
  total: number;
}

const AT_WORK: readonly Action[] = [
  { step: 'submit', who: [0], total: 0 },
  { step: 'invite', who: [0, 1], total: 0 },
  { step: 'accept', who: [0], total: 0 },
  { step: 'accept', who: [1], total: 0 },
];
const REJECTION: Action = { step: 'reject', who: [0], total: 0 };
const taken = (name: ReviewStep, who = 0, total = 0): Action => ({ step: name, who: [who], total });
/** Histories that are taken before the random ones: chance alone leaves out a step in one run of twenty. */
const CERTAIN: [Action[], readonly Action[], boolean][] = [
  [[taken('send', 0, 80), taken('send', 1, 80)], AT_WORK, true],
  [[taken('send', 0, 0), taken('send', 1, 100), taken('bring')], AT_WORK, false],
  [
    [
      ...[taken('lapse'), taken('object'), taken('invite', 2), taken('cancel', 2), taken('decline', 1)],
      ...[taken('sendBack'), taken('submit'), taken('recall')],
    ],
    AT_WORK,
    false,
  ],
];

interface Standing {
  draft: string;
  version: number;
  materialVersion: number;
  draftVersion: number;
  asked: (Asked & { id: string; rowVersion: number; blind: boolean; veiled: boolean })[];
}

async function standingOf(id: string): Promise<Standing> {
  const [row] = await orm.em.fork().execute<[Standing]>(
    `select m.draft_status as draft, d.number as version, m.version as "materialVersion", d.version as "draftVersion",
       (select coalesce(json_agg(json_build_object('id', a.id, 'who', a.reviewer_id, 'version', v.number,
          'state', a.state, 'accepted', a.accepted_at is not null, 'total', r.total, 'rowVersion', a.version,
          'blind', a.blind, 'veiled', a.reviewer_id = any (m.blind_reviewers)) order by v.number, a.number), '[]')
        from review_assignment a join material_version v on v.id = a.material_version_id
        left join review r on r.assignment_id = a.id where a.material_id = m.id) as asked
     from material m join material_version d on d.id = m.draft_version_id where m.id = ?`,
    [id],
  );
  const whoIs = (account: unknown) => experts.findIndex((expert) => expert.id === account);
  return { ...row, asked: row.asked.map((one) => ({ ...one, who: whoIs(one.who) })) };
}

/** Takes one step through the services, as the one who takes it asks for it. */
function acting() {
  const reads = new OwnMaterialReads(orm);
  const issuer = { organization: null, signerPost: 'Директор', signerName: null };
  const certificates = new CertificateService(issuer);
  const decisions = new DecisionService(orm, new PublicationService(certificates), reads);
  const remarks = new RemarkService(orm);
  const submissions = new SubmissionService(orm, reads, remarks);
  const assignments = new AssignmentService(orm);
  const reviewing = new ReviewingService(orm, certificates);
  const actor = (who: number) => memberOf(experts[who]!, [Role.EXPERT]);
  const author = memberOf(owner);
  /** The latest of what was asked of somebody, or a made-up one. */
  const of = ({ asked }: Standing, who: number) => {
    const last = asked.findLast((one) => one.who === who);
    return { id: last?.id ?? owner.id, expectedVersion: last?.rowVersion ?? 1 };
  };
  return async (step: ReviewStep, id: string, at: Standing, who: readonly number[], total: number) => {
    const [first] = who as [number];
    const state = { id, expectedVersion: at.materialVersion };
    const mine = of(at, first);
    switch (step) {
      case 'submit': {
        for (const { remarks: open } of await remarks.ofMaterial(author, id))
          for (const { id: remark, version } of open)
            await remarks
              .answer(author, { id: remark, expectedVersion: version, answer: 'Сделано.' })
              .catch(() => {});
        return submissions.submit(author, id, { expectedVersion: at.draftVersion, answer: 'Сделано.' });
      }
      case 'recall':
        return submissions.recall(author, id, at.materialVersion);
      case 'invite':
        return assignments.invite(secretary, { ...state, reviewers: who.map((one) => experts[one]!.id) });
      case 'accept':
        return reviewing.accept(actor(first), mine);
      case 'decline':
        return reviewing.decline(actor(first), { ...mine, reason: DeclineReason.NO_TIME });
      case 'object':
        return reviewing.decline(actor(first), { ...mine, reason: DeclineReason.CONFLICT });
      case 'lapse': {
        const { rowCount } = await pool.query(
          `update review_assignment set due_on = '2020-01-01' where id = $1 and state in ('INVITED', 'ACCEPTED')`,
          [mine.id],
        );
        if (rowCount === 0) throw new Conflict();
        return watchReviews(orm);
      }
      case 'send':
        return reviewing.send(actor(first), {
          ...{ id: mine.id, expectedVersion: 0, toAuthor: 'Спасибо за работу.', toCouncil: '' },
          recommendation: Recommendation.REVISE,
          scores: criteria.map((criterionId) => ({ criterionId, score: total / 20 })),
          remarks: [{ body: 'Уточните.' }],
        });
      case 'cancel':
        return assignments.cancel(secretary, mine);
      case 'bring':
        return assignments.bringToCouncil(secretary, state);
      case 'sendBack':
        return decisions.sendBack(methodist, { ...state, note: NOTE, dueDate: IN_A_MONTH });
      case 'reject':
        return decisions.reject(methodist, { ...state, note: NOTE, reason: RejectionReason.QUALITY });
    }
  };
}

test('over random histories of a whole council the bank does what the model does, and nothing is public', async () => {
  const act = acting();
  const [materials, files] = [new MaterialReads(pool), new FileReads(pool)];
  const names = Object.keys(REVIEW_STEPS).filter((name) => name !== 'reject') as ReviewStep[];
  const someone = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 1 }) },
    { weight: 2, arbitrary: fc.integer({ min: 2, max: CO_AUTHOR }) },
  );
  const action = fc.record({
    // what brings a review forward comes more often than what ends it
    step: fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom<ReviewStep>('submit', 'invite', 'accept', 'send') },
      { weight: 2, arbitrary: fc.constantFrom(...names) },
    ),
    who: fc.uniqueArray(someone, { minLength: 1, maxLength: 3 }),
    total: fc.constantFrom(0, 60, 80, 100),
  });
  const reached = new Set<string>();
  // half of them begin where two are at work, for chance alone seldom comes so far
  const history = fc.tuple(
    fc.array(action, { minLength: 12, maxLength: 25 }),
    fc.constantFrom<readonly Action[]>([], AT_WORK),
    fc.boolean(),
  );
  await fc.assert(
    fc.asyncProperty(history, async ([actions, begun, rejected]) => {
      const coAuthors = [experts[CO_AUTHOR]!.person.unwrap()];
      const { material, file } = await storeDraft(orm.em.fork(), owner, { coAuthors });
      let model: ReviewModel = UNREVIEWED;
      const all = [...begun, ...actions, ...(rejected ? [REJECTION] : [])];
      for (const { step: name, who, total } of all) {
        const take = REVIEW_STEPS[name] as (
          m: ReviewModel,
          who: unknown,
          total: number,
        ) => ReviewModel | null;
        const next = take(model, name === 'invite' ? who : who[0], total);
        const before = await standingOf(material.id);
        const refused = await act(name, material.id, before, who, total).then(
          () => null,
          (error: unknown) => error,
        );
        const told = `${name} ${who.join(',')} at ${JSON.stringify(model)}`;
        if (refused !== null && !(refused instanceof DomainError)) throw refused;
        expect(refused === null, told).toBe(next !== null);
        model = next ?? model;
        const after = await standingOf(material.id);
        expect({ draft: after.draft, version: after.version }, told).toEqual({
          ...{ draft: model.draft, version: model.version },
        });
        const plain = after.asked.map(({ who: one, version, state, accepted, total: sum }) => {
          return { who: one, version, state, accepted, total: sum };
        });
        expect(plain, told).toEqual(model.asked);
        expect(
          after.asked.some((one) => one.who === CO_AUTHOR),
          'nobody reviews own work',
        ).toBe(false);
        for (const one of after.asked)
          if (isOpen(one.state)) expect([model.draft, one.veiled], told).toEqual(['IN_REVIEW', one.blind]);
        expect((await materials.byIds([material.id])).size).toBe(0);
        expect(await files.byId(file.id)).toBeUndefined();
        if (next) reached.add(name).add(model.draft);
      }
    }),
    { numRuns: HISTORIES, examples: CERTAIN.map((one) => [one]) },
  );
  const everything = [...Object.keys(REVIEW_STEPS), 'IN_REVIEW', 'COUNCIL', 'REVISION', 'REJECTED'];
  expect(
    everything.filter((one) => !reached.has(one)),
    'reached at least once',
  ).toEqual([]);
}, 300_000);
