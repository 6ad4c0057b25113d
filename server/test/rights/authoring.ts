import { everybody, only, type RightsRow, type World, type Caller } from './rights.js';
import { storeDraft } from '../drafts.js';
import { MaterialStatus } from '../../src/materials/material-enums.js';

/** A material of the owner's in the given state. */
function owned(status: MaterialStatus.DRAFT | MaterialStatus.SUBMITTED | MaterialStatus.PUBLISHED) {
  return async ({ em, accounts, school }: World, _caller: Caller) => {
    const { material, draft } = await storeDraft(em, accounts.owner, { status, organization: school });
    return { id: material.id, expectedVersion: draft.version };
  };
}

/** Rows of the author's workplace: drafts are their owner's, and for others as if they were not there. */
export const rows: readonly RightsRow[] = [
  {
    field: 'Query.myMaterials',
    document: '{ myMaterials { totalCount } }',
    expected: everybody('ok', { guest: 'UNAUTHENTICATED' }),
  },
  {
    field: 'Query.ownMaterial',
    document: 'query ($id: ID!) { ownMaterial(id: $id) { id draft { title } } }',
    arrange: owned(MaterialStatus.DRAFT),
    expected: only(['owner', 'admin'], 'NOT_FOUND'),
  },
  {
    field: 'Query.submissions',
    document: '{ submissions { totalCount } }',
    expected: only(['methodist', 'secretary']),
  },
  {
    field: 'Mutation.createMaterial',
    document: 'mutation { createMaterial(input: { kind: PROJECT }) { id } }',
    expected: everybody('ok', { guest: 'UNAUTHENTICATED' }),
  },
  {
    field: 'Mutation.updateDraft',
    document: `mutation ($id: ID!, $expectedVersion: Int!) {
      updateDraft(id: $id, expectedVersion: $expectedVersion, input: { title: "Другое" }) { id } }`,
    arrange: owned(MaterialStatus.DRAFT),
    expected: { ...only(['owner'], 'NOT_FOUND'), admin: 'FORBIDDEN' },
  },
  {
    field: 'Mutation.deleteDraft',
    document: `mutation ($id: ID!, $expectedVersion: Int!) {
      deleteDraft(id: $id, expectedVersion: $expectedVersion) }`,
    arrange: owned(MaterialStatus.DRAFT),
    expected: { ...only(['owner'], 'NOT_FOUND'), admin: 'FORBIDDEN' },
  },
];
