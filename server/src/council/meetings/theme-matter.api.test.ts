import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildTheme } from '../../../test/builders.js';
import { MEET, MeetingDesk } from '../../../test/meeting-desk.js';
import { ThemeStatus } from '../../vocabulary/priority-theme.entity.js';

let app: BootedApp;
let desk: MeetingDesk;
beforeAll(async () => {
  app = await bootApp();
  desk = await MeetingDesk.open(app);
});
afterAll(() => app.close());

async function proposed(title: string, status = ThemeStatus.PROPOSED) {
  const em = app.orm.em.fork();
  const theme = buildTheme(em, { title, status, rationale: 'Её просят педагоги.' });
  await em.flush();
  return { ...theme, matter: { kind: 'THEME', theme: theme.id } };
}

const themeOf = async (id: string) =>
  (await app.pool.query('select status, decision from priority_theme where id = $1', [id])).rows[0];

test('the signature approves a theme by the protocol; the register tells of it once it is open', async () => {
  const { id, slug, title, matter } = await proposed('Школьное лесничество');
  const { protocolNumber } = await desk.held([matter, { outcome: 'APPROVE' }]);
  const decision = `протокол № ${protocolNumber} от 27.11.2026`;
  expect(await themeOf(id)).toEqual({ status: 'APPROVED', decision });
  const decisions = async () =>
    (await app.gql('{ councilProtocols(kind: THEME_APPROVED) { decisions { kind title theme } } }')).data
      .councilProtocols;
  expect(await decisions()).toEqual([]);
  const { data } = await app.gql(
    'query ($t: ID) { themeChanges(theme: $t) { kind viewerCanUndo } }',
    { t: id },
    desk.as.secretary,
  );
  expect(data.themeChanges).toEqual([{ kind: 'APPROVED', viewerCanUndo: true }]);
  await app.pool.query(`update priority_theme set status = 'ACTIVE' where id = $1`, [id]);
  expect(await decisions()).toEqual([{ decisions: [{ kind: 'THEME_APPROVED', title, theme: slug }] }]);
});

test('a theme that is voted down stays proposed', async () => {
  const { id, matter } = await proposed('Не сейчас');
  await desk.held([matter, { outcome: 'KEEP' }]);
  expect(await themeOf(id)).toEqual({ status: 'PROPOSED', decision: null });
});

test('only a proposed theme is put on an agenda, and on one alone', async () => {
  const meeting = await desk.planned();
  const { matter } = await proposed('Один раз');
  const open = await proposed('Уже открыта', ThemeStatus.ACTIVE);
  expect((await desk.change(meeting, MEET.add, open.matter)).fields).toHaveProperty('theme');
  expect((await desk.change(meeting, MEET.add, { kind: 'THEME' })).fields).toHaveProperty('theme');
  const with1 = await desk.change(meeting, MEET.add, matter);
  expect(with1.items[0]).toMatchObject({ kind: 'THEME', outcomes: ['APPROVE', 'KEEP'] });
  expect((await desk.change(with1, MEET.add, matter)).fields).toHaveProperty('theme');
});

test('a theme that was approved meanwhile undoes the signature, and is taken off', async () => {
  const { id, matter } = await proposed('Опередили');
  let meeting = await desk.opened(matter, { kind: 'DOCUMENT', title: 'План работы' });
  meeting = await desk.decide(meeting, 0, { outcome: 'APPROVE' });
  meeting = await desk.close(await desk.decide(meeting, 1, { outcome: 'APPROVE' }));
  await app.pool.query(`update priority_theme set status = 'APPROVED' where id = $1`, [id]);
  expect(await desk.sign(meeting)).toMatchObject({ code: 'CONFLICT' });
  meeting = await desk.change(meeting, MEET.reopen);
  meeting = await desk.change(meeting, MEET.remove, { item: meeting.items[0].id });
  expect(await desk.sign(await desk.close(meeting))).toMatchObject({ status: 'PROTOCOL_SIGNED' });
});

test('a proposal is taken back once the meeting that was to decide on it is called off', async () => {
  const ask: MeetingDesk['ask'] = (...question) => desk.ask(...question);
  const input = { title: 'Юные метеорологи', shortTitle: 'Метеорологи', rationale: 'Её просят педагоги.' };
  const propose = `mutation ($input: ProposeThemeInput!) { proposeTheme(input: $input) { themes { id title } } }`;
  const { themes } = await ask(desk.as.secretary, propose, input);
  const { id } = themes.find(({ title }: { title: string }) => title === input.title);
  const { data } = await app.gql(
    'query ($t: ID) { themeChanges(theme: $t) { id } }',
    { t: id },
    desk.as.secretary,
  );
  const undo = async () =>
    (
      await app.gql(
        'mutation ($id: ID!) { undoThemeChange(id: $id) { themes { id } } }',
        data.themeChanges[0],
        desk.as.secretary,
      )
    ).errors[0]?.extensions['code'];
  const meeting = await desk.planned({ kind: 'THEME', theme: id });
  expect(await undo()).toBe('CONFLICT');
  await desk.change(meeting, MEET.cancel);
  expect(await undo()).toBeUndefined();
  expect(await themeOf(id)).toBeUndefined();
  const shown = 'query ($id: ID!) { councilMeeting(id: $id) { items { title theme } } }';
  expect((await app.gql(shown, { id: meeting.id }, desk.as.member)).data.councilMeeting.items).toEqual([
    { title: input.title, theme: null },
  ]);
});
