import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { CHANGE, NOTE } from '../../../test/desk.js';
import { ASSIGN, ReviewDesk } from '../../../test/review-desk.js';
import { IN_A_MONTH } from '../../../test/days.js';

let app: BootedApp;
let desk: ReviewDesk;
beforeAll(async () => {
  app = await bootApp();
  desk = await ReviewDesk.open(app);
});
afterAll(() => app.close());

const FIELDS = `number round versionNumber recommendation toAuthor viewerCanAnswer
  remarks { id version body fileName page answer }`;
async function reviewsOf(id: string, headers = desk.desk.as.owner) {
  const { data, errors } = await app.gql(
    `query ($id: ID!) { authorReviews(material: $id) { ${FIELDS} } }`,
    { id },
    headers,
  );
  // deliberately loose: a test looks into it
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  return { reviews: data?.['authorReviews'] as any, code: errors[0]?.extensions['code'] };
}
const answer = (remark: { id: string; version: number }, text: string, headers = desk.desk.as.owner) =>
  desk.ask(
    `mutation ($input: AnswerRemarkInput!) { answerRemark(input: $input) { ${FIELDS} } }`,
    { id: remark.id, expectedVersion: remark.version, answer: text },
    headers,
  );

/** A material with two reviews, the first with a remark at a page of its file, sent back for revision. */
async function returned() {
  const { id, assignments } = await desk.inReview();
  const { desk: mine, headers } = await desk.accepted(assignments[0]);
  const at = { body: 'Нет целей.', fileId: mine.material.files[0].id, page: 2 };
  const send = `mutation ($input: SendReviewInput!) { sendReview(input: $input) { maxScore } }`;
  await desk.ask(send, desk.written(mine, 3, { remarks: [at] }), headers);
  await desk.reviewed(assignments[1], 3, { remarks: [{ body: 'Мало примеров.' }] });
  const { rows } = await app.pool.query('select version from material where id = $1', [id]);
  const back = { id, expectedVersion: rows[0].version, note: NOTE, dueDate: IN_A_MONTH };
  const { code } = await desk.ask(CHANGE.sendBack, back);
  expect(code, 'the secretary sends it back').toBeUndefined();
  return id as string;
}

test('an author reads reviews without their writers and without what is for the council, and only once they are over', async () => {
  const { id: early, assignments } = await desk.inReview();
  await desk.reviewed(assignments[0]);
  expect((await reviewsOf(early)).reviews, 'others are at work').toEqual([]);
  const id = await returned();
  const { reviews } = await reviewsOf(id);
  expect(reviews).toMatchObject([
    { number: 1, viewerCanAnswer: true, remarks: [{ body: 'Нет целей.', page: 2, answer: null }] },
    { number: 2, remarks: [{ body: 'Мало примеров.' }] },
  ]);
  expect(reviews[0].remarks[0].fileName, 'the author knows the file by its name').toMatch(/^Файл \d+\.pdf$/);
  expect(JSON.stringify(reviews)).not.toMatch(/Совету|Аксёнова|Белов|Эвелина/);
  const everything = await app.gql(
    `query ($id: ID!) { ownMaterial(id: $id) { decisions { note decidedBy } versions { number } } }`,
    { id },
    desk.desk.as.owner,
  );
  expect(JSON.stringify(everything.data)).not.toMatch(/Аксёнова|Белов/);
});

