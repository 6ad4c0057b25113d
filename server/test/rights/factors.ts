import { buildAccount } from '../members.js';
import { everybody, only, type RightsRow } from './rights.js';

const own = (outcome: 'ok' | 'BAD_USER_INPUT' | 'CONFLICT') =>
  everybody(outcome, { guest: 'UNAUTHENTICATED' });

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
