import { everybody, only, type RightsRow } from './rights.js';

/** Those who see what the bank lacks. */
const sees = only(['methodist', 'secretary', 'moderator', 'municipal']);

/** The search as its administrator keeps it. */
export const rows: readonly RightsRow[] = [
  {
    field: 'Query.searchGaps',
    document: '{ searchGaps { total } }',
    expected: sees,
  },
  { field: 'Query.themeMap', document: '{ themeMap { rows { id } } }', expected: sees },
  { field: 'Query.materialRequests', document: '{ materialRequests { id } }', expected: sees },
  {
    field: 'Mutation.requestMaterial',
    document: 'mutation ($input: MaterialRequestInput!) { requestMaterial(input: $input) }',
    arrange: async (_world, caller) => ({ input: { text: `Игры о доме, ${caller}` } }),
    // nobody has to sign in to say what is missing; ten a day from one address
    expected: everybody('ok'),
  },
  {
    field: 'Mutation.dismissMaterialRequest',
    document: 'mutation ($id: ID!) { dismissMaterialRequest(id: $id) }',
    arrange: async ({ app }) => {
      const { rows: made } = await app.pool.query(
        `insert into material_request (wish) values ('Игры') returning id`,
      );
      return { id: made[0].id };
    },
    expected: sees,
  },
  {
    field: 'Query.lastIndexRebuild',
    document: '{ lastIndexRebuild { __typename } }',
    expected: only(['admin']),
  },
  {
    field: 'Query.indexLag',
    document: '{ indexLag { pending } }',
    expected: only(['admin']),
  },
  {
    field: 'Mutation.rebuildSearchIndex',
    document: 'mutation { rebuildSearchIndex { __typename } }',
    expected: only(['admin']),
  },
];
