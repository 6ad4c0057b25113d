import { AccountInvitation } from '../../src/directory/invitations/account-invitation.entity.js';
import { buildAccount } from '../members.js';
import { everybody, only, type RightsRow } from './rights.js';

/** An account of somebody else, made anew for each caller. */
const other = async ({ em }: Parameters<NonNullable<RightsRow['arrange']>>[0]) => {
  const account = buildAccount(em);
  await em.flush();
  return { account: account.id, expectedVersion: account.version };
};

/** An open invitation, made anew for each caller. */
const invitation = async ({ em }: Parameters<NonNullable<RightsRow['arrange']>>[0]) => {
  const { id } = em.create(AccountInvitation, {
    ...{ email: `${crypto.randomUUID()}@school.example`, lastName: 'Новая', firstName: 'Анна' },
  });
  await em.flush();
  return { id };
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
    field: 'Query.accountInvitations',
    document: '{ accountInvitations { id } }',
    expected: only(['admin']),
  },
  {
    field: 'Query.accountInvitation',
    document: '{ accountInvitation(token: "no such link") { email } }',
    // the link decides, and this one leads nowhere
    expected: everybody('ok'),
  },
  {
    field: 'Mutation.inviteToBank',
    document: 'mutation ($input: InviteInput!) { inviteToBank(input: $input) { accountId } }',
    arrange: async (_world, caller) => ({
      input: { email: `invited-by-${caller}@school.example`, lastName: 'Новая', firstName: 'Анна' },
    }),
    expected: only(['admin']),
  },
  {
    field: 'Mutation.sendInvitationAgain',
    document: 'mutation ($id: ID!) { sendInvitationAgain(id: $id) }',
    arrange: invitation,
    expected: only(['admin']),
  },
  {
    field: 'Mutation.revokeInvitation',
    document: 'mutation ($id: ID!) { revokeInvitation(id: $id) }',
    arrange: invitation,
    expected: only(['admin']),
  },
  {
    field: 'Mutation.acceptAccountInvitation',
    document: 'mutation ($input: AcceptAccountInvitationInput!) { acceptAccountInvitation(input: $input) }',
    arrange: async () => ({
      input: {
        ...{ token: 'no such link', password: 'Синий кит в пруду', lastName: 'Новая', firstName: 'Анна' },
        consents: ['PROCESSING'],
      },
    }),
    expected: everybody('BAD_USER_INPUT'),
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
