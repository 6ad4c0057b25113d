import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { Desk } from '../../../test/desk.js';
import { MEET, MeetingDesk } from '../../../test/meeting-desk.js';
import { statementsOf } from '../../../test/statements.js';
import { readOffice } from '../../materials/extraction/office.js';
import { MaterialStatus } from '../../materials/material-enums.js';

let app: BootedApp;
let desk: MeetingDesk;
let authors: Desk;
beforeAll(async () => {
  app = await bootApp();
  desk = await MeetingDesk.open(app);
  authors = await Desk.open(app);
});
afterAll(() => app.close());

const GROUND = 'Обращение другого автора: занятие взято из его книги.';
const withdrawal = (material: string) => ({ kind: 'WITHDRAWAL', material, ground: GROUND });
const reinstatement = (material: string) => ({ kind: 'REINSTATEMENT', material, ground: 'Просьба автора.' });

const tombstone = async (slug: string) => {
  const { data } = await app.gql(
    'query ($slug: String!) { material(slug: $slug) { title } tombstone: withdrawnMaterial(slug: $slug) { reason withdrawnBy replacedBy { slug title } } }',
    { slug },
  );
  return data!;
};
const certificatesOf = async (material: string) => {
  const { rows } = await app.pool.query(
    `select c.status, c.annulment_reason as reason from certificate c
     join material_version v on v.id = c.material_version_id where v.material_id = $1`,
    [material],
  );
  return rows;
};
const waitsForIndex = async (material: string) => {
  const { rows } = await app.pool.query('select 1 from search_outbox where material_id = $1', [material]);
  return rows.length > 0;
};

test('a protocol takes a material from the public and gives it back, and everybody may read both', async () => {
  const { id, slug, registrationNumber, published } = await authors.published();
  await app.pool.query('delete from search_outbox');
  const first = await desk.held([
    withdrawal(registrationNumber.toLowerCase()),
    { outcome: 'WITHDRAW', reason: 'RIGHTS', resolution: 'Нет разрешения издательства на рисунки.' },
  ]);
  expect(first).toMatchObject({
    status: 'PROTOCOL_SIGNED',
    items: [{ kind: 'WITHDRAWAL', ground: GROUND, materialState: 'WITHDRAWN', materialSlug: slug }],
  });
  expect(await tombstone(slug)).toMatchObject({
    material: null,
    tombstone: {
      reason: 'Нет разрешения издательства на рисунки.',
      withdrawnBy: 'COUNCIL',
      replacedBy: null,
    },
  });
  expect(await waitsForIndex(id)).toBe(true);
  expect(await certificatesOf(id)).toEqual([{ status: 'VALID', reason: null }]);

  const second = await desk.held([
    reinstatement(`https://bank.example/materials/${slug}?page=2`),
    { outcome: 'REINSTATE' },
  ]);
  expect((await tombstone(slug)).material).toEqual({ title: published.title });
  const { data } = await app.gql('{ councilProtocols(year: 2026) { number decisions { kind title slug } } }');
  const told = { title: published.title, slug };
  expect(data!['councilProtocols']).toEqual([
    { number: second.protocolNumber, decisions: [{ kind: 'REINSTATED', ...told }] },
    { number: first.protocolNumber, decisions: [{ kind: 'WITHDRAWN', ...told }] },
  ]);
});

test('only plagiarism annuls the certificates, and they say by which protocol', async () => {
  const { id } = await authors.published();
  const { protocolNumber } = await desk.held([withdrawal(id), { outcome: 'WITHDRAW', reason: 'PLAGIARISM' }]);
  const reason = `Плагиат, протокол № ${protocolNumber} от 27.11.2026`;
  expect(await certificatesOf(id)).toEqual([{ status: 'ANNULLED', reason }]);
  // what was annulled stays so, whatever becomes of the material
  await desk.held([reinstatement(id), { outcome: 'REINSTATE' }]);
  expect(await certificatesOf(id)).toEqual([{ status: 'ANNULLED', reason }]);
});

