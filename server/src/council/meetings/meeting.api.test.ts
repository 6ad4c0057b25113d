import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { MEET, MeetingDesk, type Shown } from '../../../test/meeting-desk.js';
import { MaterialStatus } from '../../materials/material-enums.js';
import { readOffice } from '../../materials/extraction/office.js';

let app: BootedApp;
let desk: MeetingDesk;
let as: MeetingDesk['as'];
beforeAll(async () => {
  app = await bootApp();
  desk = await MeetingDesk.open(app);
  as = desk.as;
});
afterAll(() => app.close());

const PLAN = { startsAt: '2026-11-27T07:00:00Z', place: 'Кабинет 12' };
const handedIn: MeetingDesk['handedIn'] = (...of) => desk.handedIn(...of);
const ask: MeetingDesk['ask'] = (...question) => desk.ask(...question);
const openMeeting: MeetingDesk['openedFor'] = (...materials) => desk.openedFor(...materials);
const decide: MeetingDesk['decide'] = (...decision) => desk.decide(...decision);
const close: MeetingDesk['close'] = (meeting) => desk.close(meeting);
const stateOf: MeetingDesk['stateOf'] = (id) => desk.stateOf(id);

/** The words of a protocol as its DOCX has them. */
async function protocolOf({ id }: Shown): Promise<string> {
  const answer = await fetch(`${app.url}/protocols/${id}.docx`, { headers: as.member });
  const { blocks } = await readOffice(new Uint8Array(await answer.arrayBuffer()), 'DOCX');
  return blocks.map(({ text }) => text).join('\n');
}

