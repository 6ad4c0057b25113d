import { only, type RightsRow } from './rights.js';

/** Where people are named by others: administrators alone look, and decide. */
export const rows: readonly RightsRow[] = [
  {
    field: 'Mutation.findMentions',
    document: 'mutation { findMentions(name: "Барсукова") { mentions { place } } }',
    expected: only(['admin']),
  },
  {
    field: 'Query.leftMentions',
    document: '{ leftMentions { id } }',
    expected: only(['admin']),
  },
  {
    field: 'Mutation.dismissMentions',
    document: 'mutation { dismissMentions(ids: []) }',
    expected: only(['admin']),
  },
];
