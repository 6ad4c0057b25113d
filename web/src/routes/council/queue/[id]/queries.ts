import { judgedVersion } from '#lib/council/version.ts';
import { graphql, type ResultOf } from '#lib/graphql/graphql.ts';
import { duplicateFields } from '#lib/material/duplicates.ts';

const reviewOf = graphql(`
  fragment ReviewOf on MaterialReview {
    id
    version
    average
    spread
    spreadLimit
    passScore
    needsThird
    proposedDueOn
    blindByDefault
    meeting {
      id
      startsAt
      timeZone
    }
    changes {
      from
      fields {
        field
        before
        after
      }
      files {
        kind
        before
        after
      }
    }
    viewerCan {
      assign
      bringToCouncil
      sendBack
    }
    candidates {
      id
      shortName
      position
      organizationName
      themes
      subjects
      levels
      load
      overdue
      reviewedBefore
      obstacle
    }
    assignments {
      id
      version
      number
      round
      versionNumber
      reviewerName
      organizationName
      state
      blind
      dueOn
      declineReason
      declineNote
      review {
        sentAt
        total
        recommendation
        toAuthor
        toCouncil
        scores {
          criterionId
          title
          score
        }
        remarks {
          id
          criterionTitle
          fileName
          page
          body
          answer
        }
      }
    }
  }
`);

/** A material of the queue with its reviews. */
export const QueuedQuery = graphql(
  `
    query QueuedMaterial($id: ID!, $file: ID, $after: Int!) {
      ownMaterial(id: $id) {
        id
        version
        kind
        slug
        draftState
        reviewRound
        organization {
          shortName
        }
        viewerCan {
          publish
          acceptMinorChange
        }
        ...DuplicateFields
        draft {
          frozenAt
          childConsentCount
          childConsentPlace
          ...JudgedVersion
        }
      }
      materialReview(id: $id) {
        ...ReviewOf
      }
    }
  `,
  [judgedVersion, duplicateFields, reviewOf],
);

export const Invite = graphql(`
  mutation InviteReviewers($input: InviteReviewersInput!) {
    inviteReviewers(input: $input) {
      id
    }
  }
`);

export const Replace = graphql(`
  mutation ReplaceReviewer($input: ReplaceReviewerInput!) {
    replaceReviewer(input: $input) {
      id
    }
  }
`);

export const Cancel = graphql(`
  mutation CancelReview($input: AssignmentChangeInput!) {
    cancelReview(input: $input) {
      id
    }
  }
`);

export const Postpone = graphql(`
  mutation PostponeReview($input: PostponeReviewInput!) {
    postponeReview(input: $input) {
      id
    }
  }
`);

export const Bring = graphql(`
  mutation BringToCouncil($input: StateChangeInput!) {
    bringToCouncil(input: $input) {
      id
    }
  }
`);

export const Publish = graphql(`
  mutation PublishQueued($input: PublishMaterialInput!) {
    publishMaterial(input: $input) {
      slug
    }
  }
`);

export const AcceptMinor = graphql(`
  mutation AcceptMinorChange($input: PublishMaterialInput!) {
    acceptMinorChange(input: $input) {
      slug
    }
  }
`);

export const Return = graphql(`
  mutation ReturnQueued($input: ReturnMaterialInput!) {
    returnMaterial(input: $input) {
      id
    }
  }
`);

export const Reject = graphql(`
  mutation RejectQueued($input: RejectMaterialInput!) {
    rejectMaterial(input: $input) {
      id
    }
  }
`);

type Queued = ResultOf<typeof QueuedQuery>;
/** The material with its version. */
export type QueuedMaterial = NonNullable<Queued['ownMaterial']>;
/** How it stands with its reviewers. */
export type Reviews = NonNullable<Queued['materialReview']>;
/** One that was asked for. */
export type Assignment = Reviews['assignments'][number];
/** Somebody who could be asked. */
export type Candidate = Reviews['candidates'][number];
