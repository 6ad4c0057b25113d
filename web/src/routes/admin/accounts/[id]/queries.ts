import { graphql } from '#lib/graphql/graphql.ts';

export const AccountQuery = graphql(`
  query Account($id: ID!) {
    account(id: $id) {
      id
      version
      email
      state
      fullName
      position
      organizationName
      authorSlug
      createdAt
      blockedAt
      blockReason
      sessionCount
      secondFactor
      lastSeenAt
      own
      roles {
        id
        role
        placeName
        basis
        validFrom
        validTo
        standing
      }
    }
    roleChoices {
      roles {
        role
        scopes
      }
      places {
        id
        scope
        name
      }
    }
  }
`);

export const AssignRole = graphql(`
  mutation AssignRole($input: AssignRoleInput!) {
    assignRole(input: $input) {
      id
    }
  }
`);

export const EndRole = graphql(`
  mutation EndRole($input: EndRoleInput!) {
    endRole(input: $input) {
      id
    }
  }
`);

export const BlockAccount = graphql(`
  mutation BlockAccount($input: BlockAccountInput!) {
    blockAccount(input: $input) {
      id
    }
  }
`);

export const UnblockAccount = graphql(`
  mutation UnblockAccount($input: UnblockAccountInput!) {
    unblockAccount(input: $input) {
      id
    }
  }
`);

export const ResetSecondFactor = graphql(`
  mutation ResetSecondFactor($input: ResetSecondFactorInput!) {
    resetSecondFactor(input: $input) {
      id
    }
  }
`);
