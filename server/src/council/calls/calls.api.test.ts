import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Role } from '../../directory/role.js';
import { MaterialStatus } from '../../materials/material-enums.js';
import { Material } from '../../materials/material.entity.js';
import { dayIn } from '../../platform/time-zone.js';
import { type PriorityTheme, ThemeStatus } from '../../vocabulary/priority-theme.entity.js';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildTheme } from '../../../test/builders.js';
import { buildAccount, signIn } from '../../../test/members.js';
import { statementsOf } from '../../../test/statements.js';

type Headers = Record<string, string>;

let app: BootedApp;
let secretary: Headers;
let teacher: Headers;
let follower: Headers;
let broad: PriorityTheme;

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const TEXT = 'Совет ждёт игры и занятия для подготовительной группы.';
const OPEN = `mutation ($input: OpenCallInput!) { openCall(input: $input) {
  id version open came published since until viewerCanClose theme { slug } kinds levels text } }`;
const CLOSE = 'mutation ($input: CloseCallInput!) { closeCall(input: $input) { id version open } }';
const ANSWER = 'mutation ($input: AnswerCallInput!) { answerCall(input: $input) }';
const ONE = `query ($id: ID!) { materialCall(id: $id) { open came published materials { slug title kind } } }`;

beforeAll(async () => {
  app = await bootApp();
  const em = app.orm.em.fork();
  broad = buildTheme(em, { slug: 'shirokaya' });
  const narrow = buildTheme(em, { slug: 'uzkaya', title: 'Узкая тема' });
  buildTheme(em, { slug: 'taynaya', status: ThemeStatus.PROPOSED });
  buildTheme(em, { slug: 'zakrytaya', status: ThemeStatus.CLOSED });
  await em.flush();
  narrow.broader = em.getReference(broad.constructor as never, broad.id, { wrapped: true }) as never;
  const accounts = [
    buildAccount(em, { roles: [Role.COUNCIL_SECRETARY] }),
    buildAccount(em),
    buildAccount(em),
  ];
  await em.flush();
  const [first, second, third] = await Promise.all(accounts.map((one) => signIn(app.pool, one)));
  secretary = first!;
  teacher = second!;
  follower = third!;
});
afterAll(() => app.close());

async function opened(more: object = {}) {
  const input = { theme: 'uzkaya', kinds: ['GAME'], levels: ['DO'], text: TEXT, until: inDays(30), ...more };
  const { data, errors } = await app.gql(OPEN, { input }, secretary);
  expect(errors).toEqual([]);
  return data.openCall;
}
const refusal = async (document: string, input: object, headers: Headers) =>
  (await app.gql(document, { input }, headers)).errors[0]?.extensions;

