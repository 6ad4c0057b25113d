import { only, type RightsRow } from './rights.js';

/** The search as its administrator keeps it. */
export const rows: readonly RightsRow[] = [
  {
    field: 'Query.searchGaps',
    document: '{ searchGaps { total } }',
    expected: only(['methodist', 'secretary', 'moderator', 'municipal']),
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
