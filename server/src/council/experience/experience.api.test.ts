import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildMaterial, buildOrganization, buildPerson, buildTheme } from '../../../test/builders.js';
import { MEET, MeetingDesk, type Shown } from '../../../test/meeting-desk.js';
import { buildAccount, signIn } from '../../../test/members.js';
import { statementsOf } from '../../../test/statements.js';
import { ThemeStatus } from '../../vocabulary/priority-theme.entity.js';

const DRAFT = `id version state title theme { slug } level materials { slug } returnNote slug viewerCan { edit delete return }`;
const DO = {
  save: `mutation ($input: SaveExperienceInput!) { saveExperience(input: $input) { ${DRAFT} } }`,
  submit: `mutation ($input: ExperienceChangeInput!) { submitExperience(input: $input) { ${DRAFT} } }`,
  sendBack: 'mutation ($input: ReturnExperienceInput!) { returnExperience(input: $input) }',
  delete: 'mutation ($input: ExperienceChangeInput!) { deleteExperience(input: $input) }',
} as const;

let app: BootedApp;
let desk: MeetingDesk;
let author: Record<string, string>;
let slugs: { theme: string; secretTheme: string; material: string; organization: string; author: string };

beforeAll(async () => {
  app = await bootApp();
  desk = await MeetingDesk.open(app);
  const em = app.orm.em.fork();
  const school = buildOrganization(em, 'Школа № 7');
  const person = buildPerson(em, ['Зимина', 'Ольга', 'Павловна'], school);
  const account = buildAccount(em, { person });
  const theme = buildTheme(em, { status: ThemeStatus.ACTIVE });
  const secret = buildTheme(em, { status: ThemeStatus.PROPOSED });
  const material = buildMaterial(em, { authors: [person] });
  await em.flush();
  author = await signIn(app.pool, account);
  slugs = {
    ...{ theme: theme.slug, secretTheme: secret.slug, material: material.slug! },
    ...{ organization: school.slug, author: person.slug },
  };
});
afterAll(() => app.close());

const whole = () => ({
  ...{ title: 'Чтение с остановками на уроках биологии', theme: slugs.theme, level: 'MUNICIPAL' },
  ...{
    relevance: 'Дети читают, но не понимают.',
    aim: 'Научить спрашивать у текста.',
    duration: '2022–2026',
  },
  ...{ leadingIdea: 'Вопрос раньше ответа.', technology: 'Пять остановок.', results: 'Стало лучше.' },
  materials: [slugs.material],
});
const save = (input: object): Promise<Shown> => desk.ask(author, DO.save, input);
const seen = ({ id, version }: Shown) => ({ id, expectedVersion: version });
async function submitted(more: object = {}): Promise<Shown> {
  return desk.ask(author, DO.submit, seen(await save({ ...whole(), ...more })));
}
const experience = (id: string) => ({ kind: 'EXPERIENCE', experience: id });
const ENTRY =
  'slug title personName author organization { slug } theme { slug } materials { slug } protocolNumber level';
const register = async (filter: object = {}): Promise<Shown> => {
  const query = `query ($filter: ExperienceFilter) { experienceAddresses(filter: $filter) { totalCount nodes { ${ENTRY} } } }`;
  return (await app.gql(query, { filter })).data!['experienceAddresses'];
};

test('an experience is written, handed in, entered by a protocol, found by everybody, and taken out again', async () => {
  let draft = await save({ title: 'Чтение с остановками' });
  expect(draft).toMatchObject({ state: 'DRAFT', viewerCan: { edit: true, delete: true } });
  expect((await desk.ask(author, DO.submit, seen(draft))).fields).toEqual(
    Object.fromEntries(
      ['theme', 'level', 'duration', 'relevance', 'aim', 'leadingIdea', 'technology', 'results'].map(
        (name) => [name, 'нужно заполнить'],
      ),
    ),
  );
  draft = await save({ ...whole(), ...seen(draft) });
  draft = await desk.ask(author, DO.submit, seen(draft));
  expect(draft).toMatchObject({ state: 'SUBMITTED', viewerCan: { edit: false, delete: false } });
  expect(await save({ ...whole(), ...seen(draft) })).toMatchObject({ code: 'CONFLICT' });
  expect((await register()).totalCount).toBe(0);

  const { protocolNumber } = await desk.held([experience(draft.id), { outcome: 'ENTER' }]);
  const entry = {
    ...{ slug: '2026-1', title: whole().title, personName: 'Зимина Ольга Павловна', author: slugs.author },
    ...{ organization: { slug: slugs.organization }, theme: { slug: slugs.theme } },
    ...{ materials: [{ slug: slugs.material }], protocolNumber, level: 'MUNICIPAL' },
  };
  expect(await register()).toEqual({ totalCount: 1, nodes: [entry] });
  for (const [filter, found] of [
    [{ query: 'остановка биологии' }, 1],
    [{ query: 'физика' }, 0],
    [{ theme: slugs.theme, levels: ['MUNICIPAL', 'FEDERAL'] }, 1],
    [{ levels: ['FEDERAL'] }, 0],
    [{ organization: slugs.organization, author: slugs.author }, 1],
    [{ organization: 'net-takoy' }, 0],
  ] as const)
    expect((await register(filter)).totalCount, JSON.stringify(filter)).toBe(found);

  const reason = 'Опыт больше не ведётся.';
  await desk.held([
    { kind: 'EXPERIENCE_REMOVAL', experience: 'https://bank.example/experience/2026-1', ground: reason },
    { outcome: 'WITHDRAW', resolution: reason },
  ]);
  const { data } = await app.gql(`{
    experienceAddress(slug: "2026-1") { title } withdrawnExperience(slug: "2026-1") { reason }
    councilProtocols { decisions { kind experience } } }`);
  expect(data).toEqual({
    experienceAddress: null,
    withdrawnExperience: { reason },
    // what was entered is not told of any more, but for that it was taken out
    councilProtocols: [
      { decisions: [{ kind: 'EXPERIENCE_WITHDRAWN', experience: '2026-1' }] },
      { decisions: [] },
    ],
  });
  const { rows } = await app.pool.query(
    `select kind, detail from notification where path = $1 order by created_at`,
    [`/my/experience/${draft.id}`],
  );
  expect(rows).toEqual([
    { kind: 'EXPERIENCE_ENTERED', detail: null },
    { kind: 'EXPERIENCE_WITHDRAWN', detail: reason },
  ]);
});