test('a withdrawal names what to read instead: as it was proposed, or as the meeting says', async () => {
  const [old, first, second] = [
    await authors.published(),
    await authors.published(),
    await authors.published(),
  ];
  const planned = await desk.planned();
  const proposed = (replacedBy: string) =>
    desk.change(planned, MEET.add, { ...withdrawal(old.id), replacedBy });
  for (const wrong of [old.registrationNumber, 'МБ-1999-000001', (await desk.handedIn()).material.id])
    expect((await proposed(wrong)).fields).toHaveProperty('replacedBy');

  let meeting = await proposed(first.registrationNumber);
  const link = (to: typeof first) => ({ slug: to.slug, title: to.published.title });
  expect(meeting.items[0].replacedBy).toEqual(link(first));
  meeting = await desk.change(meeting, MEET.open, { present: desk.everybody });
  const decision = { outcome: 'WITHDRAW', reason: 'DUPLICATE' };
  meeting = await desk.decide(meeting, 0, decision);
  expect(meeting.items[0].replacedBy).toEqual(link(first));
  meeting = await desk.decide(meeting, 0, { ...decision, replacedBy: '' });
  expect(meeting.items[0].replacedBy).toBeNull();
  expect((await desk.decide(meeting, 0, { ...decision, replacedBy: old.slug })).fields).toHaveProperty(
    'replacedBy',
  );
  meeting = await desk.decide(meeting, 0, { ...decision, replacedBy: `/materials/${second.slug}` });
  const signed = await desk.sign(await desk.close(meeting));
  expect(await tombstone(old.slug)).toMatchObject({ tombstone: { replacedBy: link(second) } });
  const sheet = await fetch(`${app.url}/protocols/${signed.id}.docx`, { headers: desk.as.member });
  const { blocks } = await readOffice(new Uint8Array(await sheet.arrayBuffer()), 'DOCX');
  expect(blocks.map(({ text }) => text).join(' ')).toContain(
    `Вместо него читать: «${second.published.title}» (${second.registrationNumber}).`,
  );
});

test('nothing is signed that sends readers from one withdrawn material to another', async () => {
  const [one, two, three] = [await authors.published(), await authors.published(), await authors.published()];
  const decision = (replacedBy: string) => ({ outcome: 'WITHDRAW', reason: 'DUPLICATE', replacedBy });
  let meeting = await desk.opened(withdrawal(one.id), withdrawal(two.id));
  meeting = await desk.decide(meeting, 0, decision(two.slug));
  meeting = await desk.close(await desk.decide(meeting, 1, decision(one.slug)));
  const refused = await desk.sign(meeting);
  expect(refused.code).toBe('CONFLICT');
  expect([one, two].some(({ published }) => refused.text.includes(`«${published.title}»`))).toBe(true);
  expect((await tombstone(one.slug)).material).toEqual({ title: one.published.title });

  meeting = await desk.change(meeting, MEET.reopen);
  meeting = await desk.decide(meeting, 0, decision(three.slug));
  meeting = await desk.close(await desk.decide(meeting, 1, decision('')));
  // its owner withdraws the third meanwhile
  const setStatus = (status: string) =>
    app.pool.query('update material set status = $1, withdrawn_at = $2 where id = $3', [
      ...[status, status === 'WITHDRAWN' ? new Date() : null, three.id],
    ]);
  await setStatus('WITHDRAWN');
  expect((await desk.sign(meeting)).text).toContain(`«${one.published.title}»`);
  await setStatus('PUBLISHED');
  expect(await desk.sign(meeting)).toMatchObject({ status: 'PROTOCOL_SIGNED' });
});

test('a withdrawal that is voted down changes nothing, and the register does not tell of it', async () => {
  const { id, slug, published } = await authors.published();
  const { protocolNumber } = await desk.held([withdrawal(id), { outcome: 'KEEP' }]);
  expect((await tombstone(slug)).material).toEqual({ title: published.title });
  const { data } = await app.gql('{ councilProtocols { number decisions { title } } }');
  expect(data!['councilProtocols'][0]).toEqual({ number: protocolNumber, decisions: [] });
});

