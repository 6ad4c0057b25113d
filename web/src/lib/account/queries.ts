import { graphql } from '#lib/graphql/graphql.ts';

/** What a sign-in under way waits for. */
export const PendingSignInQuery = graphql(`
  query PendingSignIn {
    pendingSignIn {
      step
      byCode
      byPasskey
    }
    passkeysPossible
  }
`);

/** The key of an app that was begun and not confirmed. */
export const TotpSetupQuery = graphql(`
  query TotpSetup {
    totpSetup {
      key
      uri
      qr
    }
  }
`);

export const BeginTotp = graphql(`
  mutation BeginTotp($password: String!) {
    beginTotp(password: $password) {
      uri
    }
  }
`);

export const ConfirmTotp = graphql(`
  mutation ConfirmTotp($code: String!) {
    confirmTotp(code: $code)
  }
`);