test('a description is sent back by the secretary or by a protocol, and handed in again', async () => {
  let draft = await submitted();
  const { items } = await desk.planned(experience(draft.id));
  expect(items[0]).toMatchObject({ kind: 'EXPERIENCE', title: `${draft.title} – Зимина\u00a0О.\u00a0П.` });
  const note = 'Опишите технологию подробнее.';
  expect(await desk.ask(desk.as.secretary, DO.sendBack, { ...seen(draft), note })).toMatchObject({
    code: 'CONFLICT',
  });
  draft = await submitted();
  expect(await desk.ask(desk.as.secretary, DO.sendBack, { ...seen(draft), note })).toBe(true);
  const back = await own(draft.id);
  expect(back).toMatchObject({
    state: 'RETURNED',
    returnNote: note,
    viewerCan: { edit: true, delete: false },
  });
  draft = await desk.ask(author, DO.submit, seen(back));
  await desk.held([experience(draft.id), { outcome: 'RETURN', resolution: 'Добавьте результаты.' }]);
  expect(await own(draft.id)).toMatchObject({ state: 'RETURNED', returnNote: 'Добавьте результаты.' });
});

test('who reads what: drafts are nobody’s business, and a theme that is not open is nobody’s theme', async () => {
  const draft = await save(whole());
  const query = `query ($id: ID!) { experienceDraft(id: $id) { id } }`;
  const { errors } = await app.gql(query, { id: draft.id }, desk.as.secretary);
  expect(errors[0]!.extensions['code']).toBe('NOT_FOUND');
  expect((await save({ ...whole(), theme: slugs.secretTheme })).fields).toHaveProperty('theme');
  expect((await save({ ...whole(), materials: ['net-takogo'] })).fields).toHaveProperty('materials');
  expect((await save({ ...whole(), title: 'а'.repeat(301) })).fields).toHaveProperty('title');
  expect(await desk.ask(author, DO.delete, seen(draft))).toBe(true);
  const meeting = await desk.planned();
  expect((await desk.change(meeting, MEET.add, experience(draft.id))).fields).toHaveProperty('experience');
});

test('numbers of the register have no gap, and the register is read in one statement however long it is', async () => {
  const list = () => app.gql('{ experienceAddresses { nodes { title } } }', {}, author);
  const before = await statementsOf(list);
  const many = await Promise.all([submitted(), submitted(), submitted()]);
  const decided = many.map(({ id }) => [experience(id), { outcome: 'ENTER' }] as const);
  await desk.held(...decided);
  expect((await register()).nodes.map(({ slug }: Shown) => slug)).toEqual(['2026-4', '2026-3', '2026-2']);
  expect(await statementsOf(list)).toHaveLength(before.length);
  const page = `query ($after: String) { experienceAddresses(first: 2, after: $after) { nodes { slug } pageInfo { endCursor hasNextPage } } }`;
  const first = (await app.gql(page)).data!['experienceAddresses'];
  const { endCursor: after } = first.pageInfo;
  expect((await app.gql(page, { after })).data!['experienceAddresses'].nodes).toEqual([{ slug: '2026-2' }]);
});

test('a description that has changed since the vote undoes the signature', async () => {
  const draft = await submitted();
  let meeting = await desk.opened(experience(draft.id), { title: 'Разное' });
  meeting = await desk.decide(meeting, 0, { outcome: 'ENTER' });
  meeting = await desk.close(await desk.decide(meeting, 1, { outcome: 'NOTE' }));
  await app.pool.query('update experience_address set version = version + 2 where id = $1', [draft.id]);
  expect(await desk.sign(meeting)).toMatchObject({ code: 'CONFLICT' });
  meeting = await desk.change(meeting, MEET.reopen);
  meeting = await desk.change(meeting, MEET.remove, { item: meeting.items[0].id });
  expect(await desk.sign(await desk.close(meeting))).toMatchObject({ status: 'PROTOCOL_SIGNED' });
});

test('lists of descriptions take as many statements however many there are', async () => {
  const lists = () => app.gql(`{ ownExperiences { ${DRAFT} } }`, {}, author);
  const waiting = () => app.gql(`{ submittedExperiences { ${DRAFT} } }`, {}, desk.as.member);
  await submitted();
  const [mine, theirs] = [await statementsOf(lists), await statementsOf(waiting)];
  await Promise.all([submitted(), submitted()]);
  expect(await statementsOf(lists)).toHaveLength(mine.length);
  expect(await statementsOf(waiting)).toHaveLength(theirs.length);
});

async function own(id: string): Promise<Shown> {
  const query = `query ($id: ID!) { experienceDraft(id: $id) { ${DRAFT} } }`;
  return (await app.gql(query, { id }, author)).data!['experienceDraft'];
}
