/** Steps of the title page. */
import { graphql, type VariablesOf } from '#lib/graphql/graphql.ts';
import { moved } from './moved.ts';
import { step } from './step.ts';

const Add = graphql(`
  mutation AddCoAuthor($id: ID!, $input: CoAuthorInput!) {
    addCoAuthor(id: $id, input: $input) {
      id
    }
  }
`);
const Order = graphql(`
  mutation OrderCoAuthors($id: ID!, $ids: [ID!]!) {
    orderCoAuthors(id: $id, ids: $ids) {
      id
    }
  }
`);
const SetRole = graphql(`
  mutation SetCoAuthorRole($id: ID!, $contributionId: ID!, $role: ContributionRole!) {
    setCoAuthorRole(id: $id, contributionId: $contributionId, role: $role) {
      id
    }
  }
`);
const Remove = graphql(`
  mutation RemoveCoAuthor($id: ID!, $contributionId: ID!) {
    removeCoAuthor(id: $id, contributionId: $contributionId) {
      id
    }
  }
`);
type Role = VariablesOf<typeof SetRole>['role'];

const move = (by: -1 | 1) =>
  step(async (one) => {
    const entries = (await one.present())?.draft?.contributions ?? [];
    return one.change(Order, { id: one.id, ids: moved(entries, one.text('entry'), by) });
  });

export const coAuthorActions = {
  coAuthorAdd: step((one) => {
    const role = (one.text('coAuthorRole') || 'AUTHOR') as Role;
    const input = { name: one.text('coAuthorName') || null, email: one.text('coAuthorEmail') || null, role };
    return one.change(Add, { id: one.id, input });
  }),
  coAuthorUp: move(-1),
  coAuthorDown: move(1),
  coAuthorRole: step((one) => {
    const contributionId = one.text('entry');
    const role = one.text(`part-${contributionId}`) as Role;
    return one.change(SetRole, { id: one.id, contributionId, role });
  }),
  coAuthorRemove: step((one) => one.change(Remove, { id: one.id, contributionId: one.text('entry') })),
};
