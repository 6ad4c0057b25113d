import { ref } from '@mikro-orm/postgresql';
import { MaterialCall } from '../../src/council/calls/call.entity.js';
import { buildTheme } from '../builders.js';
import { everybody, only, type RightsRow, type World } from './rights.js';

/** An open call of the secretary's. */
async function opened({ em, accounts }: World) {
  const theme = buildTheme(em);
  const call = em.create(MaterialCall, {
    ...{ theme: ref(theme), text: 'Ждём разработки уроков и игр.', until: '2099-01-01' },
    openedBy: ref(accounts.secretary),
  });
  await em.flush();
  return { theme, call };
}

/** Calls for materials: everybody reads them, the council opens and closes them, who has an account answers. */
export const rows: readonly RightsRow[] = [
  { field: 'Query.materialCalls', document: '{ materialCalls { id } }', expected: everybody('ok') },
  {
    field: 'Query.materialCall',
    document: 'query ($id: ID!) { materialCall(id: $id) { id } }',
    arrange: async (world) => ({ id: (await opened(world)).call.id }),
    expected: everybody('ok'),
  },
  {
    field: 'Mutation.openCall',
    document: 'mutation ($input: OpenCallInput!) { openCall(input: $input) { id } }',
    arrange: async (world) => ({
      input: {
        theme: (await opened(world)).theme.slug,
        text: 'Ждём разработки уроков и игр.',
        until: new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10),
      },
    }),
    expected: only(['secretary']),
  },
  {
    field: 'Mutation.closeCall',
    document: 'mutation ($input: CloseCallInput!) { closeCall(input: $input) { id } }',
    arrange: async (world) => {
      const { call } = await opened(world);
      return { input: { id: call.id, expectedVersion: call.version } };
    },
    expected: only(['secretary']),
  },
  {
    field: 'Mutation.answerCall',
    document: 'mutation ($input: AnswerCallInput!) { answerCall(input: $input) }',
    arrange: async (world) => ({ input: { id: (await opened(world)).call.id } }),
    expected: everybody('ok', { guest: 'UNAUTHENTICATED' }),
  },
];
