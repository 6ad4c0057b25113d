import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type BootedApp, bootApp } from '../../test/app.js';
import { ReviewDesk } from '../../test/review-desk.js';
import { Meeting } from './meetings/meeting.entity.js';

/** A zone that is younger than the database. */
const YOUNG = vi.hoisted(() => {
  const young = 'Asia/Novogorsk';
  const known = Intl.supportedValuesOf;
  Intl.supportedValuesOf = (key) => (key === 'timeZone' ? [...known(key), young] : known(key));
  return young;
});

let app: BootedApp;
let desk: ReviewDesk;
beforeAll(async () => {
  app = await bootApp();
  desk = await ReviewDesk.open(app);
});
afterAll(() => app.close());

const RULES = `version name shortName timeZone quorum castingVote spreadLimit passScore reviewDays blindReview
  sameOrganizationConflict viewerCanChange form { edition version inUse maxScore title criteria { title hint weight } }`;
// deliberately loose: tests look into it
// eslint-disable-next-line @typescript-eslint/no-explicit-any
async function rules(): Promise<any> {
  const { data } = await app.gql(`{ councilRules { ${RULES} } }`, {}, desk.as.secretary);
  return data!['councilRules'];
}
const change = (field: string, type: string, input: object) =>
  desk.ask(`mutation ($input: ${type}!) { ${field}(input: $input) { ${RULES} } }`, input);
const changeForm = (input: object) => change('changeReviewForm', 'ReviewFormInput', input);

test('the rules are changed as they were seen, and hold for the next invitation', async () => {
  const { version, form: _form, viewerCanChange: _can, ...now } = await rules();
  const input = { ...now, expectedVersion: version, reviewDays: 5, blindReview: false };
  expect((await change('changeCouncilRules', 'CouncilRulesInput', { ...input, spreadLimit: 1 })).code).toBe(
    'BAD_USER_INPUT',
  );
  const { data } = await change('changeCouncilRules', 'CouncilRulesInput', input);
  expect(data).toMatchObject({ reviewDays: 5, blindReview: false });
  expect((await change('changeCouncilRules', 'CouncilRulesInput', input)).code).toBe('CONFLICT');
  const { assignments } = await desk.inReview();
  const days = (Date.parse(assignments[0].dueOn) - Date.now()) / 86_400_000;
  expect(assignments[0].blind).toBe(false);
  expect(days).toBeGreaterThan(3.5);
  expect(days).toBeLessThan(6);
});

test('meetings are planned by the clock of the council, and keep it whatever it lives by later', async () => {
  const { version, form: _form, viewerCanChange: _can, ...now } = await rules();
  expect(now.timeZone).toBe('Europe/Moscow');
  const zone = (timeZone: string | null, expectedVersion: number) =>
    change('changeCouncilRules', 'CouncilRulesInput', { ...now, timeZone, expectedVersion });
  for (const none of ['Владивосток', '+10:00', 'MSK', YOUNG])
    expect((await zone(none, version)).errors[0]?.extensions.fields).toHaveProperty('timeZone');
  expect((await zone('Asia/Kamchatka', version)).data).toMatchObject({ timeZone: 'Asia/Kamchatka' });
  // ten in the evening in Moscow is the next morning already
  const input = { startsAt: '2026-12-31T19:00:00Z', place: 'Кабинет 12' };
  const { data } = await desk.ask(
    'mutation ($input: PlanMeetingInput!) { planMeeting(input: $input) { id timeZone } }',
    input,
  );
  expect(data.timeZone).toBe('Asia/Kamchatka');
  expect((await zone(null, version + 1)).data).toMatchObject({ timeZone: 'Asia/Kamchatka' });
  expect((await zone('Europe/Moscow', version + 1)).data).toMatchObject({ timeZone: 'Europe/Moscow' });
  const meeting = await app.orm.em.fork().findOneOrFail(Meeting, data.id);
  expect(meeting.day).toBe('2027-01-01');
});

test('a zone that no longer is one does not stand in the way of other rules', async () => {
  await app.pool.query('update council set time_zone = $1', [YOUNG]);
  const { version, form: _form, viewerCanChange: _can, ...now } = await rules();
  const { data } = await change('changeCouncilRules', 'CouncilRulesInput', {
    ...{ ...now, reviewDays: 7, expectedVersion: version },
  });
  expect(data).toMatchObject({ timeZone: YOUNG, reviewDays: 7 });
  await app.pool.query('update council set time_zone = $1', ['Europe/Moscow']);
});

test('a meeting is planned for a year of this century', async () => {
  for (const startsAt of ['0026-11-27T07:00:00Z', '2126-11-27T07:00:00Z']) {
    const { errors } = await desk.ask(
      'mutation ($input: PlanMeetingInput!) { planMeeting(input: $input) { id } }',
      { startsAt, place: 'Кабинет 12' },
    );
    expect(errors[0]?.extensions.fields).toEqual({ startsAt: 'вне допустимых пределов' });
  }
});

test('a form that is in use gets a next edition, and reviews keep the one they began with', async () => {
  const { assignments } = await desk.inReview();
  const { form } = await rules();
  expect(form.inUse).toBe(true);
  const criteria = [{ title: 'Польза', hint: 'Поможет ли это коллеге завтра.', weight: 1 }];
  const seen = { expectedEdition: form.edition, expectedVersion: form.version };
  const { data } = await changeForm({ ...seen, title: 'Краткий лист', maxScore: 3, criteria });
  expect(data.form).toMatchObject({ edition: form.edition + 1, inUse: false, maxScore: 3, criteria });
  const { desk: old } = await desk.accepted(assignments[0]);
  expect([old.maxScore, old.criteria.length]).toEqual([form.maxScore, form.criteria.length]);
  expect((await changeForm({ ...seen, title: 'Краткий лист', maxScore: 3, criteria })).code).toBe('CONFLICT');

  // nobody was asked by the new one yet: it is changed as it stands
  const draft = { expectedEdition: data.form.edition, expectedVersion: data.form.version };
  const again = await changeForm({
    ...draft,
    title: 'Краткий лист',
    maxScore: 4,
    criteria: [...criteria, ...criteria],
  });
  expect(again.data.form).toMatchObject({ edition: data.form.edition, maxScore: 4 });
  expect(again.data.form.criteria).toHaveLength(2);
  const fresh = await desk.inReview();
  expect((await desk.accepted(fresh.assignments[0])).desk).toMatchObject({ maxScore: 4 });
});
