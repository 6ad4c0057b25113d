import { ref } from '@mikro-orm/postgresql';
import { MaterialStatus } from '../../src/materials/material-enums.js';
import { councilOf } from '../../src/council/council.entity.js';
import { formInForce } from '../../src/council/forms/review-form.entity.js';
import { ReviewAssignment } from '../../src/council/reviews/review-assignment.entity.js';
import { Recommendation, Review, ReviewRemark } from '../../src/council/reviews/review.entity.js';
import { Role } from '../../src/directory/role.js';
import { storeDraft } from '../drafts.js';
import { buildAccount } from '../members.js';
import { type Caller, everybody, only, type Outcome, type RightsRow, type World } from './rights.js';
import { IN_A_MONTH } from '../days.js';

/** A material of the owner's in review by the table's reviewer and by somebody else. */
async function inReview({ em, accounts }: World, reviewers = true) {
  const { material, draft } = await storeDraft(em, accounts.owner, { status: MaterialStatus.SUBMITTED });
  const others = [buildAccount(em, { roles: [Role.EXPERT] }), buildAccount(em, { roles: [Role.EXPERT] })];
  await em.flush();
  if (!reviewers) return { material, others, assignments: [] };
  material.sendToReview(draft);
  const form = ref(await formInForce(em));
  const assignments = [accounts.reviewer, others[0]!].map((reviewer, index) =>
    em.create(ReviewAssignment, {
      ...{ material: ref(material), materialVersion: ref(draft), form, round: 1, number: index + 1 },
      ...{ reviewer: ref(reviewer), invitedBy: ref(accounts.secretary), blind: false, dueOn: '2099-01-01' },
    }),
  );
  await em.flush();
  return { material, others, assignments };
}

const assigned = async (world: World) => (await inReview(world)).assignments[0]!;
/** Who sees to the queue; the owner knows of the material and may not. */
const queueAlone: Record<Caller, Outcome> = {
  ...only(['methodist', 'secretary'], 'NOT_FOUND'),
  ...{ owner: 'FORBIDDEN', admin: 'FORBIDDEN' },
};

/** To all but the one who was asked, the review is not there. */
const reviewerAlone = only(['reviewer'], 'NOT_FOUND');
const EMPTY = { expectedVersion: 0, scores: [], toAuthor: '', toCouncil: '', remarks: [] };

/** The same, after the reviewer has agreed. */
async function atWork(world: World) {
  const assignment = await assigned(world);
  assignment.accept(new Date());
  await world.em.flush();
  return assignment;
}