describe('a meeting', () => {
  test('decides by its protocol: the signature publishes, returns and turns down, and certifies', async () => {
    const [one, two, three] = [await handedIn(), await handedIn(), await handedIn()];
    let meeting = await openMeeting(one.material, two.material, three.material);
    meeting = await decide(meeting, 0, { outcome: 'RECOMMEND' });
    expect((await decide(meeting, 1, { outcome: 'RETURN', dueDate: '2062-12-20' })).fields).toEqual({
      dueDate: 'это дальше чем через год: проверьте год',
    });
    meeting = await decide(meeting, 1, { outcome: 'RETURN', dueDate: '2026-12-20' });
    meeting = await decide(meeting, 2, { outcome: 'REJECT', reason: 'QUALITY' });
    // nothing has happened before the signature
    expect((await stateOf(one.material.id)).draft_status).toBe('SUBMITTED');
    meeting = await close(meeting);
    expect(
      await ask(as.secretary, MEET.sign, { id: meeting.id, expectedVersion: meeting.version }),
    ).toMatchObject({
      code: 'FORBIDDEN',
    });
    const signed = await ask(as.chair, MEET.sign, { id: meeting.id, expectedVersion: meeting.version });
    expect(signed).toMatchObject({ status: 'PROTOCOL_SIGNED', protocolNumber: 1 });
    expect(signed.protocolSha256).toMatch(/^[0-9a-f]{64}$/);
    const words = await protocolOf(signed);
    expect(words).toMatch(new RegExp(`О публикации материала «${one.draft.title}» \\(.+\\)`));
    expect(words).toContain('Срок – до 20 декабря 2026 г. Полезно учителям');
    expect(words).toMatch(/Подписан в Методбанке .+ г\.: Совета/);
    expect(await stateOf(one.material.id)).toMatchObject({
      status: 'PUBLISHED',
      recommended: true,
      protocol_number: '1',
    });
    expect((await stateOf(two.material.id)).draft_status).toBe('REVISION');
    expect((await stateOf(three.material.id)).status).toBe('REJECTED');
    const { rowCount } = await app.pool.query('select from certificate where material_version_id = $1', [
      one.draft.id,
    ]);
    expect(rowCount).toBe(1);
    const { data } = await app.gql(
      '{ councilProtocols { number decisions { title kind } } councilProtocolYears }',
    );
    expect(data.councilProtocols).toEqual([
      { number: 1, decisions: [{ title: one.draft.title, kind: 'RECOMMENDED' }] },
    ]);
    expect(data.councilProtocolYears).toEqual([2026]);
  });

  test('has a protocol as DOCX and PDF, a draft first, which nobody else reads', async () => {
    const { material } = await handedIn();
    const meeting = await openMeeting(material);
    for (const [format, head] of [
      ['pdf', '%PDF'],
      ['docx', 'PK'],
    ] as const) {
      const path = `${app.url}/protocols/${meeting.id}.${format}`;
      const answer = await fetch(path, { headers: as.member });
      expect(
        Buffer.from(await answer.arrayBuffer())
          .subarray(0, head.length)
          .toString(),
      ).toBe(head);
      expect(decodeURIComponent(answer.headers.get('content-disposition') ?? '')).toContain(
        'Протокол (проект)',
      );
      expect((await fetch(path)).status).toBe(401);
    }
  });

  test('does not open without a quorum, and does not close with a matter undecided', async () => {
    const { material } = await handedIn();
    let meeting = await ask(as.secretary, MEET.plan, PLAN);
    meeting = await ask(as.secretary, MEET.add, {
      id: meeting.id,
      expectedVersion: meeting.version,
      material: material.id,
    });
    const few = await ask(as.secretary, MEET.open, {
      ...{ id: meeting.id, expectedVersion: meeting.version, present: desk.everybody.slice(0, 2) },
    });
    expect(few).toMatchObject({ code: 'CONFLICT', text: 'Нет кворума: пришли 2, нужно 3.' });
    meeting = await ask(as.secretary, MEET.open, {
      ...{ id: meeting.id, expectedVersion: meeting.version, present: desk.everybody.slice(0, 3) },
    });
    expect(await close(meeting)).toMatchObject({ code: 'CONFLICT' });
  });

  test('who is there is corrected while it runs, as long as what was decided holds with them', async () => {
    const { material } = await handedIn();
    let meeting = await desk.planned({ material: material.id });
    const [chair, secretary, one, other] = desk.everybody;
    meeting = await desk.change(meeting, MEET.open, { present: [secretary, one, other] });
    const present = (shown: Shown) => shown.members.filter((member: Shown) => member.present).length;
    const late = await desk.change(meeting, MEET.attend, { present: desk.everybody });
    expect(present(late)).toBe(4);
    meeting = await decide(late, 0, { outcome: 'PUBLISH', votesFor: 2, votesAgainst: 2 });
    // the chair's vote has decided, and the votes are four
    for (const fewer of [
      [secretary, one, other],
      [chair, secretary, one],
    ])
      expect(await desk.change(meeting, MEET.attend, { present: fewer })).toMatchObject({ code: 'CONFLICT' });
    meeting = await decide(meeting, 0, { outcome: 'PUBLISH', votesFor: 2, votesAgainst: 0 });
    expect(await desk.change(meeting, MEET.attend, { present: [chair, one] })).toMatchObject({
      text: 'Нет кворума: пришли 2, нужно 3.',
    });
    meeting = await desk.change(meeting, MEET.attend, { present: [secretary, one, other] });
    expect(present(meeting)).toBe(3);
    const words = await protocolOf(meeting);
    expect(words).toContain('Присутствовали: 3 из 4 членов совета: ');
    expect(words).toContain('Кворум: имеется, нужно не меньше 3 (больше половины состава)');
    expect(words).toContain('за – 2, против – 0, воздержались – 0, не голосовали – 1.');
    meeting = await close(meeting);
    expect(await desk.change(meeting, MEET.attend, { present: desk.everybody })).toMatchObject({
      code: 'CONFLICT',
    });
  });

  test('a member does not vote on own work, and the votes have to carry the decision', async () => {
    const own = await handedIn(desk.council[2]);
    const meeting = await openMeeting(own.material);
    expect(meeting.items[0]).toMatchObject({ voters: 3, conflicted: ['Советв\u00a0А.\u00a0И.'] });
    expect(await decide(meeting, 0, { outcome: 'PUBLISH', votesFor: 4, votesAgainst: 0 })).toMatchObject({
      fields: { votesFor: 'голосов больше, чем тех, кто может голосовать: их 3' },
    });
    expect(await decide(meeting, 0, { outcome: 'PUBLISH', votesFor: 1, votesAgainst: 2 })).toMatchObject({
      fields: { votesFor: expect.stringContaining('решение не принято') },
    });
    const even = await decide(meeting, 0, {
      outcome: 'PUBLISH',
      votesFor: 1,
      votesAgainst: 1,
      votesAbstained: 1,
    });
    expect(even.items[0]).toMatchObject({ outcome: 'PUBLISH', chairDecides: true });
    // whoever is a colleague of whom by now, the protocol names those who did not vote
    await app.pool.query('delete from contribution where material_version_id = $1', [own.draft.id]);
    await app.pool.query('update material set owner_id = $1 where id = $2', [
      ...[desk.council[3]!.id, own.material.id],
    ]);
    expect(await protocolOf(even)).toContain(
      'Не голосовали из-за конфликта интересов: Советв\u00a0А.\u00a0И.',
    );
    expect((await close(even)).items[0]).toMatchObject({ voters: 3, conflicted: ['Советв\u00a0А.\u00a0И.'] });
  });

  test('decided again, a matter shows those who may vote now', async () => {
    const own = await handedIn(desk.council[2]);
    const meeting = await decide(await openMeeting(own.material), 0, { outcome: 'PUBLISH', votesAgainst: 0 });
    await app.pool.query('update material set owner_id = $1 where id = $2', [
      ...[desk.council[3]!.id, own.material.id],
    ]);
    const read = 'query ($id: ID!) { councilMeeting(id: $id) { items { voters conflicted } } }';
    const shown = async () =>
      (await app.gql(read, { id: meeting.id }, as.secretary)).data.councilMeeting.items[0];
    const [before, now] = ['Советв\u00a0А.\u00a0И.', 'Советг\u00a0А.\u00a0И.'];
    expect(await shown()).toEqual({ voters: 2, conflicted: [before, now] });
    await close(meeting);
    expect(await shown()).toEqual({ voters: 3, conflicted: [before] });
  });

  test('who did not vote on what was decided before this was kept is told by now, and kept with the signature', async () => {
    const own = await handedIn(desk.council[2]);
    let meeting = await decide(await openMeeting(own.material), 0, { outcome: 'PUBLISH', votesAgainst: 0 });
    await app.pool.query('update agenda_item set conflicted = null where meeting_id = $1', [meeting.id]);
    const silent = 'Советв\u00a0А.\u00a0И.';
    meeting = await close(meeting);
    expect(meeting.items[0]).toMatchObject({ voters: 3, conflicted: [silent] });
    expect(await protocolOf(meeting)).toContain(`Не голосовали из-за конфликта интересов: ${silent}`);
    const signed = await ask(as.chair, MEET.sign, { id: meeting.id, expectedVersion: meeting.version });
    expect(signed.items[0]).toMatchObject({ voters: 3, conflicted: [silent] });
    expect(await protocolOf(signed)).toContain(`Не голосовали из-за конфликта интересов: ${silent}`);
    const { rows } = await app.pool.query(
      'select cardinality(conflicted) as silent from agenda_item where meeting_id = $1',
      [meeting.id],
    );
    expect(rows).toEqual([{ silent: 1 }]);
  });

  test('the chair has no casting vote on own work', async () => {
    const own = await handedIn(desk.council[0]);
    const meeting = await openMeeting(own.material);
    expect(meeting.items[0]).toMatchObject({ voters: 3, conflicted: ['Совета\u00a0А.\u00a0И.'] });
    const even = { outcome: 'PUBLISH', votesFor: 1, votesAgainst: 1, votesAbstained: 1 };
    expect((await decide(meeting, 0, even)).fields).toHaveProperty('votesFor');
  });

  test('the agenda is ordered by hand, and a material is on one agenda at a time', async () => {
    const [one, two] = [await handedIn(), await handedIn()];
    let meeting = await ask(as.secretary, MEET.plan, {
      startsAt: '2026-12-04T07:00:00Z',
      place: 'Кабинет 12',
    });
    const step = async (document: string, input: object) =>
      (meeting = await ask(as.secretary, document, {
        id: meeting.id,
        expectedVersion: meeting.version,
        ...input,
      }));
    await step(MEET.add, { material: one.material.id });
    await step(MEET.add, { material: two.material.id });
    await step(MEET.add, { title: 'План работы на 2027 год' });
    const ids = meeting.items.map(({ id }: Shown) => id);
    await step(MEET.order, { items: [ids[2], ids[0], ids[1]] });
    expect(meeting.items.map(({ id }: Shown) => id)).toEqual([ids[2], ids[0], ids[1]]);
    await step(MEET.remove, { item: ids[0] });
    expect(meeting.items).toHaveLength(2);
    const again = await ask(as.secretary, MEET.add, {
      ...{ id: meeting.id, expectedVersion: meeting.version, material: two.material.id },
    });
    expect(again.fields).toHaveProperty('material');
  });

  test('no certificate is dated before its protocol, where the day comes earlier than in Moscow', async () => {
    await app.pool.query(`update council set time_zone = 'Asia/Kamchatka'`);
    const { material, draft } = await handedIn();
    let meeting = await openMeeting(material);
    await app.pool.query(`update council set time_zone = 'Europe/Moscow'`);
    // ten in the morning of the first of January there
    await app.pool.query(`update meeting set starts_at = '2098-12-31T22:00:00Z' where id = $1`, [meeting.id]);
    await desk.sign(await close(await decide(meeting, 0, { outcome: 'PUBLISH' })));
    const { rows } = await app.pool.query(
      `select number, to_char(issued_at at time zone 'Europe/Moscow', 'YYYY-MM-DD') as day,
         snapshot->>'publishedOn' as published, snapshot->'approval'->>'protocolDate' as protocol
       from certificate where material_version_id = $1`,
      [draft.id],
    );
    expect(rows).toEqual([
      { number: 'СП-2099-000001', day: '2099-01-01', published: '2099-01-01', protocol: '2099-01-01' },
    ]);
  });

  test('20 signatures at once make one protocol, and a signed one never changes', async () => {
    const { material } = await handedIn();
    let meeting = await openMeeting(material);
    meeting = await close(await decide(meeting, 0, { outcome: 'PUBLISH' }));
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        ask(as.chair, MEET.sign, { id: meeting.id, expectedVersion: meeting.version }),
      ),
    );
    expect(answers.filter(({ status }) => status === 'PROTOCOL_SIGNED')).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'CONFLICT')).toHaveLength(19);
    const { rows } = await app.pool.query(
      'select count(*)::int as made from meeting_protocol where meeting_id = $1',
      [meeting.id],
    );
    expect(rows[0].made).toBe(1);
    for (const statement of [
      `update agenda_item set votes_for = 100 where meeting_id = '${meeting.id}'`,
      `update meeting set place = 'другое' where id = '${meeting.id}'`,
      `delete from meeting_protocol where meeting_id = '${meeting.id}'`,
    ])
      await expect(app.pool.query(statement)).rejects.toThrow(/a signed protocol never changes/);
  });

  test.each(['RETURN', 'REJECT', 'WITHDRAW'])(
    '%s before a publication is carried out, too',
    async (first) => {
      const [one, two] = [await handedIn(), await handedIn()];
      const known = await handedIn(undefined, MaterialStatus.PUBLISHED);
      const more = { reason: 'QUALITY', dueDate: '2026-12-20' };
      const signed = await desk.held(
        first === 'WITHDRAW'
          ? [
              { kind: 'WITHDRAWAL', material: known.material.id, ground: 'Ошибка' },
              { outcome: first, ...more },
            ]
          : [{ material: one.material.id }, { outcome: first, ...more }],
        [{ material: two.material.id }, { outcome: 'RECOMMEND' }],
      );
      expect(signed).toMatchObject({ status: 'PROTOCOL_SIGNED' });
      expect(await stateOf(two.material.id)).toMatchObject({ status: 'PUBLISHED', recommended: true });
    },
  );

  test('one matter that cannot be carried out undoes the whole signature', async () => {
    const [one, two] = [await handedIn(), await handedIn()];
    let meeting = await openMeeting(one.material, two.material);
    meeting = await decide(meeting, 0, { outcome: 'PUBLISH' });
    meeting = await close(await decide(meeting, 1, { outcome: 'PUBLISH' }));
    // the second author takes the material back meanwhile
    await app.pool.query(`update material set draft_status = 'DRAFT' where id = $1`, [two.material.id]);
    expect(
      await ask(as.chair, MEET.sign, { id: meeting.id, expectedVersion: meeting.version }),
    ).toMatchObject({
      code: 'CONFLICT',
    });
    expect((await stateOf(one.material.id)).draft_status).toBe('SUBMITTED');
    const { rowCount } = await app.pool.query('select from meeting_protocol where meeting_id = $1', [
      meeting.id,
    ]);
    expect(rowCount).toBe(0);
    // the way out: open it again, take that matter off, and sign the rest
    meeting = await ask(as.secretary, MEET.reopen, { id: meeting.id, expectedVersion: meeting.version });
    const stale = meeting.items[1].id;
    meeting = await ask(as.secretary, MEET.remove, {
      id: meeting.id,
      expectedVersion: meeting.version,
      item: stale,
    });
    meeting = await close(meeting);
    const signed = await ask(as.chair, MEET.sign, { id: meeting.id, expectedVersion: meeting.version });
    expect(signed).toMatchObject({ status: 'PROTOCOL_SIGNED' });
    expect((await stateOf(one.material.id)).status).toBe('PUBLISHED');
  });

  test('a version that was handed in after the vote is not published by it', async () => {
    const { material, draft } = await handedIn();
    let meeting = await openMeeting(material);
    meeting = await close(await decide(meeting, 0, { outcome: 'PUBLISH' }));
    // the author took it back, and handed another version in
    await app.pool.query(
      `with later as (
         insert into material_version
         select (jsonb_populate_record(v, jsonb_build_object('id', gen_random_uuid(), 'number', 2))).*
         from material_version v where id = $1
         returning id)
       update material set draft_version_id = later.id from later where material.id = $2`,
      [draft.id, material.id],
    );
    const answer = await ask(as.chair, MEET.sign, { id: meeting.id, expectedVersion: meeting.version });
    expect(answer).toMatchObject({ code: 'CONFLICT' });
    expect((await stateOf(material.id)).status).toBe('SUBMITTED');
  });

  test('who sees to the reviews of a material is told on which agenda it is, until that is over', async () => {
    const { material } = await handedIn();
    const read = 'query ($id: ID!) { materialReview(id: $id) { meeting { id startsAt timeZone } } }';
    const meetingOf = async () =>
      (await app.gql(read, { id: material.id }, as.secretary)).data.materialReview.meeting;
    expect(await meetingOf()).toBeNull();
    const meeting = await desk.planned({ material: material.id });
    const { id, startsAt, timeZone } = meeting;
    expect(await meetingOf()).toEqual({ id, startsAt, timeZone });
    await desk.change(meeting, MEET.cancel, { reason: 'Нет кворума.' });
    expect(await meetingOf()).toBeNull();
  });

  test('equal votes decide nothing while the chair is away', async () => {
    const { material } = await handedIn();
    let meeting = await ask(as.secretary, MEET.plan, PLAN);
    const seen = () => ({ id: meeting.id, expectedVersion: meeting.version });
    meeting = await ask(as.secretary, MEET.add, { ...seen(), material: material.id });
    meeting = await ask(as.secretary, MEET.open, { ...seen(), present: desk.everybody.slice(1) });
    const even = await decide(meeting, 0, {
      outcome: 'PUBLISH',
      votesFor: 1,
      votesAgainst: 1,
      votesAbstained: 1,
    });
    expect(even.fields).toHaveProperty('votesFor');
  });
});
