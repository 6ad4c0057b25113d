import { ref } from '@mikro-orm/postgresql';
import { ExperienceAddress } from '../../src/council/experience/experience.entity.js';
import { everybody, only, type RightsRow, type World } from './rights.js';

/** The owner's description of an experience. */
async function written({ em, accounts }: World, submitted = false) {
  const { owner } = accounts;
  const experience = em.create(ExperienceAddress, { owner: ref(owner), person: owner.person, title: 'Опыт' });
  if (submitted) experience.submit(null, new Date());
  await em.flush();
  return { id: experience.id, expectedVersion: experience.version };
}

const ownerOnly = only(['owner'], 'NOT_FOUND');
/** Those of the council who read what was handed in. */
const readers = ['methodist', 'secretary'] as const;

/** Experience: its author writes, the council reads what was handed in, the secretary and the chair send it back. */
export const rows: readonly RightsRow[] = [
  {
    field: 'Query.experienceAddresses',
    document: '{ experienceAddresses { totalCount } }',
    expected: everybody('ok'),
  },
  {
    field: 'Query.experienceAddress',
    document: '{ experienceAddress(slug: "1999-1") { title } }',
    expected: everybody('ok'),
  },
  {
    field: 'Query.withdrawnExperience',
    document: '{ withdrawnExperience(slug: "1999-1") { reason } }',
    expected: everybody('ok'),
  },
  {
    field: 'Query.ownExperiences',
    document: '{ ownExperiences { id } }',
    expected: everybody('ok', { guest: 'UNAUTHENTICATED' }),
  },
  {
    field: 'Query.submittedExperiences',
    document: '{ submittedExperiences { id } }',
    expected: only([...readers]),
  },
  {
    field: 'Query.experienceDraft',
    document: 'query ($id: ID!) { experienceDraft(id: $id) { id } }',
    arrange: async (world) => ({ id: (await written(world, true)).id }),
    expected: only(['owner', ...readers], 'NOT_FOUND'),
  },
  {
    field: 'Mutation.saveExperience',
    document: 'mutation ($input: SaveExperienceInput!) { saveExperience(input: $input) { id } }',
    arrange: async (world) => ({ input: { ...(await written(world)), title: 'Опыт' } }),
    expected: ownerOnly,
  },
  {
    field: 'Mutation.submitExperience',
    document: 'mutation ($input: ExperienceChangeInput!) { submitExperience(input: $input) { id } }',
    arrange: async (world) => ({ input: await written(world) }),
    // most of it is not written yet
    expected: { ...ownerOnly, owner: 'BAD_USER_INPUT' },
  },
  {
    field: 'Mutation.returnExperience',
    document: 'mutation ($input: ReturnExperienceInput!) { returnExperience(input: $input) }',
    arrange: async (world) => ({ input: { ...(await written(world, true)), note: 'Назовите цель.' } }),
    expected: { ...only(['secretary'], 'NOT_FOUND'), owner: 'FORBIDDEN', methodist: 'FORBIDDEN' },
  },
  {
    field: 'Mutation.deleteExperience',
    document: 'mutation ($input: ExperienceChangeInput!) { deleteExperience(input: $input) }',
    arrange: async (world) => ({ input: await written(world) }),
    expected: ownerOnly,
  },
];
