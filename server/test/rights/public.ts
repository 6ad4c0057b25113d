import { everybody, type RightsRow } from './rights.js';

/** Answers everybody alike, and only with what is public; each has tests of its own. */
export const PUBLIC_FIELDS: readonly string[] = [
  'Query.author',
  'Query.authors',
  'Query.bank',
  'Query.collections',
  'Query.facetValues',
  'Query.material',
  'Query.materials',
  'Query.network',
  'Query.networks',
  'Query.organization',
  'Query.organizations',
  'Query.priorityTheme',
  'Query.priorityThemes',
  'Query.searchMaterials',
  'Query.subjects',
  'Query.nearThemes',
  'Query.suggest',
  'Query.withdrawnMaterial',
];

/** Fields that answer everybody, each about themselves. */
export const rows: readonly RightsRow[] = [
  { field: 'Query.viewer', document: '{ viewer { id } }', expected: everybody('ok') },
];