test('a matter is refused where it makes no sense, with words that say why', async () => {
  const { material } = await desk.handedIn();
  const { id } = await authors.published();
  const meeting = await desk.planned();
  const add = async (matter: object) => (await desk.change(meeting, MEET.add, matter)).fields;
  expect(await add(withdrawal(material.id))).toEqual({
    material: 'такого опубликованного материала нет: проверьте номер или адрес',
  });
  expect(await add(reinstatement(id))).toHaveProperty('material');
  expect(await add({ kind: 'PUBLICATION', material: id })).toHaveProperty('material');
  expect(await add({ ...withdrawal(id), ground: ' ' })).toHaveProperty('ground');
  expect(await add({ kind: 'WITHDRAWAL', ground: GROUND })).toHaveProperty('material');
  expect(await add({ kind: 'DOCUMENT', title: '' })).toHaveProperty('title');
  const open = await desk.opened(withdrawal(id), { kind: 'DOCUMENT', title: 'Положение о банке' });
  expect(open.items.map(({ outcomes }: { outcomes: string[] }) => outcomes)).toEqual([
    ['WITHDRAW', 'KEEP'],
    ['APPROVE', 'NOTE'],
  ]);
  expect((await desk.decide(open, 0, { outcome: 'PUBLISH' })).fields).toEqual({
    outcome: 'об этом вопросе так не решают',
  });
  expect((await desk.decide(open, 0, { outcome: 'WITHDRAW' })).fields).toHaveProperty('reason');
});

test('a material that its owner has withdrawn meanwhile undoes the signature', async () => {
  const { id, version } = await authors.published();
  let meeting = await desk.opened(withdrawal(id), { kind: 'DOCUMENT', title: 'План работы' });
  meeting = await desk.decide(meeting, 0, { outcome: 'WITHDRAW', reason: 'QUALITY' });
  meeting = await desk.close(await desk.decide(meeting, 1, { outcome: 'APPROVE' }));
  const { rows } = await app.pool.query('select version from material where id = $1', [id]);
  expect(rows[0].version).toBe(version);
  await app.pool.query(`update material set status = 'WITHDRAWN', withdrawn_at = now() where id = $1`, [id]);
  expect(await desk.sign(meeting)).toMatchObject({ code: 'CONFLICT' });
  meeting = await desk.change(meeting, MEET.reopen);
  meeting = await desk.change(meeting, MEET.remove, { item: meeting.items[0].id });
  expect(await desk.sign(await desk.close(meeting))).toMatchObject({ status: 'PROTOCOL_SIGNED' });
  const { data } = await app.gql(
    '{ councilProtocols(kind: DOCUMENT_APPROVED) { decisions { kind title slug } } }',
  );
  expect(data!['councilProtocols']).toEqual([
    { decisions: [{ kind: 'DOCUMENT_APPROVED', title: 'План работы', slug: null }] },
  ]);
});

test('the authors and the owner do not vote on a withdrawal', async () => {
  const own = await desk.handedIn(desk.council[3], MaterialStatus.PUBLISHED);
  const meeting = await desk.opened(withdrawal(own.material.id));
  expect(meeting.items[0]).toMatchObject({ voters: 3, conflicted: ['Советг\u00a0А.\u00a0И.'] });
});

test('meetings are listed in as many statements however many matters they have', async () => {
  const list = () => app.gql('{ councilMeetings { id items { voters } } }', {}, desk.as.member);
  const before = await statementsOf(list);
  await desk.opened(
    withdrawal((await authors.published()).id),
    { material: (await desk.handedIn()).material.id },
    { material: (await desk.handedIn()).material.id },
  );
  expect(await statementsOf(list)).toHaveLength(before.length);
});
