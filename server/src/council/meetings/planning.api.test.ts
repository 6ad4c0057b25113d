import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { MEET, MeetingDesk, type Shown } from '../../../test/meeting-desk.js';

let app: BootedApp;
let desk: MeetingDesk;
let as: MeetingDesk['as'];
beforeAll(async () => {
  app = await bootApp();
  desk = await MeetingDesk.open(app);
  as = desk.as;
});
beforeEach(() => app.pool.query('delete from notification'));
afterAll(() => app.close());

/** Ten in the morning in Moscow, in a winter that lies ahead. */
const PLAN = { startsAt: '2090-11-27T07:00:00Z', place: 'Кабинет 12' };
const LATER = { startsAt: '2090-12-04T05:00:00Z', place: 'Кабинет 14' };
const NOTICES = '{ notifications { nodes { kind path subject detail } } }';
/** A planned meeting, and nobody told of anything yet. */
async function planned(): Promise<Shown> {
  const meeting = await desk.ask(as.secretary, MEET.plan, PLAN);
  await app.pool.query('delete from notification');
  return meeting;
}
const toldTo = async (who: Record<string, string>) =>
  (await app.gql(NOTICES, {}, who)).data.notifications.nodes;
const trail = async ({ id }: Shown, action: string) =>
  (await app.pool.query('select data from audit_event where subject_id = $1 and action = $2', [id, action]))
    .rows;

test('of a meeting that lies ahead the members learn when and where it is, of one that was held nobody', async () => {
  const meeting = await desk.ask(as.secretary, MEET.plan, PLAN);
  await desk.ask(as.secretary, MEET.plan, { ...PLAN, startsAt: '2026-01-15T07:00:00Z' });
  const notice = {
    ...{ kind: 'MEETING_PLANNED', path: `/council/meetings/${meeting.id}` },
    ...{ subject: '27.11.2090, 10:00 (UTC+3)', detail: 'Кабинет 12' },
  };
  expect(await toldTo(as.chair)).toEqual([notice]);
  expect(await toldTo(as.member)).toEqual([notice]);
  expect(await toldTo(as.secretary)).toEqual([]);
});

test('a button pressed twice plans one meeting, of which the members learn once', async () => {
  const input = { ...PLAN, idempotencyKey: 'нажатие' };
  const [one, two] = await Promise.all([
    desk.ask(as.secretary, MEET.plan, input),
    desk.ask(as.secretary, MEET.plan, input),
  ]);
  expect(two.id).toBe(one.id);
  expect(await toldTo(as.member)).toHaveLength(1);
  expect((await desk.ask(as.secretary, MEET.plan, { ...PLAN, idempotencyKey: 'другое' })).id).not.toBe(
    one.id,
  );
});

test('a meeting is opened on its day, which dates the protocol, and not before', async () => {
  const meeting = await desk.change(await planned(), MEET.add, { title: 'Разное' });
  const early = await desk.change(meeting, MEET.open, { present: desk.everybody });
  expect(early).toMatchObject({ code: 'CONFLICT', text: expect.stringContaining('27.11.2090') });
  // its last minute today at the place
  await app.pool.query(
    `update meeting set time_zone = 'Asia/Vladivostok',
       starts_at = ((now() at time zone 'Asia/Vladivostok')::date + time '23:59') at time zone 'Asia/Vladivostok'
     where id = $1`,
    [meeting.id],
  );
  expect(await desk.change(meeting, MEET.open, { present: desk.everybody })).toMatchObject({
    status: 'OPEN',
  });
});

