import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { CHANGE } from '../../../test/desk.js';
import { ASSIGN, REVIEW, ReviewDesk } from '../../../test/review-desk.js';
import { watchReviews } from './review.jobs.js';
import { IN_A_MONTH } from '../../../test/days.js';

let app: BootedApp;
let desk: ReviewDesk;
beforeAll(async () => {
  app = await bootApp();
  desk = await ReviewDesk.open(app);
});
afterAll(() => app.close());

const stateOf = async (id: string) =>
  (await app.pool.query('select draft_status as state from material where id = $1', [id])).rows[0].state;

test('two reviews bring a material before the council, weighed and with both texts', async () => {
  const { id, assignments } = await desk.inReview();
  await desk.reviewed(assignments[0], 5);
  expect(await stateOf(id)).toBe('IN_REVIEW');
  await desk.reviewed(assignments[1], 4);
  expect(await stateOf(id)).toBe('COUNCIL');
  const { data } = (await desk.reviewsOf(id)) as never as { data: Record<string, never> };
  expect(data).toMatchObject({ average: 90, spread: 20, needsThird: false });
  expect(data['assignments']).toMatchObject([
    { review: { total: 100, recommendation: 'PUBLISH', toCouncil: 'Совету: автор опытный.' } },
    { review: { total: 80, remarks: [{ body: 'Уточните цель урока.' }] } },
  ]);
});

test('of those who act at the same moment nobody is lost: two last reviews, two secretaries, a recall', async () => {
  const { id, assignments } = await desk.inReview();
  const writers = await Promise.all(assignments.map((one: never) => desk.accepted(one)));
  const sent = await Promise.all(
    writers.map(({ desk: mine, headers }) => desk.ask(REVIEW.send, desk.written(mine, 4), headers)),
  );
  expect(sent.map(({ code }) => code)).toEqual([undefined, undefined]);
  expect(await stateOf(id)).toBe('COUNCIL');

  const fresh = await desk.desk.submitted();
  const pairs = [
    [0, 1],
    [2, 3],
  ].map((pair) => pair.map((index) => desk.experts[index]!.id));
  const asked = await Promise.all(
    pairs.map((reviewers) =>
      desk.ask(ASSIGN.invite, { id: fresh.id, expectedVersion: fresh.version, reviewers }),
    ),
  );
  expect(asked.map(({ code }) => code).toSorted()).toEqual(['CONFLICT', undefined]);

  const other = await desk.inReview();
  const { desk: mine, headers } = await desk.accepted(other.assignments[0]);
  const [recalled, written] = await Promise.all([
    desk.desk.ask(CHANGE.recall, { id: other.id, expectedVersion: other.version }),
    desk.ask(REVIEW.send, desk.written(mine, 4), headers),
  ]);
  expect([recalled.code, written.code].filter((code) => code === undefined)).toHaveLength(1);
  expect(await stateOf(other.id)).toBe(recalled.code ? 'IN_REVIEW' : 'DRAFT');
});

test('two reviews that differ too much wait for a third, of which the secretary is told', async () => {
  const { id, assignments } = await desk.inReview();
  await desk.reviewed(assignments[0], 5);
  await desk.reviewed(assignments[1], 1);
  expect(await stateOf(id)).toBe('IN_REVIEW');
  const { data } = (await desk.reviewsOf(id)) as never as { data: Record<string, never> };
  expect(data).toMatchObject({ needsThird: true, spread: 80 });
  const told = await app.gql('{ notifications { nodes { kind path } } }', {}, desk.as.secretary);
  expect(told.data?.['notifications']).toMatchObject({
    nodes: expect.arrayContaining([{ kind: 'REVIEWS_DIFFER', path: `/council/queue/${id}` }]),
  });
  const third = { id, expectedVersion: data['version'], reviewers: [desk.experts[2]!.id] };
  const asked = await desk.ask(ASSIGN.invite, third);
  await desk.reviewed(asked.data.assignments[2], 3);
  expect(await stateOf(id)).toBe('COUNCIL');
});

