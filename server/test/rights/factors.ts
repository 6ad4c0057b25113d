import { buildAccount } from '../members.js';
import { everybody, only, type Outcome, type RightsRow } from './rights.js';

const own = (outcome: Outcome) => everybody(outcome, { guest: 'UNAUTHENTICATED' });

/** The second step of signing in. A password and a code that are wrong change nothing. */
export const rows: readonly RightsRow[] = [
  { field: 'Query.pendingSignIn', document: '{ pendingSignIn { step } }', expected: everybody('ok') },
  {
    field: 'Mutation.finishSignIn',
    document: 'mutation { finishSignIn(code: "000000") }',
    // whoever asks: only the browser that has shown the password
    expected: everybody('UNAUTHENTICATED'),
  },
  { field: 'Query.myFactors', document: '{ myFactors { totpSince } }', expected: own('ok') },
  { field: 'Query.totpSetup', document: '{ totpSetup { uri } }', expected: own('ok') },
  {
    field: 'Mutation.beginTotp',
    document: 'mutation { beginTotp(password: "wrong") { uri } }',
    expected: own('BAD_USER_INPUT'),
  },
  {
    field: 'Mutation.confirmTotp',
    document: 'mutation { confirmTotp(code: "000000") }',
    // nothing was begun
    expected: own('CONFLICT'),
  },
  {
    field: 'Mutation.turnOffTotp',
    document: 'mutation { turnOffTotp(input: { password: "wrong", code: "000000" }) }',
    expected: own('BAD_USER_INPUT'),
  },
  {
    field: 'Mutation.renewRecoveryCodes',
    document: 'mutation { renewRecoveryCodes(input: { password: "wrong", code: "000000" }) }',
    expected: own('BAD_USER_INPUT'),
  },
  { field: 'Query.passkeysPossible', document: '{ passkeysPossible }', expected: everybody('ok') },
  {
    field: 'Mutation.beginPasskeySignIn',
    document: 'mutation { beginPasskeySignIn }',
    expected: everybody('ok'),
  },
  {
    field: 'Mutation.signInByPasskey',
    document: 'mutation { signInByPasskey(credential: "{}") }',
    // whoever asks: the key decides
    expected: everybody('UNAUTHENTICATED'),
  },
  { field: 'Query.myPasskeys', document: '{ myPasskeys { id } }', expected: own('ok') },
  {
    field: 'Mutation.beginPasskey',
    document: 'mutation { beginPasskey(password: "wrong") }',
    expected: own('BAD_USER_INPUT'),
  },
  {
    field: 'Mutation.addPasskey',
    document: 'mutation { addPasskey(input: { credential: "{}", name: "Ключ" }) { id } }',
    expected: own('BAD_USER_INPUT'),
  },
  {
    field: 'Mutation.renamePasskey',
    document: `mutation { renamePasskey(id: "00000000-0000-7000-8000-000000000000", name: "Ключ") { id } }`,
    // of another account, or of none: the same
    expected: own('NOT_FOUND'),
  },
  {
    field: 'Mutation.removePasskey',
    document: 'mutation { removePasskey(input: { id: "none", password: "wrong" }) { id } }',
    expected: own('BAD_USER_INPUT'),
  },
  { field: 'Query.outsideSignIn', document: '{ outsideSignIn }', expected: everybody('ok') },
  // this bank names no outside service
  {
    field: 'Mutation.beginOutsideSignIn',
    document: 'mutation { beginOutsideSignIn }',
    expected: everybody('NOT_FOUND'),
  },
  {
    field: 'Mutation.beginOutsideLink',
    document: 'mutation { beginOutsideLink(password: "wrong") }',
    expected: own('NOT_FOUND'),
  },
  {
    field: 'Mutation.finishOutsideSignIn',
    document: 'mutation { finishOutsideSignIn(query: "code=1") { outcome } }',
    expected: everybody('NOT_FOUND'),
  },
  { field: 'Query.pendingOutside', document: '{ pendingOutside { email } }', expected: everybody('ok') },
  {
    field: 'Mutation.linkOutside',
    document: 'mutation { linkOutside(password: "wrong") { outcome } }',
    // whoever asks: only the browser that was there
    expected: everybody('UNAUTHENTICATED'),
  },
  {
    field: 'Mutation.registerOutside',
    document: `mutation {
      registerOutside(input: { lastName: "Новая", firstName: "Анна", consents: [PROCESSING] }) { outcome } }`,
    expected: everybody('UNAUTHENTICATED'),
  },
  {
    field: 'Query.myOutsideIdentity',
    document: '{ myOutsideIdentity { email } }',
    expected: own('ok'),
  },
  {
    field: 'Mutation.unlinkOutside',
    document: 'mutation { unlinkOutside(password: "wrong") }',
    expected: own('NOT_FOUND'),
  },
  {
    field: 'Mutation.resetSecondFactor',
    document: 'mutation ($input: ResetSecondFactorInput!) { resetSecondFactor(input: $input) { id } }',
    arrange: async ({ em }) => {
      const account = buildAccount(em);
      await em.flush();
      await em.execute(
        `insert into totp_factor (account_id, secret, started_by, confirmed_at) values (?, '', '', now())`,
        [account.id],
      );
      return { input: { account: account.id, expectedVersion: account.version, reason: 'Потерян телефон' } };
    },
    expected: only(['admin']),
  },
];
