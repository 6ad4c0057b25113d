import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildMaterial, buildPerson } from '../../../test/builders.js';
import { CHANGE, NOTE } from '../../../test/desk.js';
import { buildAccount, signIn } from '../../../test/members.js';
import { ASSIGN, ReviewDesk } from '../../../test/review-desk.js';
import { Role } from '../../directory/role.js';
import { IN_A_MONTH } from '../../../test/days.js';

let app: BootedApp;
let desk: ReviewDesk;
beforeAll(async () => {
  app = await bootApp();
  desk = await ReviewDesk.open(app);
});
afterAll(() => app.close());

const queue = (more = '', headers = desk.as.secretary) =>
  app
    .gql(
      `{ councilQueue(first: 100 ${more}) { totalCount counts { need count }
      nodes { id state need sent open days round authors reviewers { shortName state } } } }`,
      {},
      headers,
    )
    .then(
      ({ data }) => data?.['councilQueue'] as { nodes: { id: string; need: string }[]; totalCount: number },
    );
const needOf = async (id: string) => (await queue()).nodes.find((item) => item.id === id)?.need;

test('two reviewers bring a material into review, and each is told without a word of the author', async () => {
  const { id, version } = await desk.desk.submitted();
  expect(await needOf(id)).toBe('ASSIGN');
  const [first, second] = desk.experts;
  const one = await desk.ask(ASSIGN.invite, { id, expectedVersion: version, reviewers: [first!.id] });
  expect(one.code).toBe('BAD_USER_INPUT');
  const both = { id, expectedVersion: version, reviewers: [first!.id, second!.id] };
  const { data } = await desk.ask(ASSIGN.invite, both);
  expect(data.assignments).toMatchObject([
    { number: 1, state: 'INVITED', blind: true },
    { number: 2, state: 'INVITED', blind: true },
  ]);
  expect((await desk.ask(ASSIGN.invite, both)).code, 'a second press').toBe('CONFLICT');
  expect(await needOf(id)).toBe('WAIT');
  const told = await app.gql(
    '{ notifications { nodes { kind path subject actorName detail } } }',
    {},
    desk.as.experts[0]!,
  );
  expect(JSON.stringify(told.data)).toContain('REVIEW_INVITED');
  expect(JSON.stringify(told.data)).not.toContain('Ветрова');
});

test('B32: authors, their colleagues and former co-authors are named with the obstacle and cannot be asked', async () => {
  const em = app.orm.em.fork();
  const owner = desk.desk.owner.person.unwrap();
  const colleague = buildAccount(em, {
    person: buildPerson(em, ['Соседова', 'Инна'], owner.organization!.unwrap()),
    roles: [Role.EXPERT],
  });
  const former = buildAccount(em, { roles: [Role.EXPERT] });
  const co = buildAccount(em, { roles: [Role.EXPERT] });
  await em.flush();
  buildMaterial(em, { authors: [owner, former.person.unwrap()] });
  await em.flush();
  const { id, version } = await desk.desk.submitted({ coAuthors: [co.person.unwrap()] });
  const { data } = (await desk.reviewsOf(id)) as { data: { candidates: { id: string; obstacle: string }[] } };
  const obstacleOf = (account: string) => data.candidates.find((one) => one.id === account)?.obstacle;
  expect(obstacleOf(colleague.id)).toBe('SAME_ORGANIZATION');
  expect(obstacleOf(former.id)).toBe('CO_AUTHOR');
  expect(obstacleOf(co.id)).toBe('CONTRIBUTOR');
  expect(obstacleOf(desk.experts[0]!.id)).toBeNull();
  for (const { id: refused } of [colleague, former, co]) {
    const reviewers = [desk.experts[0]!.id, refused];
    const answer = await desk.ask(ASSIGN.invite, { id, expectedVersion: version, reviewers });
    expect(answer.code).toBe('BAD_USER_INPUT');
  }
  const teacher = [desk.experts[0]!.id, desk.desk.owner.id];
  expect((await desk.ask(ASSIGN.invite, { id, expectedVersion: version, reviewers: teacher })).code).toBe(
    'BAD_USER_INPUT',
  );
});

test('a reviewer is replaced, gets more time, or is not needed any more', async () => {
  const { id, assignments } = await desk.inReview();
  const [first, second] = assignments;
  const replaced = await desk.ask(ASSIGN.replace, {
    ...{ id: first.id, expectedVersion: first.version, reviewer: desk.experts[2]!.id },
  });
  expect(replaced.data.assignments.map(({ state }: { state: string }) => state)).toEqual([
    'CANCELLED',
    'INVITED',
    'INVITED',
  ]);
  const seen = { id: second.id, expectedVersion: second.version };
  // the second year was mistyped
  for (const dueOn of ['2020-01-01', '2062-12-31'])
    expect((await desk.ask(ASSIGN.postpone, { ...seen, dueOn })).code).toBe('BAD_USER_INPUT');
  const later = await desk.ask(ASSIGN.postpone, { ...seen, dueOn: IN_A_MONTH });
  expect(later.data.assignments[1]).toMatchObject({ dueOn: IN_A_MONTH, state: 'INVITED' });
  expect(
    (await desk.ask(ASSIGN.cancel, { id: second.id, expectedVersion: second.version })).code,
    'on what was seen before',
  ).toBe('CONFLICT');
  const cancelled = await desk.ask(ASSIGN.cancel, { id: second.id, expectedVersion: second.version + 1 });
  expect(cancelled.data.assignments[1].state).toBe('CANCELLED');
  expect(await needOf(id)).toBe('MORE');
});