describe('a planned meeting is moved', () => {
  test('to another time, zone and place; the agenda stays, members learn of both, the trail has it', async () => {
    const { material } = await desk.handedIn();
    let meeting = await desk.change(await planned(), MEET.add, { material: material.id });
    const to = { ...LATER, timeZone: 'Asia/Vladivostok', reason: 'Заболел докладчик' };
    meeting = await desk.change(meeting, MEET.move, to);
    expect(meeting).toMatchObject({
      ...{ status: 'PLANNED', startsAt: '2090-12-04T05:00:00.000Z', place: 'Кабинет 14' },
      ...{ timeZone: 'Asia/Vladivostok', items: [{ material: material.id }] },
    });
    const notice = {
      ...{ kind: 'MEETING_MOVED', path: `/council/meetings/${meeting.id}` },
      subject: '27.11.2090, 10:00 (UTC+3) → 04.12.2090, 15:00 (UTC+10)',
      detail: 'Кабинет 12 → Кабинет 14 · Заболел докладчик',
    };
    expect(await toldTo(as.chair)).toEqual([notice]);
    expect(await toldTo(as.member)).toEqual([notice]);
    // who has done it knows
    expect(await toldTo(as.secretary)).toEqual([]);
    const before = { startsAt: '2090-11-27T07:00:00.000Z', timeZone: 'Europe/Moscow', place: 'Кабинет 12' };
    const after = { ...before, startsAt: meeting.startsAt, timeZone: to.timeZone, place: to.place };
    expect(await trail(meeting, 'meeting.moved')).toEqual([{ data: { before, after, reason: to.reason } }]);
  });

  test('to another room alone, even when its time has come: the notice says the time once', async () => {
    const meeting = await desk.ask(as.secretary, MEET.plan, { ...PLAN, startsAt: '2026-01-15T07:00:00Z' });
    const moved = await desk.change(meeting, MEET.move, {
      ...{ startsAt: meeting.startsAt, place: 'Актовый зал' },
    });
    expect(moved).toMatchObject({ place: 'Актовый зал', timeZone: 'Europe/Moscow' });
    expect(await toldTo(as.member)).toMatchObject([
      { subject: '15.01.2026, 10:00 (UTC+3)', detail: 'Кабинет 12 → Актовый зал' },
    ]);
  });

  test('neither to a time that has passed, nor to no zone, nor nowhere; nobody is told then', async () => {
    const meeting = await planned();
    for (const [more, field, text] of [
      [
        { startsAt: '2026-01-15T07:00:00Z' },
        'startsAt',
        'это время уже прошло: назовите то, которое ещё впереди',
      ],
      [{ startsAt: '2126-01-15T07:00:00Z' }, 'startsAt', 'вне допустимых пределов'],
      [{ timeZone: 'Владивосток' }, 'timeZone', 'такого часового пояса нет: нужно имя вида Asia/Vladivostok'],
      [{ place: ' ' }, 'place', 'нужно заполнить'],
      [PLAN, 'startsAt', 'время и место те же, что были: измените что-нибудь из них'],
    ] as const)
      expect((await desk.change(meeting, MEET.move, { ...LATER, ...more })).fields).toEqual({
        [field]: text,
      });
    expect(await toldTo(as.member)).toEqual([]);
  });

  test('by the secretary and the chair alone, as it was looked at, and before it begins', async () => {
    const meeting = await planned();
    const seen = { id: meeting.id, expectedVersion: meeting.version };
    expect(await desk.ask(as.member, MEET.move, { ...seen, ...LATER })).toMatchObject({ code: 'FORBIDDEN' });
    const moved = await desk.ask(as.chair, MEET.move, { ...seen, ...LATER });
    expect(moved).toMatchObject({ place: 'Кабинет 14', viewerCan: { move: true, cancel: true } });
    expect(await desk.ask(as.secretary, MEET.move, { ...seen, ...PLAN })).toMatchObject({ code: 'CONFLICT' });
    const open = await desk.opened({ title: 'Разное' });
    expect(open).toMatchObject({ status: 'OPEN', viewerCan: { move: false, cancel: false } });
    for (const [step, input] of [
      [MEET.move, LATER],
      [MEET.cancel, {}],
    ] as const)
      expect(await desk.change(open, step, input)).toMatchObject({ code: 'CONFLICT' });
  });
});

describe('a planned meeting is called off', () => {
  test('for good: its matters wait for another one, members learn why, and it has no protocol', async () => {
    const { material } = await desk.handedIn();
    const meeting = await desk.change(await planned(), MEET.add, { material: material.id });
    const other = await planned();
    const twice = await desk.change(other, MEET.add, { material: material.id });
    expect(twice.fields).toHaveProperty('material');
    const off = await desk.change(meeting, MEET.cancel, { reason: 'Карантин в школе' });
    expect(off).toMatchObject({
      ...{ status: 'CANCELLED', cancelReason: 'Карантин в школе', items: [{ material: material.id }] },
      viewerCan: { edit: false, move: false, cancel: false, open: false },
    });
    expect(await toldTo(as.chair)).toEqual([
      {
        ...{ kind: 'MEETING_CANCELLED', path: `/council/meetings/${meeting.id}` },
        ...{ subject: '27.11.2090, 10:00 (UTC+3)', detail: 'Карантин в школе' },
      },
    ]);
    expect(await trail(meeting, 'meeting.cancelled')).toEqual([{ data: { reason: 'Карантин в школе' } }]);
    expect((await desk.change(other, MEET.add, { material: material.id })).items).toHaveLength(1);
    const sheets = await fetch(`${app.url}/protocols/${meeting.id}.pdf`, { headers: as.member });
    expect(sheets.status).toBe(404);
  });

  test('once, and nothing else is done with it', async () => {
    const meeting = await planned();
    const off = await desk.change(meeting, MEET.cancel);
    expect(off).toMatchObject({ status: 'CANCELLED', cancelReason: null });
    for (const [step, input] of [
      [MEET.cancel, {}],
      [MEET.move, LATER],
      [MEET.add, { title: 'Разное' }],
      [MEET.open, { present: desk.everybody }],
      [MEET.close, {}],
      [MEET.reopen, {}],
    ] as const)
      expect(await desk.change(off, step, input)).toMatchObject({ code: 'CONFLICT' });
    expect(await desk.sign(off)).toMatchObject({ code: 'CONFLICT' });
  });
});