describe('a review that is written', () => {
  test('is saved in parts, never over what another window saved, and is sent whole or not at all', async () => {
    const { assignments } = await desk.inReview();
    const { desk: mine, headers } = await desk.accepted(assignments[0]);
    const [first] = mine.criteria;
    const part = {
      ...desk.written(mine, 3),
      ...{ scores: [{ criterionId: first.id, score: 2 }], recommendation: null, toAuthor: '', remarks: [] },
    };
    const saved = await desk.ask(REVIEW.save, part, headers);
    expect(saved.data.draft).toMatchObject({ version: 1, scores: [{ criterionId: first.id, score: 2 }] });
    expect((await desk.ask(REVIEW.save, part, headers)).code).toBe('CONFLICT');
    const again = await desk.ask(REVIEW.save, { ...part, expectedVersion: 1, toAuthor: 'Ещё' }, headers);
    expect(again.data.draft).toMatchObject({ version: 2, toAuthor: 'Ещё' });
    const early = await desk.ask(REVIEW.send, { ...part, expectedVersion: 2 }, headers);
    expect(early.code).toBe('BAD_USER_INPUT');
    expect(Object.keys(early.errors[0]!.extensions['fields'] as object).toSorted()).toEqual(
      [
        ...mine.criteria.slice(1).map(({ id }: { id: string }) => `scores.${id}`),
        'recommendation',
        'toAuthor',
      ].toSorted(),
    );
    const after = await desk.deskOf(mine.task.id, headers);
    expect(after.data.draft, 'nothing of the refused one').toMatchObject({ version: 2, toAuthor: 'Ещё' });
  });

  test('takes remarks at a criterion, a file and a page of this version only', async () => {
    const { assignments } = await desk.inReview();
    const other = await desk.inReview();
    const { desk: mine, headers } = await desk.accepted(assignments[0]);
    const foreign = (await desk.accepted(other.assignments[1])).desk.material.files[0].id;
    const [file] = mine.material.files;
    const at = { criterionId: mine.criteria[1].id, fileId: file.id, page: 2, body: 'Опечатка.' };
    const saved = await desk.ask(REVIEW.save, desk.written(mine, 3, { remarks: [at] }), headers);
    expect(saved.data.draft.remarks).toMatchObject([
      { body: 'Опечатка.', page: 2, fileName: 'Файл 1.pdf', criterionTitle: mine.criteria[1].title },
    ]);
    const wrong = desk.written(saved.data, 3, { remarks: [{ ...at, fileId: foreign }] });
    expect((await desk.ask(REVIEW.save, wrong, headers)).code).toBe('BAD_USER_INPUT');
    const content = 'sha256 = (select sha256 from stored_file where id = $1)';
    await app.pool.query(`update file_content set page_count = 4 where ${content}`, [file.id]);
    const onPage = (page: number) => desk.written(saved.data, 3, { remarks: [{ ...at, page }] });
    const beyond = await desk.ask(REVIEW.save, onPage(5), headers);
    expect(beyond.errors[0]!.extensions['fields']).toEqual({
      'remarks.0': 'такой страницы нет: в файле их 4',
    });
    // of a text that flows only the pages that it names itself are known
    await app.pool.query(`update file_content set format = 'DOCX' where ${content}`, [file.id]);
    expect((await desk.ask(REVIEW.save, onPage(5), headers)).code).toBeUndefined();
  });

  test('never changes once it is sent, for nobody and not in the database either', async () => {
    const { assignments } = await desk.inReview();
    const sent = await desk.reviewed(assignments[0]);
    const headers = desk.as.experts[0]!;
    expect((await desk.ask(REVIEW.save, desk.written(sent, 1), headers)).code).toBe('CONFLICT');
    expect((await desk.ask(REVIEW.send, desk.written(sent, 1), headers)).code).toBe('CONFLICT');
    const { rows } = await app.pool.query('select id from review where assignment_id = $1', [sent.task.id]);
    const review = rows[0].id as string;
    for (const change of [
      'update review set total = 1 where id = $1',
      'update review set sent_at = null where id = $1',
      'delete from review where id = $1',
      `update review_remark set body = '' where review_id = $1`,
      'delete from review_remark where review_id = $1',
      `insert into review_remark (id, created_at, updated_at, review_id, position, body)
         values (gen_random_uuid(), now(), now(), $1, 9, 'Ещё')`,
    ])
      await expect(app.pool.query(change, [review]), change).rejects.toThrow('sent');
  });

  test('B33: is neither read, saved nor sent by an expert who was not asked for it, even one who reviews beside', async () => {
    const { assignments } = await desk.inReview();
    const { desk: mine } = await desk.accepted(assignments[0]);
    for (const stranger of [desk.as.experts[1]!, desk.as.experts[3]!]) {
      const seen = await desk.deskOf(mine.task.id, stranger);
      const saved = await desk.ask(REVIEW.save, desk.written(mine, 1), stranger);
      const sent = await desk.ask(REVIEW.send, desk.written(mine, 1), stranger);
      expect([seen.code, saved.code, sent.code]).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']);
    }
    const { rows } = await app.pool.query(
      'select 1 from review where assignment_id = $1 and total is not null',
      [mine.task.id],
    );
    expect(rows).toEqual([]);
  });

  test('is sent once, however often the button is pressed', async () => {
    const { id, assignments } = await desk.inReview();
    const { desk: mine, headers } = await desk.accepted(assignments[0]);
    const input = { ...desk.written(mine, 4), idempotencyKey: `press-${id}` };
    const answers = await Promise.all(Array.from({ length: 5 }, () => desk.ask(REVIEW.send, input, headers)));
    expect(answers.map(({ code }) => code)).toEqual([undefined, undefined, undefined, undefined, undefined]);
    const { rows } = await app.pool.query('select reviews_in from material where id = $1', [id]);
    expect(rows[0].reviews_in).toBe(1);
  });

  test('cannot be written before one has agreed, nor after the material has gone', async () => {
    const { id, version, assignments } = await desk.inReview();
    const { data: invited } = await desk.deskOf(assignments[0].id, desk.as.experts[0]!);
    expect(invited.material, 'an invitation does not open the files').toBeNull();
    const early = desk.written(invited, 4);
    expect((await desk.ask(REVIEW.save, early, desk.as.experts[0])).code).toBe('CONFLICT');
    const { desk: mine, headers } = await desk.accepted(assignments[0]);
    await desk.desk.ask(CHANGE.recall, { id, expectedVersion: version });
    expect((await desk.ask(REVIEW.send, desk.written(mine, 4), headers)).code).toBe('CONFLICT');
    expect((await desk.deskOf(mine.task.id, headers)).data).toMatchObject({
      ...{ task: { state: 'CANCELLED' }, material: null },
    });
  });
});