describe('whatever takes a material out of review', () => {
  test.each([
    ['a return', CHANGE.sendBack, { note: NOTE, dueDate: IN_A_MONTH }],
    ['a refusal', CHANGE.reject, { note: NOTE, reason: 'QUALITY' }],
    ['a publication', CHANGE.publish, {}],
  ])('%s cancels the reviews that are awaited', async (_name, mutation, more) => {
    const { id, version } = await desk.inReview();
    const { code } = await desk.ask(
      mutation,
      { id, expectedVersion: version, ...more },
      desk.desk.as.methodist,
    );
    expect(code).toBeUndefined();
    const { rows } = await app.pool.query('select state from review_assignment where material_id = $1', [id]);
    expect(rows.map(({ state }) => state)).toEqual(['CANCELLED', 'CANCELLED']);
  });

  test('an author takes back what nobody has reviewed yet, and may even delete it', async () => {
    const { id, version } = await desk.inReview();
    const { data, code } = await desk.desk.ask(CHANGE.recall, { id, expectedVersion: version });
    expect([code, data?.draftState]).toEqual([undefined, 'DRAFT']);
    const gone = await app.gql(
      'mutation ($id: ID!, $v: Int!) { deleteDraft(id: $id, expectedVersion: $v) }',
      { id, v: await draftVersion(id) },
      desk.desk.as.owner,
    );
    expect(gone.errors).toEqual([]);
  });
});

async function draftVersion(id: string): Promise<number> {
  const { rows } = await app.pool.query(
    'select d.version from material m join material_version d on d.id = m.draft_version_id where m.id = $1',
    [id],
  );
  return rows[0].version as number;
}

test('who reviews blind meets the material nowhere else, even with a role that sees the queue', async () => {
  const em = app.orm.em.fork();
  const reviewer = buildAccount(em, { roles: [Role.METHODIST] });
  await em.flush();
  const headers = await signIn(app.pool, reviewer);
  const { id, version } = await desk.desk.submitted();
  expect((await queue('', headers)).nodes.map((item) => item.id)).toContain(id);
  const reviewers = [reviewer.id, desk.experts[0]!.id];
  await desk.ask(ASSIGN.invite, { id, expectedVersion: version, reviewers });
  expect((await queue('', headers)).nodes.map((item) => item.id)).not.toContain(id);
  const own = await app.gql('query ($id: ID!) { ownMaterial(id: $id) { id } }', { id }, headers);
  expect(own.errors[0]?.extensions['code']).toBe('NOT_FOUND');
  expect((await desk.reviewsOf(id, headers)).code).toBe('NOT_FOUND');
  const submissions = await app.gql('{ submissions(first: 100) { nodes { id } } }', {}, headers);
  expect(JSON.stringify(submissions.data)).not.toContain(id);

  // what was taken back and handed in anew is reviewed by nobody yet
  const { rows } = await app.pool.query('select version from material where id = $1', [id]);
  await desk.desk.ask(CHANGE.recall, { id, expectedVersion: rows[0].version });
  await desk.desk.ask(CHANGE.submit, { id, expectedVersion: await draftVersion(id) });
  expect((await queue('', headers)).nodes.map((item) => item.id)).toContain(id);
});

test('the queue is filtered by what has to be done and by state, and counts it all', async () => {
  const { id } = await desk.inReview(3);
  const waiting = await queue(
    'filter: { needs: [WAIT], states: [IN_REVIEW], kinds: [METHOD_RECOMMENDATIONS] }',
  );
  expect(waiting.nodes.map((item) => item.id)).toContain(id);
  expect(new Set(waiting.nodes.map(({ need }) => need))).toEqual(new Set(['WAIT']));
  expect((await queue('filter: { kinds: [GAME] }')).nodes).toEqual([]);
  const all = (await queue()) as unknown as { totalCount: number; counts: { count: number }[] };
  expect(all.counts.reduce((sum, { count }) => sum + count, 0)).toBe(all.totalCount);
});

test('every order of the queue is walked page by page without a gap', async () => {
  await desk.inReview();
  await desk.desk.submitted();
  const whole = await queue();
  for (const order of ['LONGEST_WAITING', 'NEWEST', 'DUE_FIRST']) {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await app.gql(
        `query ($after: String, $order: QueueOrder!) { councilQueue(first: 2, after: $after, order: $order) {
          nodes { id } pageInfo { endCursor hasNextPage } } }`,
        { after, order },
        desk.as.secretary,
      );
      const page = data?.['councilQueue'] as {
        nodes: { id: string }[];
        pageInfo: { endCursor: string; hasNextPage: boolean };
      };
      seen.push(...page.nodes.map((item) => item.id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after);
    expect(seen.toSorted(), order).toEqual(whole.nodes.map((item) => item.id).toSorted());
  }
});
