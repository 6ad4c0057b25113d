import { buildAccount } from '../members.js';
import { only, type RightsRow } from './rights.js';

/** An account of somebody else, made anew for each caller. */
const other = async ({ em }: Parameters<NonNullable<RightsRow['arrange']>>[0]) => {
  const account = buildAccount(em);
  await em.flush();
  return { account: account.id, expectedVersion: account.version };
};

/** What administrators alone do. */
export const rows: readonly RightsRow[] = [
  {
    field: 'Query.auditTrail',
    document: '{ auditTrail { nodes { id } } }',
    expected: only(['admin']),
  },
  {
    field: 'Query.accounts',
    document: '{ accounts { totalCount } }',
    expected: only(['admin']),
  },
  {
    field: 'Query.account',
    document: 'query ($account: ID!) { account(id: $account) { id } }',
    arrange: other,
    expected: only(['admin']),
  },
  {
    field: 'Query.roleChoices',
    document: '{ roleChoices { roles { role } } }',
    expected: only(['admin']),
  },
  {
    field: 'Mutation.assignRole',
    document: 'mutation ($input: AssignRoleInput!) { assignRole(input: $input) { id } }',
    arrange: async (world) => ({
      input: { ...(await other(world)), role: 'METHODIST', basis: 'приказ № 3 от 01.10.2026' },
    }),
    expected: only(['admin']),
  },
  {
    field: 'Mutation.endRole',
    document: 'mutation ($input: EndRoleInput!) { endRole(input: $input) { id } }',
    // who may not do it does not learn that there is no such assignment
    arrange: async (world) => ({ input: { ...(await other(world)), assignment: 'none' } }),
    expected: { ...only(['admin']), admin: 'NOT_FOUND' },
  },
  {
    field: 'Mutation.blockAccount',
    document: 'mutation ($input: BlockAccountInput!) { blockAccount(input: $input) { id } }',
    arrange: async (world) => ({ input: { ...(await other(world)), reason: 'Уволился' } }),
    expected: only(['admin']),
  },
  {
    field: 'Mutation.unblockAccount',
    document: 'mutation ($input: UnblockAccountInput!) { unblockAccount(input: $input) { id } }',
    arrange: async ({ em }) => {
      const account = buildAccount(em);
      account.blockedAt = new Date();
      await em.flush();
      return { input: { account: account.id, expectedVersion: account.version } };
    },
    expected: only(['admin']),
  },
];