describe('in a blind review', () => {
  test('nothing that a reviewer gets tells whose it is: no name, no rights, no file name', async () => {
    const { material, draft, file } = await desk.desk.draft({ title: 'Тихий урок' });
    await app.pool.query(
      'update material_version set rights_holder = $2, child_consent_place = $3 where id = $1',
      [...[draft.id, 'Ветрова Н. О.', 'сейф школы Ветровой']],
    );
    await app.pool.query('update stored_file set name = $2 where id = $1', [
      file.id,
      'Ветрова Нина, конспект.pdf',
    ]);
    const { data } = await desk.desk.ask(CHANGE.submit, { id: material.id, expectedVersion: draft.version });
    const reviewers = desk.experts.slice(0, 2).map((expert) => expert.id);
    const asked = await desk.ask(ASSIGN.invite, {
      id: material.id,
      expectedVersion: data.version,
      reviewers,
    });
    const { desk: mine, headers } = await desk.accepted(asked.data.assignments[0]);
    expect(mine.material.files[0]).toMatchObject({ name: 'Файл 1.pdf' });
    const list = await app.gql('{ myReviews { title authors state } }', {}, headers);
    const told = await app.gql(
      '{ notifications(first: 100) { nodes { subject detail actorName path } } }',
      {},
      headers,
    );
    expect(list.data?.['myReviews']).toMatchObject(
      expect.arrayContaining([{ title: 'Тихий урок', authors: [], state: 'ACCEPTED' }]),
    );
    expect(JSON.stringify([mine, list.data, told.data])).not.toMatch(/Ветров|Нина/);
    const got = await fetch(new URL(mine.material.files[0].downloadUrl, app.url), {
      headers,
      method: 'HEAD',
    });
    expect(decodeURIComponent(JSON.stringify([...got.headers]))).not.toMatch(/Ветров|Нина/);
    const own = await app.gql(
      'query ($id: ID!) { ownMaterial(id: $id) { id } }',
      { id: material.id },
      headers,
    );
    expect(own.errors[0]?.extensions['code']).toBe('NOT_FOUND');
  });

  test('an open review shows the author', async () => {
    const { assignments } = await desk.inReview(2, { blind: false });
    const { desk: mine } = await desk.accepted(assignments[0]);
    expect(mine.material.contributions).toMatchObject([{ name: 'Ветрова Нина' }]);
  });
});

test('a reviewer declines with a reason, the secretary is told, and a conflict is remembered', async () => {
  const { id, version, assignments } = await desk.inReview();
  const headers = desk.as.experts[0]!;
  const input = { id: assignments[0].id, expectedVersion: assignments[0].version, reason: 'OTHER' };
  expect((await desk.ask(REVIEW.decline, input, headers)).code, 'another reason is told').toBe(
    'BAD_USER_INPUT',
  );
  const conflict = { ...input, reason: 'CONFLICT', note: 'Мы соседи.' };
  expect((await desk.ask(REVIEW.decline, conflict, headers)).data.task.state).toBe('DECLINED');
  const { data } = (await desk.reviewsOf(id)) as never as { data: Record<string, never[]> };
  expect(data['assignments']).toMatchObject([{ state: 'DECLINED', declineReason: 'CONFLICT' }, {}]);
  expect(data['candidates']).toContainEqual(
    expect.objectContaining({ id: desk.experts[0]!.id, obstacle: 'DECLARED' }),
  );
  const again = { id, expectedVersion: version, reviewers: [desk.experts[0]!.id] };
  expect(['BAD_USER_INPUT', 'CONFLICT']).toContain((await desk.ask(ASSIGN.invite, again)).code);
});

