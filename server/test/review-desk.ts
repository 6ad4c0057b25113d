/** Those who see to reviews and those who write them, at work over the API. */
import type { Account } from '../src/directory/account.entity.js';
import { Role } from '../src/directory/role.js';
import type { BootedApp } from './app.js';
import { buildOrganization, buildPerson } from './builders.js';
import { Desk, type DeskAnswer } from './desk.js';
import { buildAccount, signIn } from './members.js';

/** What the answers hold of a material's reviews. */
export const REVIEWS = `id version average spread needsThird viewerCan { assign bringToCouncil sendBack }
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
}
