import { graphql } from '#lib/graphql/graphql.ts';

export const InvitationsQuery = graphql(`
  query AccountInvitations {
    accountInvitations {
      id
      email
      fullName
      organizationName
      role
      placeName
      basis
      validFrom
      validTo
      invitedBy
      sentAt
      expiresAt
      expired
      accountId
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

export const Invite = graphql(`
  mutation Invite($input: InviteInput!) {
    inviteToBank(input: $input) {
      accountId
    }
  }
`);

export const SendAgain = graphql(`
  mutation SendInvitationAgain($id: ID!) {
    sendInvitationAgain(id: $id)
  }
`);

export const Revoke = graphql(`
  mutation RevokeInvitation($id: ID!) {
    revokeInvitation(id: $id)
  }
`);
