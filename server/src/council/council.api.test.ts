import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../test/app.js';
import { ReviewDesk } from '../../test/review-desk.js';

let app: BootedApp;
let desk: ReviewDesk;
beforeAll(async () => {
  app = await bootApp();
  desk = await ReviewDesk.open(app);
});
afterAll(() => app.close());

const RULES = `version name shortName quorum castingVote spreadLimit passScore reviewDays blindReview
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