/** Rows of the queue and of the reviews. */
export const rows: readonly RightsRow[] = [
  {
    field: 'Query.councilQueue',
    document: '{ councilQueue { totalCount } }',
    expected: only(['methodist', 'secretary']),
  },
  {
    field: 'Query.reviewerLoad',
    document: '{ reviewerLoad { open } }',
    expected: only(['methodist', 'secretary']),
  },
  {
    field: 'Query.materialReview',
    document: 'query ($id: ID!) { materialReview(id: $id) { id } }',
    arrange: async (world) => ({ id: (await inReview(world)).material.id }),
    expected: queueAlone,
  },
  {
    field: 'Mutation.inviteReviewers',
    document: 'mutation ($input: InviteReviewersInput!) { inviteReviewers(input: $input) { id } }',
    arrange: async (world) => {
      const { material, others } = await inReview(world, false);
      const reviewers = others.map(({ id }) => id);
      return { input: { id: material.id, expectedVersion: material.version, reviewers } };
    },
    expected: queueAlone,
  },
  {
    field: 'Mutation.replaceReviewer',
    document: 'mutation ($input: ReplaceReviewerInput!) { replaceReviewer(input: $input) { id } }',
    arrange: async (world) => {
      const { assignments, others } = await inReview(world);
      const { id, version } = assignments[0]!;
      return { input: { id, expectedVersion: version, reviewer: others[1]!.id } };
    },
    expected: queueAlone,
  },
  {
    field: 'Mutation.cancelReview',
    document: 'mutation ($input: AssignmentChangeInput!) { cancelReview(input: $input) { id } }',
    arrange: async (world) => {
      const { id, version } = await assigned(world);
      return { input: { id, expectedVersion: version } };
    },
    expected: queueAlone,
  },
  {
    field: 'Mutation.postponeReview',
    document: 'mutation ($input: PostponeReviewInput!) { postponeReview(input: $input) { id } }',
    arrange: async (world) => {
      const { id, version } = await assigned(world);
      return { input: { id, expectedVersion: version, dueOn: IN_A_MONTH } };
    },
    expected: queueAlone,
  },
  {
    field: 'Mutation.bringToCouncil',
    document: 'mutation ($input: StateChangeInput!) { bringToCouncil(input: $input) { id } }',
    arrange: async (world) => {
      const { material } = await inReview(world);
      return { input: { id: material.id, expectedVersion: material.version } };
    },
    // two reviews have to be in
    expected: { ...queueAlone, methodist: 'CONFLICT', secretary: 'CONFLICT' },
  },
  {
    field: 'Query.myReviews',
    document: '{ myReviews { id } }',
    expected: everybody('ok', { guest: 'UNAUTHENTICATED' }),
  },
  {
    field: 'Query.reviewDesk',
    document: 'query ($id: ID!) { reviewDesk(id: $id) { maxScore } }',
    arrange: async (world) => ({ id: (await assigned(world)).id }),
    expected: reviewerAlone,
  },
  {
    field: 'Mutation.acceptReview',
    document: 'mutation ($input: AssignmentChangeInput!) { acceptReview(input: $input) { maxScore } }',
    arrange: async (world) => {
      const { id, version } = await assigned(world);
      return { input: { id, expectedVersion: version } };
    },
    expected: reviewerAlone,
  },
  {
    field: 'Mutation.declineReview',
    document: 'mutation ($input: DeclineReviewInput!) { declineReview(input: $input) { maxScore } }',
    arrange: async (world) => {
      const { id, version } = await assigned(world);
      return { input: { id, expectedVersion: version, reason: 'NO_TIME' } };
    },
    expected: reviewerAlone,
  },
  {
    field: 'Mutation.saveReview',
    document: 'mutation ($input: SaveReviewInput!) { saveReview(input: $input) { maxScore } }',
    arrange: async (world) => ({ input: { ...EMPTY, id: (await atWork(world)).id } }),
    expected: reviewerAlone,
  },
  {
    field: 'Mutation.sendReview',
    document: 'mutation ($input: SendReviewInput!) { sendReview(input: $input) { maxScore } }',
    arrange: async (world) => ({ input: { ...EMPTY, id: (await atWork(world)).id } }),
    // an empty review is not sent
    expected: { ...reviewerAlone, reviewer: 'BAD_USER_INPUT' },
  },
  {
    field: 'Query.authorReviews',
    document: 'query ($id: ID!) { authorReviews(material: $id) { number } }',
    arrange: async (world) => ({ id: (await inReview(world)).material.id }),
    // who sees to the queue reads the reviews there, with what the council alone is to read
    expected: {
      ...only(['owner'], 'NOT_FOUND'),
      ...{ methodist: 'FORBIDDEN', secretary: 'FORBIDDEN', admin: 'FORBIDDEN' },
    },
  },
  {
    field: 'Mutation.answerRemark',
    document: 'mutation ($input: AnswerRemarkInput!) { answerRemark(input: $input) { number } }',
    arrange: async (world) => {
      const assignment = await atWork(world);
      const { em } = world;
      const review = em.create(Review, {
        ...{
          assignment: ref(assignment),
          total: 50,
          recommendation: Recommendation.REVISE,
          toAuthor: 'Доработайте.',
        },
      });
      const remark = em.create(ReviewRemark, { review: ref(review), position: 0, body: 'Опечатка.' });
      await em.flush();
      review.sentAt = new Date();
      assignment.submit(new Date());
      await em.flush();
      return { input: { id: remark.id, expectedVersion: remark.version, answer: 'Исправлено.' } };
    },
    // the owner may once the material is being revised
    expected: {
      ...only([], 'NOT_FOUND'),
      ...{ owner: 'CONFLICT', methodist: 'FORBIDDEN', secretary: 'FORBIDDEN', admin: 'FORBIDDEN' },
    },
  },
  {
    field: 'Query.councilRules',
    document: '{ councilRules { version } }',
    expected: only(['methodist', 'secretary', 'admin']),
  },
  {
    field: 'Mutation.changeCouncilRules',
    document: 'mutation ($input: CouncilRulesInput!) { changeCouncilRules(input: $input) { version } }',
    arrange: async ({ em }) => {
      const council = await councilOf(em);
      const { version, name, shortName, quorum, castingVote, spreadLimit, passScore, reviewDays } = council;
      const { blindReview, sameOrganizationConflict } = council;
      const rules = { name, shortName, quorum, castingVote, spreadLimit, passScore, reviewDays };
      return { input: { ...rules, blindReview, sameOrganizationConflict, expectedVersion: version } };
    },
    expected: only(['secretary', 'admin']),
  },
  {
    field: 'Mutation.changeReviewForm',
    document: 'mutation ($input: ReviewFormInput!) { changeReviewForm(input: $input) { version } }',
    arrange: async ({ em }) => {
      const { edition, version, title, maxScore, criteria } = await formInForce(em);
      const same = criteria
        .getItems()
        .map(({ title: name, hint, weight }) => ({ title: name, hint, weight }));
      const expected = { expectedEdition: edition, expectedVersion: version };
      return { input: { ...expected, title, maxScore, criteria: same } };
    },
    expected: only(['secretary', 'admin']),
  },
];