test('a review that was sent is certified, without a word of the material or its author', async () => {
  const { assignments } = await desk.inReview();
  const { desk: mine, headers } = await desk.accepted(assignments[0]);
  await desk.ask(REVIEW.send, desk.written(mine, 4), headers);
  const fields =
    'kind number title role registrationNumber publishedOn reviewedOn materialSlug checkCode pdfUrl';
  const { data } = await app.gql(`{ myCertificates(first: 1) { nodes { ${fields} } } }`, {}, headers);
  const [certificate] = (data!['myCertificates'] as { nodes: Record<string, string>[] }).nodes;
  expect(certificate).toMatchObject({
    ...{ kind: 'REVIEW', title: 'Экспертиза методического материала', role: null, registrationNumber: null },
    ...{ publishedOn: null, materialSlug: null },
  });
  expect(certificate!['number']).toMatch(/^СЭ-\d{4}-\d{6}$/);
  const check = await app.gql(
    `query ($code: String!) { certificate(checkCode: $code) { holder coAuthors fileName sha256 ${fields} } }`,
    { code: certificate!['checkCode'] },
  );
  expect(JSON.stringify(check.data)).not.toMatch(/Ветров|Тайный замысел/);
  const sheet = await fetch(new URL(certificate!['pdfUrl']!, app.url));
  expect(sheet.headers.get('content-type')).toBe('application/pdf');
});

test('an author takes nothing back once a review of it was sent', async () => {
  const { id, assignments } = await desk.inReview();
  await desk.reviewed(assignments[0]);
  const { rows } = await app.pool.query('select version from material where id = $1', [id]);
  const { code } = await desk.desk.ask(CHANGE.recall, { id, expectedVersion: rows[0].version });
  expect(code).toBe('CONFLICT');
});

test('what is due soon is reminded of once, and what is late is marked and told of', async () => {
  const { id, assignments } = await desk.inReview();
  const kinds = async (headers: Record<string, string>, path: string) => {
    const { data } = await app.gql('{ notifications(first: 100) { nodes { kind path } } }', {}, headers);
    const { nodes } = data!['notifications'] as { nodes: { kind: string; path: string }[] };
    return nodes.filter((one) => one.path === path).map(({ kind }) => kind);
  };
  const due = (days: number) =>
    app.pool.query(
      `update review_assignment set due_on = (now() at time zone 'Europe/Moscow')::date + $2::int where id = $1`,
      [assignments[0].id, days],
    );
  const mine = () => kinds(desk.as.experts[0]!, `/my/reviews/${assignments[0].id}`);
  await due(4);
  await watchReviews(app.orm);
  expect(await mine()).toEqual(['REVIEW_INVITED']);
  await due(3);
  await watchReviews(app.orm);
  await watchReviews(app.orm);
  expect(await mine()).toEqual(['REVIEW_DUE', 'REVIEW_INVITED']);
  await due(-1);
  await watchReviews(app.orm);
  await watchReviews(app.orm);
  expect(await mine()).toEqual(['REVIEW_OVERDUE', 'REVIEW_DUE', 'REVIEW_INVITED']);
  expect(await kinds(desk.as.secretary, `/council/queue/${id}`)).toEqual(['REVIEW_OVERDUE']);
  const { data } = (await desk.reviewsOf(id)) as never as { data: Record<string, never[]> };
  expect(data['assignments']![0]).toMatchObject({ state: 'OVERDUE' });
});

test('who is at work on a review is told when the material leaves the review without it', async () => {
  const { id, assignments } = await desk.inReview();
  await desk.accepted(assignments[0]);
  const { data: board } = (await desk.reviewsOf(id)) as never as { data: { version: number } };
  const back = { id, expectedVersion: board.version, note: 'Добавьте цели урока.', dueDate: IN_A_MONTH };
  expect((await desk.desk.ask(CHANGE.sendBack, back, desk.as.secretary)).code).toBeUndefined();
  const told = await app.gql('{ notifications { nodes { kind path } } }', {}, desk.as.experts[0]!);
  expect(told.data?.['notifications']).toMatchObject({
    nodes: expect.arrayContaining([{ kind: 'REVIEW_CANCELLED', path: `/my/reviews/${assignments[0].id}` }]),
  });
});
