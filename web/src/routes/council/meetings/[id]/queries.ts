import { graphql, type ResultOf } from '#lib/graphql/graphql.ts';

export const MeetingQuery = graphql(`
  query Meeting($id: ID!) {
    councilMeeting(id: $id) {
      id
      version
      status
      startsAt
      timeZone
      place
      cancelReason
      protocolNumber
      protocolSha256
      quorum
      members {
        account
        name
        role
        present
      }
      items {
        id
        kind
        title
        ground
        material
        materialSlug
        materialState
        replacedBy {
          slug
          title
        }
        experience
        theme
        outcomes
        voters
        conflicted
        heard
        spoke
        votesFor
        votesAgainst
        votesAbstained
        chairDecides
        outcome
        resolution
        dueDate
        reason
      }
      viewerCan {
        edit
        move
        cancel
        open
        decide
        close
        reopen
        sign
      }
    }
  }
`);

/** Materials and descriptions of experience that wait for a decision, to be put on the agenda. */
export const WaitingQuery = graphql(`
  query WaitingForCouncil {
    ready: councilQueue(first: 100, filter: { states: [COUNCIL] }) {
      nodes {
        id
        title
        state
        authors
      }
    }
    others: councilQueue(first: 100, filter: { states: [IN_REVIEW, SUBMITTED] }) {
      nodes {
        id
        title
        state
        authors
      }
    }
    submittedExperiences {
      id
      title
      personName
    }
    themeCuration {
      themes {
        id
        title
        status
      }
    }
    councilMeetings {
      status
      items {
        material
        experience
        theme
      }
    }
  }
`);

/** A meeting. */
export type Meeting = NonNullable<ResultOf<typeof MeetingQuery>['councilMeeting']>;
/** A matter of its agenda. */
export type AgendaItem = Meeting['items'][number];
/** A material that waits for a decision. */
export type Waiting = ResultOf<typeof WaitingQuery>['ready']['nodes'][number];
/** A description of an experience that waits for a decision. */
export type WaitingExperience = ResultOf<typeof WaitingQuery>['submittedExperiences'][number];
