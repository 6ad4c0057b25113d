import { everybody, type RightsRow } from './rights.js';

/** What everybody does with an account of their own. A guest, and what is refused for its content, changes nothing. */
export const rows: readonly RightsRow[] = [
  {
    field: 'Mutation.register',
    document: 'mutation ($input: RegisterInput!) { register(input: $input) }',
    arrange: async (_world, caller) => ({
      input: {
        ...{ email: `${caller}-new@school.example`, password: 'Синий кит в пруду' },
        ...{ lastName: 'Новая', firstName: 'Анна', consents: ['PROCESSING'] },
      },
    }),
    expected: everybody('ok'),
  },
  {
    field: 'Mutation.confirmEmail',
    document: 'mutation { confirmEmail(token: "no such link") }',
    expected: everybody('BAD_USER_INPUT'),
  },
  {
    field: 'Mutation.requestPasswordReset',
    document: 'mutation ($email: String!) { requestPasswordReset(email: $email) }',
    arrange: async (_world, caller) => ({ email: `${caller}@nowhere.example` }),
    expected: everybody('ok'),
  },
  {
    field: 'Mutation.resetPassword',
    document: 'mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) }',
    arrange: async () => ({ input: { token: 'no such link', password: 'Синий кит в пруду' } }),
    expected: everybody('BAD_USER_INPUT'),
  },
  {
    field: 'Mutation.changePassword',
    document: 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) }',
    arrange: async () => ({ input: { current: 'wrong', password: 'Синий кит в пруду' } }),
    expected: everybody('BAD_USER_INPUT', { guest: 'UNAUTHENTICATED' }),
  },
  {
    field: 'Mutation.changeEmail',
    document: 'mutation ($input: ChangeEmailInput!) { changeEmail(input: $input) }',
    arrange: async () => ({ input: { email: 'other@school.example', password: 'wrong' } }),
    expected: everybody('BAD_USER_INPUT', { guest: 'UNAUTHENTICATED' }),
  },
  {
    field: 'Mutation.deleteAccount',
    document: 'mutation { deleteAccount(input: { password: "wrong" }) }',
    expected: everybody('BAD_USER_INPUT', { guest: 'UNAUTHENTICATED' }),
  },
  {
    field: 'Query.myProfile',
    document: '{ myProfile { version } }',
    expected: everybody('ok', { guest: 'UNAUTHENTICATED' }),
  },
  {
    field: 'Mutation.editProfile',
    document: 'mutation ($input: EditProfileInput!) { editProfile(input: $input) { version } }',
    arrange: async () => ({
      input: {
        ...{ expectedVersion: 1, lastName: 'Новая', firstName: 'Анна', qualification: 'NONE' },
        ...{ staffGroups: [], subjects: [], levels: [] },
        visibility: { position: false, organization: false, qualification: false, bio: false },
      },
    }),
    expected: everybody('ok', { guest: 'UNAUTHENTICATED' }),
  },
  {
    field: 'Query.myData',
    document: '{ myData { fileCount } }',
    expected: everybody('ok', { guest: 'UNAUTHENTICATED' }),
  },
  { field: 'Query.consentDocuments', document: '{ consentDocuments { kind } }', expected: everybody('ok') },
  {
    field: 'Query.myConsents',
    document: '{ myConsents { kind } }',
    expected: everybody('ok', { guest: 'UNAUTHENTICATED' }),
  },
  {
    field: 'Mutation.giveConsent',
    document: 'mutation { giveConsent(kind: MAILING) }',
    expected: everybody('ok', { guest: 'UNAUTHENTICATED' }),
  },
  {
    field: 'Mutation.withdrawConsent',
    document: 'mutation { withdrawConsent(kind: MAILING) }',
    expected: everybody('ok', { guest: 'UNAUTHENTICATED' }),
  },
];
