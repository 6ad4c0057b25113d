import { PriorityTheme, ThemeStatus } from '../../src/vocabulary/priority-theme.entity.js';
import { ref } from '@mikro-orm/postgresql';
import { ThemeChange, ThemeChangeKind } from '../../src/council/themes/theme-change.entity.js';
import { buildMaterial, buildTheme } from '../builders.js';
import { only, type RightsRow, type World } from './rights.js';

/** A theme in a state, as it is looked at. */
async function theme({ em }: World, status = ThemeStatus.ACTIVE) {
  const made = buildTheme(em, { status });
  await em.flush();
  return { made, input: { id: made.id, expectedVersion: made.version } };
}

/** A theme that is open, and another one to join it with. */
async function two(world: World) {
  const { made, input } = await theme(world);
  const other = await theme(world);
  return { theme: made, input, other: other.made };
}

/** A change of the kind, of a theme that is there. */
async function change(world: World, kind: ThemeChangeKind) {
  const { made } = await theme(world);
  const account = ref(world.accounts.secretary);
  const before = { themes: [], created: [] };
  const kept = world.em.create(ThemeChange, { kind, account, title: made.title, themes: [made.id], before });
  await world.em.flush();
  return { id: kept.id };
}

const council = only(['secretary']);
const mutation = (name: string, type: string) =>
  `mutation ($input: ${type}!) { ${name}(input: $input) { viewerCan { edit } } }`;

/** Themes: the council curates, moderators and municipal coordinators propose, methodists look on. */
export const rows: readonly RightsRow[] = [
  {
    field: 'Query.themeCuration',
    document: '{ themeCuration { viewerCan { edit } } }',
    expected: only(['methodist', 'secretary', 'moderator', 'municipal']),
  },
  {
    field: 'Query.themeChanges',
    document: '{ themeChanges { id } }',
    expected: only(['methodist', 'secretary', 'moderator', 'municipal']),
  },
  {
    field: 'Query.themeSuccessor',
    document: 'query ($id: ID!) { themeSuccessor(id: $id) }',
    arrange: async (world) => ({ id: (await two(world)).theme.id }),
    expected: only(['methodist', 'secretary', 'moderator', 'municipal']),
  },
  {
    field: 'Query.themeMergePreview',
    document: 'query ($id: ID!, $into: ID!) { themeMergePreview(id: $id, into: $into) { materials } }',
    arrange: async (world) => {
      const { theme: made, other } = await two(world);
      return { id: made.id, into: other.id };
    },
    expected: council,
  },
  {
    field: 'Mutation.proposeTheme',
    document: mutation('proposeTheme', 'ProposeThemeInput'),
    arrange: async (_world, caller) => ({
      input: { title: `Тема от ${caller}`, shortTitle: caller, rationale: 'Её просят педагоги.' },
    }),
    expected: only(['secretary', 'moderator', 'municipal']),
  },
  {
    field: 'Mutation.describeTheme',
    document: mutation('describeTheme', 'DescribeThemeInput'),
    arrange: async (world) => ({
      input: { ...(await theme(world)).input, altLabels: [], related: [], exactMatch: [], curators: [] },
    }),
    expected: council,
  },
  {
    field: 'Mutation.renameTheme',
    document: mutation('renameTheme', 'RenameThemeInput'),
    arrange: async (world) => {
      const { made, input } = await theme(world);
      return { input: { ...input, title: `${made.title} иначе`, shortTitle: 'Иначе' } };
    },
    expected: council,
  },
  {
    field: 'Mutation.moveTheme',
    document: mutation('moveTheme', 'MoveThemeInput'),
    arrange: async (world) => ({ input: { ...(await theme(world)).input, position: 0 } }),
    expected: council,
  },
  {
    field: 'Mutation.approveTheme',
    document: mutation('approveTheme', 'ApproveThemeInput'),
    arrange: async (world) => ({
      input: { ...(await theme(world, ThemeStatus.PROPOSED)).input, decision: 'Протокол № 1' },
    }),
    expected: council,
  },
  {
    field: 'Mutation.activateTheme',
    document: mutation('activateTheme', 'ThemeChangeInput'),
    arrange: async (world) => ({ input: (await theme(world, ThemeStatus.APPROVED)).input }),
    expected: council,
  },
  {
    field: 'Mutation.closeTheme',
    document: mutation('closeTheme', 'ThemeChangeInput'),
    arrange: async (world) => ({ input: (await theme(world)).input }),
    expected: council,
  },
  {
    field: 'Mutation.pinThemeMaterials',
    document: mutation('pinThemeMaterials', 'PinThemeMaterialsInput'),
    arrange: async (world) => ({ input: { ...(await theme(world)).input, materials: [] } }),
    expected: council,
  },
  {
    field: 'Mutation.mergeThemes',
    document: mutation('mergeThemes', 'MergeThemesInput'),
    arrange: async (world) => {
      const { input, other } = await two(world);
      return { input: { ...input, into: other.id, expectedVersionOfInto: other.version } };
    },
    expected: council,
  },
  {
    field: 'Mutation.splitTheme',
    document: mutation('splitTheme', 'SplitThemeInput'),
    arrange: async (world) => {
      const { theme: made, input, other } = await two(world);
      const { slug } = buildMaterial(world.em, {
        themes: [world.em.getReference(PriorityTheme, made.id)],
      });
      await world.em.flush();
      return { input: { ...input, into: other.id, materials: [slug] } };
    },
    expected: council,
  },
  {
    field: 'Mutation.importThemes',
    document: 'mutation ($input: ImportThemesInput!) { importThemes(input: $input) { applied } }',
    arrange: async () => {
      const concept = '<urn:x> a <http://www.w3.org/2004/02/skos/core#Concept>';
      const text = `${concept}; <http://www.w3.org/2004/02/skos/core#prefLabel> "Новая"@ru .`;
      return { input: { text, format: 'TURTLE' } };
    },
    expected: council,
  },
  {
    field: 'Mutation.undoThemeChange',
    document: 'mutation ($id: ID!) { undoThemeChange(id: $id) { viewerCan { edit } } }',
    arrange: (world) => change(world, ThemeChangeKind.MERGED),
    expected: council,
  },
];
