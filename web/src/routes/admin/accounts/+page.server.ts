import { roleLabel } from '#lib/labels/role.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { accountState } from '#lib/admin/account-state.ts';
import { askAsMember } from '#lib/reader/own.ts';
import type { PageServerLoad } from './$types';

const AccountsQuery = graphql(`
  query Accounts($query: String, $state: AccountState, $role: Role, $after: String) {
    accounts(query: $query, state: $state, role: $role, first: 30, after: $after) {
      totalCount
      nodes {
        id
        email
        state
        fullName
        organizationName
        roles {
          id
          role
          placeName
          standing
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const states = Object.keys(accountState) as (keyof typeof accountState)[];
const roles = Object.keys(roleLabel) as (keyof typeof roleLabel)[];

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const asked = (name: string) => url.searchParams.get(name);
  const query = asked('q')?.slice(0, 100) ?? '';
  const state = states.find((one) => one === asked('state')) ?? null;
  const role = roles.find((one) => one === asked('role')) ?? null;
  const { accounts } = await askAsMember({ url, locals, cookies }, AccountsQuery, {
    ...{ query, state, role, after: asked('after') },
  });
  return {
    ...{ query, state, role },
    total: accounts.totalCount,
    accounts: accounts.nodes,
    next: accounts.pageInfo.hasNextPage ? accounts.pageInfo.endCursor : null,
  };
};
