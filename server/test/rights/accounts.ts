import { everybody, type RightsRow } from './rights.js';

/** Signing in and out. */
export const rows: readonly RightsRow[] = [
  {
    field: 'Mutation.signIn',
    document: 'mutation ($input: SignInInput!) { signIn(input: $input) }',
    arrange: async (_world, caller) => ({
      input: { email: `${caller}@nowhere.example`, password: 'wrong' },
    }),
    // whoever asks: the password decides
    expected: everybody('UNAUTHENTICATED'),
  },
  { field: 'Mutation.signOut', document: 'mutation { signOut }', expected: everybody('ok') },
  {
    field: 'Mutation.signOutEverywhere',
    document: 'mutation { signOutEverywhere }',
    expected: everybody('ok', { guest: 'UNAUTHENTICATED' }),
  },
  {
    field: 'Query.devices',
    document: '{ devices { id } }',
    expected: everybody('ok', { guest: 'UNAUTHENTICATED' }),
  },
  {
    field: 'Mutation.signOutDevice',
    document: 'mutation { signOutDevice(id: "00000000-0000-7000-8000-000000000000") }',
    // of another account, or of none: the same
    expected: everybody('NOT_FOUND', { guest: 'UNAUTHENTICATED' }),
  },
];