test('each remark is answered before the next round, in which the same reviewer sees answers and changes', async () => {
  const id = await returned();
  const { data } = await app.gql(
    'query ($id: ID!) { ownMaterial(id: $id) { draft { version } } }',
    { id },
    desk.desk.as.owner,
  );
  const draftVersion = (data!['ownMaterial'] as { draft: { version: number } }).draft.version;
  const change = await app.gql(
    `mutation ($id: ID!, $v: Int!) { updateDraft(id: $id, expectedVersion: $v, input: { title: "С целями" }) {
      draft { version } } }`,
    { id, v: draftVersion },
    desk.desk.as.owner,
  );
  const { draft } = change.data!['updateDraft'] as { draft: { version: number } };
  const again = { id, expectedVersion: draft.version, answer: 'Всё исправлено.' };
  const refused = await desk.desk.ask(CHANGE.submit, again);
  expect(refused.errors[0]?.extensions['fields']).toHaveProperty('remarks');
  const { reviews } = await reviewsOf(id);
  const [first, second] = [reviews[0].remarks[0], reviews[1].remarks[0]];
  expect((await answer(first, '  ')).code).toBe('BAD_USER_INPUT');
  const done = await answer(first, 'Цели добавлены.');
  expect(done.data[0].remarks[0]).toMatchObject({ answer: 'Цели добавлены.' });
  expect((await answer(first, 'Ещё раз.')).code, 'in another window').toBe('CONFLICT');
  await answer(second, 'Примеры в приложении.');
  const submitted = await desk.desk.ask(CHANGE.submit, again);
  expect(submitted.data).toMatchObject({ draftState: 'SUBMITTED', reviewRound: 2 });
  expect((await answer(done.data[0].remarks[0], 'Поздно.')).code).toBe('CONFLICT');

  const told = await app.gql(
    'query ($id: ID!) { materialReview(id: $id) { changes { from to fields { field after } } } }',
    { id },
    desk.as.secretary,
  );
  expect(told.data?.['materialReview']).toEqual({
    changes: { from: 1, to: 2, fields: [{ field: 'title', after: ['С целями'] }] },
  });
  const board = (await desk.reviewsOf(id)) as never as { data: { candidates: object[]; version: number } };
  expect(board.data.candidates[0], 'who knows it comes first').toMatchObject({ reviewedBefore: true });
  const reviewers = desk.experts.slice(0, 2).map((expert) => expert.id);
  const asked = await desk.ask(ASSIGN.invite, { id, expectedVersion: board.data.version, reviewers });
  const { desk: mine } = await desk.accepted(asked.data.assignments[0]);
  expect(mine.earlier).toMatchObject({
    versionNumber: 1,
    remarks: [{ body: 'Нет целей.', answer: 'Цели добавлены.' }],
    changes: { fields: [{ field: 'title' }], files: [] },
  });
});

test('who looks at a new version of a public material sees what is new in it, reviewed or not', async () => {
  const { id, version } = await desk.desk.published();
  const begun = await app.gql(
    `mutation ($id: ID!, $v: Int!) { startNewVersion(id: $id, expectedVersion: $v) { draft { version } } }`,
    { id, v: version },
    desk.desk.as.owner,
  );
  const { draft: first } = begun.data!['startNewVersion'] as { draft: { version: number } };
  const change = await app.gql(
    `mutation ($id: ID!, $v: Int!) { updateDraft(id: $id, expectedVersion: $v,
       input: { title: "Без опечатки", changeNote: "Опечатка" }) { draft { version } } }`,
    { id, v: first.version },
    desk.desk.as.owner,
  );
  const { draft } = change.data!['updateDraft'] as { draft: { version: number } };
  await desk.desk.ask(CHANGE.submit, { id, expectedVersion: draft.version });
  const told = await app.gql(
    'query ($id: ID!) { materialReview(id: $id) { changes { from to fields { field after } } } }',
    { id },
    desk.desk.as.methodist,
  );
  expect(told.data?.['materialReview']).toMatchObject({
    changes: { from: 1, to: 2, fields: [{ field: 'title', after: ['Без опечатки'] }] },
  });
});

test('nobody but the author answers', async () => {
  const id = await returned();
  const { reviews } = await reviewsOf(id);
  const [remark] = reviews[0].remarks;
  for (const headers of [desk.as.secretary, desk.as.experts[0], desk.desk.as.methodist])
    expect(['FORBIDDEN', 'NOT_FOUND']).toContain((await answer(remark, 'Исправлено.', headers)).code);
  expect((await reviewsOf(id, desk.as.experts[0])).code).toBe('NOT_FOUND');
});
