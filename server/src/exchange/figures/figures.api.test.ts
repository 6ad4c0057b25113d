import { ref } from '@mikro-orm/postgresql';
import excel from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildMaterial, buildOrganization, buildTheme } from '../../../test/builders.js';
import { CHANGE, NOTE } from '../../../test/desk.js';
import { MeetingDesk } from '../../../test/meeting-desk.js';
import { buildAccount, signIn } from '../../../test/members.js';
import { ReviewDesk } from '../../../test/review-desk.js';
import { statementsOf } from '../../../test/statements.js';
import { Role } from '../../directory/role.js';
import { Territory } from '../../directory/territory.entity.js';
import { ThemeStatus } from '../../vocabulary/priority-theme.entity.js';
import { IN_A_MONTH } from '../../../test/days.js';

let app: BootedApp;
let reviews: ReviewDesk;
let meetings: MeetingDesk;
beforeAll(async () => {
  app = await bootApp();
  reviews = await ReviewDesk.open(app);
  meetings = await MeetingDesk.open(app);
});
afterAll(() => app.close());

const year = new Date().getUTCFullYear();
// days around New Year belong to it, whatever the zone
const period = { from: `${year - 1}-01-01`, to: `${year + 1}-12-31` };
const FIGURES = `times { state count median p90 } reviewers { shortName asked open sent late } returnShare
  rounds { rounds count } decisions { kind count byProtocol } protocols
  themes { slug count recommended } organizations { title count }`;
const figures = async (headers: Record<string, string>, asked: object = period) => {
  const query = `query ($from: LocalDate!, $to: LocalDate!) { councilFigures(from: $from, to: $to) { ${FIGURES} } }`;
  const { data, errors } = await app.gql(query, { ...asked }, headers);
  return data?.['councilFigures'] ?? { code: errors[0]?.extensions['code'] };
};
/** Moves a step of the audit trail some days back. */
const daysAgo = (id: string, action: string, days: number) =>
  app.pool.query(
    `update audit_event set at = now() - make_interval(days => $3) where subject_id = $1 and action = $2`,
    [id, action, days],
  );

test('figures of a period: time in each state, reviewers, returns, rounds, decisions', async () => {
  const { id, assignments } = await reviews.inReview();
  await reviews.reviewed(assignments[0]);
  await reviews.reviewed(assignments[1]);
  await daysAgo(id, 'material.submitted', 10);
  await daysAgo(id, 'review.invited', 8);
  await daysAgo(id, 'material.brought-to-council', 3);
  await meetings.held([{ material: id }, { outcome: 'RECOMMEND' }]);
  const late = await reviews.inReview();
  await app.pool.query(`update review_assignment set state = 'OVERDUE' where id = $1`, [
    late.assignments[0].id,
  ]);
  const back = await reviews.desk.submitted();
  await reviews.desk.ask(
    CHANGE.sendBack,
    { id: back.id, expectedVersion: back.version, note: NOTE, dueDate: IN_A_MONTH },
    reviews.desk.as.methodist,
  );
  const answer = await figures(meetings.as.member);
  expect(answer.times.find(({ state }: { state: string }) => state === 'IN_REVIEW')).toMatchObject({
    count: 1,
    median: expect.closeTo(5, 2),
    p90: expect.closeTo(5, 2),
  });
  expect(answer.times.map(({ state }: { state: string }) => state)).toEqual([
    'SUBMITTED',
    'IN_REVIEW',
    'COUNCIL',
  ]);
  expect(answer.reviewers).toHaveLength(2);
  expect(answer.reviewers[0]).toMatchObject({ asked: 2, open: 1, sent: 1, late: 1 });
  expect(answer).toMatchObject({
    returnShare: 0.5,
    protocols: 1,
    rounds: [{ rounds: 1, count: 1 }],
    decisions: [
      { kind: 'PUBLISH', count: 1, byProtocol: 1 },
      { kind: 'RETURN', count: 1, byProtocol: 0 },
    ],
  });
  expect(await figures(meetings.as.member, { from: '2001-01-01', to: '2001-12-31' })).toMatchObject({
    ...{ times: [], reviewers: [], returnShare: null, protocols: 0, decisions: [], rounds: [], themes: [] },
  });
  expect(await figures(meetings.as.member, { from: '2026-02-01', to: '2026-01-01' })).toEqual({
    code: 'BAD_USER_INPUT',
  });
});

