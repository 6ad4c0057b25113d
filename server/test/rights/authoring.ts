import { type Caller, everybody, only, type Outcome, type RightsRow, type World } from './rights.js';
import { storeDraft } from '../drafts.js';
import { MaterialStatus } from '../../src/materials/material-enums.js';
import { IN_A_MONTH } from '../days.js';

type Status = MaterialStatus.DRAFT | MaterialStatus.SUBMITTED | MaterialStatus.PUBLISHED;

/** A material of the owner's in the given state, with the version of its draft to expect. */
function owned(status: Status) {
  return async ({ em, accounts, school }: World) => {
    const { material, draft, file } = await storeDraft(em, accounts.owner, { status, organization: school });
    const contribution = draft.contributions.getItems()[0]?.id;
    const fileId = file.id;
    return { id: material.id, expectedVersion: draft.version, contribution, fileId, ids: [fileId] };
  };
}

/** The same, as the input of a change of its state. */
function changed(status: Status, more: object = {}, expect: 'material' | 'draft' = 'material') {
  return async ({ em, accounts, school }: World) => {
    const { material, draft } = await storeDraft(em, accounts.owner, { status, organization: school });
    const expectedVersion = expect === 'draft' ? draft.version : material.version;
    return { input: { id: material.id, expectedVersion, ...more } };
  };
}

