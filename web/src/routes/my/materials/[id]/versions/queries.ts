import { graphql, type ResultOf } from '#lib/graphql/graphql.ts';

/** An own material with its versions. */
export const OwnVersionsQuery = graphql(`
  query OwnVersions($id: ID!) {
    ownMaterial(id: $id) {
      id
      version
      slug
      state
      draftState
      registrationNumber
      reviewBy
      withdrawnAt
      withdrawnReason
      published {
        number
        title
      }
      draft {
        number
        title
      }
      versions {
        number
        title
        changeNote
        frozenAt
        publishedAt
      }
      viewerCan {
        edit
        startNewVersion
        withdraw
        confirmCurrent
      }
    }
  }
`);

/** What differs between two of its versions. */
export const ComparisonQuery = graphql(`
  query CompareOwnVersions($id: ID!, $from: Int!, $to: Int!) {
    compareVersions(id: $id, from: $from, to: $to) {
      from
      to
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
  }
`);

export const StartNewVersion = graphql(`
  mutation StartVersionFrom($id: ID!, $expectedVersion: Int!, $from: Int) {
    startNewVersion(id: $id, expectedVersion: $expectedVersion, from: $from) {
      id
    }
  }
`);

export const Withdraw = graphql(`
  mutation WithdrawMaterial($input: WithdrawMaterialInput!) {
    withdrawMaterial(input: $input) {
      id
    }
  }
`);

export const ConfirmCurrent = graphql(`
  mutation ConfirmMaterialCurrent($input: StateChangeInput!) {
    confirmMaterialCurrent(input: $input) {
      id
    }
  }
`);

/** An own material with its versions. */
export type OwnVersions = NonNullable<ResultOf<typeof OwnVersionsQuery>['ownMaterial']>;
