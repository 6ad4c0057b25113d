import { everybody, only, type RightsRow } from './rights.js';
import { storeDraft } from '../drafts.js';

/** Rows of uploads: what is on its way is its owner's alone; an administrator knows of the material and may not. */
export const rows: readonly RightsRow[] = [
  {
    field: 'Query.uploads',
    document: 'query ($materialId: ID!) { uploads(materialId: $materialId) { id name received problem } }',
    arrange: async ({ em, accounts }) => ({ materialId: (await storeDraft(em, accounts.owner)).material.id }),
    expected: { ...only(['owner'], 'NOT_FOUND'), admin: 'FORBIDDEN' },
  },
  {
    field: 'Query.fileProposals',
    document: 'query ($fileId: ID!) { fileProposals(fileId: $fileId) { field values label reason } }',
    arrange: async ({ em, accounts }) => ({ fileId: (await storeDraft(em, accounts.owner)).file.id }),
    expected: only(['owner', 'admin'], 'NOT_FOUND'),
  },
  {
    field: 'Query.captionCheck',
    document: 'query ($fileId: ID!) { captionCheck(fileId: $fileId) { count faults { line text } } }',
    // a file that is no captions: who may see it is told so
    arrange: async ({ em, accounts }) => ({ fileId: (await storeDraft(em, accounts.owner)).file.id }),
    expected: everybody('NOT_FOUND', {
      ...{ guest: 'UNAUTHENTICATED', owner: 'BAD_USER_INPUT', admin: 'BAD_USER_INPUT' },
    }),
  },
];
