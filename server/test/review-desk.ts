/** Those who see to reviews and those who write them, at work over the API. */
import type { Account } from '../src/directory/account.entity.js';
import { Role } from '../src/directory/role.js';
import type { BootedApp } from './app.js';
import { buildOrganization, buildPerson } from './builders.js';
import { Desk, type DeskAnswer } from './desk.js';
import { buildAccount, signIn } from './members.js';

/** What the answers hold of a material's reviews. */
const REVIEWS = `id version average spread needsThird viewerCan { assign bringToCouncil sendBack }
  candidates { id shortName load obstacle reviewedBefore themes }
  assignments { id version number state blind dueOn reviewerName declineReason
    review { total recommendation toAuthor toCouncil remarks { body answer } } }`;
const change = (name: string, input: string) =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { ${REVIEWS} } }`;

/** The changes of those who see to reviews, each with one `input`. */
export const ASSIGN = {
  invite: change('inviteReviewers', 'InviteReviewersInput'),
  replace: change('replaceReviewer', 'ReplaceReviewerInput'),
  cancel: change('cancelReview', 'AssignmentChangeInput'),
  postpone: change('postponeReview', 'PostponeReviewInput'),
  bring: change('bringToCouncil', 'StateChangeInput'),
} as const;

/** What the answers hold of a review that is written. */
const DESK = `task { id version state blind accepted title authors daysLeft } maxScore
  criteria { id title weight } material { title rightsHolder changeNote contributions { name } basedOn { slug } childConsentPlace
    files { id name downloadUrl viewUrl } }
  draft { version total recommendation toAuthor toCouncil sentAt scores { criterionId score }
    remarks { id body page fileName criterionTitle } }
  earlier { versionNumber remarks { body answer fileName } changes { fields { field } files { before after } } }`;
const write = (name: string, input: string) =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { ${DESK} } }`;

/** What reviewers do, each with one `input`. */
export const REVIEW = {
  accept: write('acceptReview', 'AssignmentChangeInput'),
  decline: write('declineReview', 'DeclineReviewInput'),
  save: write('saveReview', 'SaveReviewInput'),
  send: write('sendReview', 'SendReviewInput'),
} as const;

/** A desk with a secretary and experts, each of an organisation of their own. */
export class ReviewDesk {
  private constructor(
    readonly app: BootedApp,
    readonly desk: Desk,
    readonly secretary: Account,
    readonly experts: readonly Account[],
    /** Headers of the secretary and of each expert. */
    readonly as: { readonly secretary: Record<string, string>; readonly experts: Record<string, string>[] },
  ) {}

  /** Makes them all and signs them in. */
  static async open(app: BootedApp): Promise<ReviewDesk> {
    const desk = await Desk.open(app);
    const em = app.orm.em.fork();
    const secretary = buildAccount(em, { roles: [Role.COUNCIL_SECRETARY] });
    const experts = ['Аксёнова', 'Белов', 'Власова', 'Громов'].map((lastName) =>
      buildAccount(em, {
        person: buildPerson(em, [lastName, 'Эвелина', 'Яновна'], buildOrganization(em)),
        roles: [Role.EXPERT],
      }),
    );
    await em.flush();
    const as = {
      secretary: await signIn(app.pool, secretary),
      experts: await Promise.all(experts.map((expert) => signIn(app.pool, expert))),
    };
    return new ReviewDesk(app, desk, secretary, experts, as);
  }

  /** Asks for a change, as the secretary unless other headers are given. */
  ask(query: string, input: object, headers = this.as.secretary): Promise<DeskAnswer> {
    return this.desk.ask(query, input, headers);
  }

  /** How a material stands with its reviewers. */
  async reviewsOf(id: string, headers = this.as.secretary) {
    const { data, errors } = await this.app.gql(
      `query ($id: ID!) { materialReview(id: $id) { ${REVIEWS} } }`,
      { id },
      headers,
    );
    return { data: data?.['materialReview'] as never, code: errors[0]?.extensions['code'] };
  }

  /** Hands a material in and asks the first experts to review it. */
  async inReview(count = 2, more: object = {}) {
    const { id, version } = await this.desk.submitted();
    const reviewers = this.experts.slice(0, count).map((expert) => expert.id);
    const { data, errors } = await this.ask(ASSIGN.invite, {
      id,
      expectedVersion: version,
      reviewers,
      ...more,
    });
    if (errors.length > 0) throw new Error(errors[0]!.message);
    return data;
  }

  /** Where a review is written, as its reviewer sees it. */
  async deskOf(id: string, headers: Record<string, string>): Promise<DeskAnswer> {
    const query = `query ($id: ID!) { reviewDesk(id: $id) { ${DESK} } }`;
    const { data, errors } = await this.app.gql(query, { id }, headers);
    return { data: data?.['reviewDesk'], code: errors[0]?.extensions['code'], errors };
  }

  /** The number of the expert who was asked in an assignment. */
  async expertOf(assignment: string): Promise<number> {
    const { rows } = await this.app.pool.query<{ reviewer_id: string }>(
      'select reviewer_id from review_assignment where id = $1',
      [assignment],
    );
    return this.experts.findIndex(({ id }) => id === rows[0]?.reviewer_id);
  }

  /** An expert agrees; the answer is the desk. */
  async accepted(assignment: { id: string; version: number }) {
    const headers = this.as.experts[await this.expertOf(assignment.id)]!;
    const { id, version } = assignment;
    const { data, errors } = await this.ask(REVIEW.accept, { id, expectedVersion: version }, headers);
    if (errors.length > 0) throw new Error(errors[0]!.message);
    return { desk: data, headers };
  }

  /** A whole review with one score for all criteria. */
  written(desk: DeskAnswer['data'], score: number, more: object = {}) {
    return {
      id: desk.task.id,
      expectedVersion: desk.draft.version,
      scores: desk.criteria.map(({ id }: { id: string }) => ({ criterionId: id, score })),
      recommendation: score > 2 ? 'PUBLISH' : 'REVISE',
      toAuthor: 'Спасибо за работу, её приятно читать.',
      toCouncil: 'Совету: автор опытный.',
      remarks: [{ body: 'Уточните цель урока.' }],
      ...more,
    };
  }

  /** An expert agrees and sends a review; the answer is the desk. */
  async reviewed(assignment: { id: string; version: number }, score = 4, more: object = {}) {
    const { desk, headers } = await this.accepted(assignment);
    const { data, errors } = await this.ask(REVIEW.send, this.written(desk, score, more), headers);
    if (errors.length > 0) throw new Error(errors[0]!.message);
    return data;
  }
}