describe('a call for materials', () => {
  test('is seen by everybody, on the page of its theme and of the broader ones', async () => {
    const call = await opened();
    expect(call).toMatchObject({ open: true, came: 0, published: 0, theme: { slug: 'uzkaya' } });
    for (const theme of ['uzkaya', 'shirokaya', null]) {
      const { data } = await app.gql(
        `query ($theme: String) { materialCalls(theme: $theme, open: true) { id kinds levels viewerCanClose } }`,
        { theme },
      );
      expect(data.materialCalls).toContainEqual({
        ...{ id: call.id, kinds: ['GAME'], levels: ['DO'], viewerCanClose: false },
      });
    }
    const { data } = await app.gql(`{ materialCalls(theme: "zakrytaya") { id } }`);
    expect(data.materialCalls).toEqual([]);
  });

  test('is opened once by a button that is pressed twice', async () => {
    const [one, two] = [
      await opened({ idempotencyKey: 'нажатие' }),
      await opened({ idempotencyKey: 'нажатие' }),
    ];
    expect(two.id).toBe(one.id);
  });

  test('is refused without words, with a past or far day, for a theme that is not active', async () => {
    const input = { theme: 'uzkaya', text: TEXT, until: inDays(30) };
    for (const [field, value] of [
      ['text', 'Ждём игр.'],
      ['text', ' '],
      ['until', inDays(-2)],
      ['until', inDays(400)],
      ['theme', 'taynaya'],
      ['theme', 'zakrytaya'],
    ] as const)
      expect(await refusal(OPEN, { ...input, [field]: value }, secretary)).toMatchObject({
        ...{ code: 'BAD_USER_INPUT', fields: { [field]: expect.any(String) } },
      });
  });

  test('is told to those who follow its theme or a broader one, once', async () => {
    for (const slug of ['uzkaya', 'shirokaya'])
      await app.gql(`mutation ($slug: String!) { follow(kind: THEME, slug: $slug) }`, { slug }, follower);
    const call = await opened({ text: 'Расскажите, как вы работаете с речью.' });
    const { data } = await app.gql('{ notifications { nodes { kind path subject detail } } }', {}, follower);
    expect(data.notifications.nodes).toEqual([
      {
        ...{ kind: 'CALL_OPENED', path: `/calls/${call.id}`, subject: 'Узкая тема' },
        detail: 'Расскажите, как вы работаете с речью.',
      },
    ]);
    const other = await app.gql('{ notifications { nodes { kind } } }', {}, teacher);
    expect(other.data.notifications.nodes).toEqual([]);
  });

  test('is answered by a draft with its theme, kind and levels', async () => {
    const call = await opened({ kinds: ['GAME', 'LESSON_PLAN'] });
    const { data } = await app.gql(ANSWER, { input: { id: call.id, kind: 'LESSON_PLAN' } }, teacher);
    const draft = await app.gql(
      'query ($id: ID!) { ownMaterial(id: $id) { kind draft { levels themes { slug } } } }',
      { id: data.answerCall },
      teacher,
    );
    expect(draft.data.ownMaterial).toEqual({
      ...{ kind: 'LESSON_PLAN', draft: { levels: ['DO'], themes: [{ slug: 'uzkaya' }] } },
    });
    expect(await refusal(ANSWER, { id: call.id, kind: 'PROJECT' }, teacher)).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    expect(await refusal(ANSWER, { id: 'no id' }, teacher)).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('tells how many came and were published; drafts are nobody’s business', async () => {
    const call = await opened();
    const answers: string[] = [];
    for (let n = 0; n < 3; n += 1)
      answers.push((await app.gql(ANSWER, { input: { id: call.id } }, teacher)).data.answerCall);
    const seen = async () => (await app.gql(ONE, { id: call.id })).data.materialCall;
    expect(await seen()).toMatchObject({ came: 0, published: 0, materials: [] });
    const em = app.orm.em.fork();
    const [first, second] = await em.find(Material, { id: { $in: answers } }, { populate: ['draftVersion'] });
    Object.assign(first!, {
      ...{ status: MaterialStatus.PUBLISHED, slug: 'igra-iz-zaprosa', publishedAt: new Date() },
      publishedVersion: first!.draftVersion,
    });
    first!.draftVersion!.unwrap().title = 'Игра из запроса';
    second!.status = MaterialStatus.SUBMITTED;
    await em.flush();
    await expect.poll(seen).toMatchObject({
      ...{ came: 2, published: 1 },
      materials: [{ slug: 'igra-iz-zaprosa', title: 'Игра из запроса', kind: 'GAME' }],
    });
  });

  test('is closed by hand, once, and takes no answers after', async () => {
    const call = await opened();
    const input = { id: call.id, expectedVersion: call.version };
    expect(await refusal(CLOSE, { ...input, expectedVersion: 99 }, secretary)).toMatchObject({
      code: 'CONFLICT',
    });
    const { data } = await app.gql(CLOSE, { input }, secretary);
    expect(data.closeCall).toMatchObject({ open: false });
    expect(
      await refusal(CLOSE, { ...input, expectedVersion: data.closeCall.version }, secretary),
    ).toMatchObject({
      code: 'CONFLICT',
    });
    expect(await refusal(ANSWER, { id: call.id }, teacher)).toMatchObject({ code: 'CONFLICT' });
    const { data: mine } = await app.gql('{ myMaterials { totalCount } }', {}, teacher);
    expect(mine.myMaterials.totalCount).toBe(4);
  });

  test('is closed by its day', async () => {
    const call = await opened({ until: inDays(1) });
    await app.pool.query(`update material_call set until = current_date - 2 where id = $1`, [call.id]);
    const { data } = await app.gql(ONE, { id: call.id });
    expect(data.materialCall.open).toBe(false);
    expect(await refusal(ANSWER, { id: call.id }, teacher)).toMatchObject({ code: 'CONFLICT' });
    const { data: list } = await app.gql('{ materialCalls(open: true) { id } }');
    expect(list.materialCalls.map(({ id }: { id: string }) => id)).not.toContain(call.id);
  });

  test('lasts until the end of its day at the council, wherever that is', async () => {
    const councilIn = (zone: string) => app.pool.query('update council set time_zone = $1', [zone]);
    const [west, east] = ['Pacific/Pago_Pago', 'Pacific/Kiritimati'];
    const today = dayIn(west, new Date());
    await councilIn(west);
    const call = await opened({ until: today });
    expect(call).toMatchObject({ open: true, since: today });
    // 25 hours apart, so that it is always another day there
    await councilIn(east);
    expect(await refusal(ANSWER, { id: call.id }, teacher)).toMatchObject({ code: 'CONFLICT' });
    const { data } = await app.gql(ONE, { id: call.id });
    expect(data.materialCall.open).toBe(false);
    const input = { theme: 'uzkaya', text: TEXT, until: today };
    expect((await refusal(OPEN, input, secretary))?.['fields']).toHaveProperty('until');
    await councilIn('Europe/Moscow');
  });

  test('is not seen when its theme is not public any more', async () => {
    const call = await opened();
    await app.pool.query(`update priority_theme set status = 'PROPOSED' where slug = 'uzkaya'`);
    const { errors } = await app.gql(ONE, { id: call.id });
    expect(errors[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusal(ANSWER, { id: call.id }, teacher)).toMatchObject({ code: 'NOT_FOUND' });
    await app.pool.query(`update priority_theme set status = 'ACTIVE' where slug = 'uzkaya'`);
  });

  test('costs one statement for the list, however long it is', async () => {
    const LIST = '{ materialCalls { id theme { slug } materials { slug } } }';
    const few = await statementsOf(() => app.gql(LIST, {}, teacher));
    for (let n = 0; n < 10; n += 1) await opened();
    const many = await statementsOf(() => app.gql(LIST, {}, teacher));
    expect(many.length).toBe(few.length);
  });
});
