import { localAddress } from '#lib/local-address.server.ts';
import { routes } from '#lib/routes.ts';
import { graphql, type ResultOf } from '#lib/graphql/graphql.ts';

/** What a visit to the outside service waits for, and what the service is called. */
export const PendingOutsideQuery = graphql(`
  query PendingOutside {
    outsideSignIn
    pendingOutside {
      outcome
      email
      lastName
      firstName
    }
  }
`);

/** Ends a visit to the outside service. */
export const FinishOutside = graphql(`
  mutation FinishOutside($query: String!) {
    finishOutsideSignIn(query: $query) {
      outcome
      returnTo
    }
  }
`);

/** Where the end of a visit leads; whatever the service says, to no other site (C55). */
export function afterOutside(
  { outcome, returnTo }: ResultOf<typeof FinishOutside>['finishOutsideSignIn'],
  here: URL,
): string {
  const back = localAddress(returnTo, here, routes.home());
  switch (outcome) {
    case 'SIGNED_IN':
      return back;
    case 'SECOND_STEP':
      return routes.signInCode(back);
    case 'LINK':
      return routes.linkOutside();
    case 'REGISTER':
      return routes.registerOutside();
    case 'LINKED':
      return `${routes.ownOutside()}?done`;
  }
}