test('a methodist of one school sees its figures alone, in as many statements however much there is', async () => {
  const em = app.orm.em.fork();
  const school = buildOrganization(em, '=HYPERLINK("http://evil.example","Школа")');
  const theme = buildTheme(em, { status: ThemeStatus.ACTIVE });
  const closed = buildTheme(em, { status: ThemeStatus.PROPOSED });
  const publishedAt = new Date();
  buildMaterial(em, { organization: school, themes: [theme, closed], publishedAt });
  buildMaterial(em, { themes: [theme], publishedAt });
  const methodist = buildAccount(em, { roles: [{ role: Role.METHODIST, organization: school }] });
  await em.flush();
  const theirs = await signIn(app.pool, methodist);
  const before = await statementsOf(() => figures(theirs));
  expect(await figures(theirs)).toMatchObject({
    organizations: [{ title: school.shortName, count: 1 }],
    // a theme that is not open is told to nobody
    themes: [{ slug: theme.slug, count: 1, recommended: 0 }],
    reviewers: [],
  });
  expect((await figures(meetings.as.chair)).themes).toEqual([{ slug: theme.slug, count: 2, recommended: 0 }]);
  expect(await statementsOf(() => figures(meetings.as.chair))).toHaveLength(before.length);
});

test('days are counted by the clock of the council, and what is late by that of the material', async () => {
  const em = app.orm.em.fork();
  const theme = buildTheme(em, { status: ThemeStatus.ACTIVE });
  // the first of April in Vladivostok, two hours before it in Moscow
  buildMaterial(em, { themes: [theme], publishedAt: new Date('2026-03-31T19:00:00Z') });
  await em.flush();
  const day = { from: '2026-04-01', to: '2026-04-01' };
  const published = async () =>
    (await figures(meetings.as.chair, day)).themes.map(({ slug }: { slug: string }) => slug);
  expect(await published()).not.toContain(theme.slug);
  await app.pool.query(`update council set time_zone = 'Asia/Vladivostok'`);
  expect(await published()).toContain(theme.slug);
  await app.pool.query(`update council set time_zone = 'Europe/Moscow'`);

  const { id, assignments } = await reviews.inReview();
  await reviews.reviewed(assignments[0]);
  const school = buildOrganization(em);
  const town = { name: 'Уссурийск', region: 'Приморский край', timeZone: 'Asia/Vladivostok' };
  school.territory = ref(em.create(Territory, town));
  await em.flush();
  await app.pool.query('update material set organization_id = $1 where id = $2', [school.id, id]);
  const late = async (closedAt: string) => {
    await app.pool.query(
      `update review_assignment set due_on = '2026-04-01', created_at = '2026-03-20T00:00:00Z', closed_at = $1
       where id = $2`,
      [closedAt, assignments[0].id],
    );
    return (await figures(meetings.as.chair, { from: '2026-03-20', to: '2026-03-20' })).reviewers;
  };
  // an hour before midnight there, and an hour after it, when it is still the day before in Moscow
  expect(await late('2026-04-01T13:00:00Z')).toMatchObject([{ sent: 1, late: 0 }]);
  expect(await late('2026-04-01T15:00:00Z')).toMatchObject([{ sent: 1, late: 1 }]);
});

test('the same as a spreadsheet, in which no name of a school is a formula', async () => {
  const address = `${app.url}/council-figures.xlsx?from=${period.from}&to=${period.to}`;
  expect((await fetch(address)).status).toBe(401);
  expect(
    (await fetch(address.replace(period.from, '2026-02-31'), { headers: meetings.as.chair })).status,
  ).toBe(400);
  const answer = await fetch(address, { headers: meetings.as.chair });
  expect(answer.headers.get('content-type')).toContain('spreadsheetml');
  expect(answer.headers.get('cache-control')).toBe('private, no-store');
  const book = new excel.Workbook();
  await book.xlsx.load(await answer.arrayBuffer());
  expect(book.worksheets.map(({ name }) => name)).toEqual([
    ...['Время в состояниях', 'Рецензенты', 'Решения', 'Круги до публикации', 'По темам', 'По организациям'],
  ]);
  const cells: unknown[] = [];
  book.getWorksheet('По организациям')!.eachRow((row) => cells.push(row.getCell(1).value));
  expect(cells).toContain(`'=HYPERLINK("http://evil.example","Школа")`);
});