const NOTE = 'Добавьте цели урока.';
/** The one whom it belongs to; an administrator knows of it and may not. */
const ownerAlone: Record<Caller, Outcome> = { ...only(['owner'], 'NOT_FOUND'), admin: 'FORBIDDEN' };
/** A methodist, never the owner; the secretary sees the queue and does not decide alone. */
const methodistAlone: Record<Caller, Outcome> = {
  ...only(['methodist'], 'NOT_FOUND'),
  ...{ owner: 'FORBIDDEN', secretary: 'FORBIDDEN', admin: 'FORBIDDEN' },
};
const change = (field: string, input: string) =>
  `mutation ($input: ${input}!) { ${field}(input: $input) { id } }`;

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
    field: 'Query.compareVersions',
    document: 'query ($id: ID!) { compareVersions(id: $id, from: 1, to: 1) { fields { field } } }',
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
  {
    field: 'Mutation.startNewVersion',
    document: `mutation ($id: ID!, $expectedVersion: Int!) {
      startNewVersion(id: $id, expectedVersion: $expectedVersion) { id } }`,
    arrange: async ({ em, accounts }) => {
      const { material } = await storeDraft(em, accounts.owner, { status: MaterialStatus.PUBLISHED });
      return { id: material.id, expectedVersion: material.version };
    },
    expected: { ...ownerAlone, methodist: 'FORBIDDEN' },
  },
  {
    field: 'Mutation.submitMaterial',
    document: change('submitMaterial', 'SubmitMaterialInput'),
    arrange: changed(MaterialStatus.DRAFT, {}, 'draft'),
    expected: ownerAlone,
  },
  {
    field: 'Mutation.recallMaterial',
    document: change('recallMaterial', 'StateChangeInput'),
    arrange: changed(MaterialStatus.SUBMITTED),
    expected: { ...ownerAlone, methodist: 'FORBIDDEN', secretary: 'FORBIDDEN' },
  },
  {
    field: 'Mutation.publishMaterial',
    document: change('publishMaterial', 'PublishMaterialInput'),
    arrange: changed(MaterialStatus.SUBMITTED),
    expected: methodistAlone,
  },
  {
    field: 'Mutation.acceptMinorChange',
    document: change('acceptMinorChange', 'PublishMaterialInput'),
    arrange: changed(MaterialStatus.SUBMITTED),
    // what was never public has no minor changes
    expected: { ...methodistAlone, methodist: 'CONFLICT' },
  },
  {
    field: 'Mutation.returnMaterial',
    document: change('returnMaterial', 'ReturnMaterialInput'),
    arrange: changed(MaterialStatus.SUBMITTED, { note: NOTE, dueDate: IN_A_MONTH }),
    // asking for a revision decides nothing: the council's secretary may
    expected: { ...methodistAlone, secretary: 'ok' },
  },
  {
    field: 'Mutation.rejectMaterial',
    document: change('rejectMaterial', 'RejectMaterialInput'),
    arrange: changed(MaterialStatus.SUBMITTED, { note: NOTE, reason: 'QUALITY' }),
    expected: methodistAlone,
  },
  {
    field: 'Mutation.withdrawMaterial',
    document: change('withdrawMaterial', 'WithdrawMaterialInput'),
    arrange: changed(MaterialStatus.PUBLISHED, { reason: NOTE }),
    expected: only(['owner', 'methodist', 'admin'], 'NOT_FOUND'),
  },
  {
    field: 'Mutation.reinstateMaterial',
    document: change('reinstateMaterial', 'ReinstateMaterialInput'),
    arrange: async ({ em, accounts }) => {
      const { material } = await storeDraft(em, accounts.owner, { status: MaterialStatus.PUBLISHED });
      material.withdraw('Устарело.', new Date());
      await em.flush();
      return { input: { id: material.id, expectedVersion: material.version, note: NOTE } };
    },
    expected: { ...only(['methodist'], 'NOT_FOUND'), owner: 'FORBIDDEN', admin: 'FORBIDDEN' },
  },
  {
    field: 'Mutation.confirmMaterialCurrent',
    document: change('confirmMaterialCurrent', 'StateChangeInput'),
    arrange: changed(MaterialStatus.PUBLISHED),
    expected: { ...only(['owner', 'methodist'], 'NOT_FOUND'), admin: 'FORBIDDEN' },
  },
  {
    field: 'Query.myInvitations',
    document: '{ myInvitations { id } }',
    expected: everybody('ok', { guest: 'UNAUTHENTICATED' }),
  },
  {
    field: 'Mutation.addCoAuthor',
    document: `mutation ($id: ID!) {
      addCoAuthor(id: $id, input: { name: "Ильин Павел Юрьевич", email: "ilin@school.example" }) { id } }`,
    arrange: owned(MaterialStatus.DRAFT),
    expected: ownerAlone,
  },
  {
    field: 'Mutation.setCoAuthorRole',
    document: `mutation ($id: ID!, $contribution: ID!) {
      setCoAuthorRole(id: $id, contributionId: $contribution, role: COMPILER) { id } }`,
    arrange: owned(MaterialStatus.DRAFT),
    expected: ownerAlone,
  },
  {
    field: 'Mutation.removeCoAuthor',
    document: `mutation ($id: ID!, $contribution: ID!) {
      removeCoAuthor(id: $id, contributionId: $contribution) { id } }`,
    arrange: owned(MaterialStatus.DRAFT),
    expected: ownerAlone,
  },
  {
    field: 'Mutation.orderCoAuthors',
    document: 'mutation ($id: ID!, $ids: [ID!]!) { orderCoAuthors(id: $id, ids: $ids) { id } }',
    arrange: async (world) => {
      const { id, contribution } = await owned(MaterialStatus.DRAFT)(world);
      return { id, ids: [contribution] };
    },
    expected: ownerAlone,
  },
  ...(['confirmContribution', 'declineContribution'] as const).map((name): RightsRow => ({
    field: `Mutation.${name}`,
    document: `mutation ($contribution: ID!) {
        ${name}(contributionId: $contribution) ${name === 'confirmContribution' ? '{ id }' : ''} }`,
    arrange: async ({ em, accounts }) => {
      const coAuthors = [accounts.teacher.person.unwrap()];
      const { draft } = await storeDraft(em, accounts.owner, { coAuthors });
      return { contribution: draft.contributions.getItems()[1]!.id };
    },
    expected: only(['teacher'], 'NOT_FOUND'),
  })),
  {
    field: 'Mutation.renameFile',
    document:
      'mutation ($id: ID!, $fileId: ID!) { renameFile(id: $id, fileId: $fileId, name: "Урок") { id } }',
    arrange: owned(MaterialStatus.DRAFT),
    expected: ownerAlone,
  },
  {
    field: 'Mutation.setFileRole',
    document:
      'mutation ($id: ID!, $fileId: ID!) { setFileRole(id: $id, fileId: $fileId, role: TRANSCRIPT) { id } }',
    arrange: owned(MaterialStatus.DRAFT),
    expected: ownerAlone,
  },
  {
    field: 'Mutation.removeFile',
    document: 'mutation ($id: ID!, $fileId: ID!) { removeFile(id: $id, fileId: $fileId) { id } }',
    arrange: owned(MaterialStatus.DRAFT),
    expected: ownerAlone,
  },
  {
    field: 'Mutation.orderFiles',
    document: 'mutation ($id: ID!, $ids: [ID!]!) { orderFiles(id: $id, ids: $ids) { id } }',
    arrange: owned(MaterialStatus.DRAFT),
    expected: ownerAlone,
  },
];
