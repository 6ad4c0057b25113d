import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { storeDraft } from '../../../test/drafts.js';
import { buildAccount } from '../../../test/members.js';
import { MaterialStatus } from '../material-enums.js';
import { nextRegistrationNumber } from '../registration.js';
import { OUTDATE } from './authoring.jobs.js';
import { dayAfterYears } from './publication.service.js';

let app: BootedApp;
beforeAll(async () => {
  app = await bootApp();
});
afterAll(() => app.close());

test('«Требует проверки» stands on what was to be checked by yesterday, once, and stays public', async () => {
  const em = app.orm.em.fork();
  const owner = buildAccount(em);
  await em.flush();
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const [due, later] = [
    await storeDraft(em, owner, { status: MaterialStatus.PUBLISHED }),
    await storeDraft(em, owner, { status: MaterialStatus.PUBLISHED }),
  ];
  due.material.reviewBy = day(-2);
  later.material.reviewBy = day(2);
  await em.flush();
  for (let run = 0; run < 2; run += 1) {
    await app.jobs.send(OUTDATE, {});
    await app.jobs.drain();
  }
  const status = async (slug: string) =>
    (await app.gql('query ($slug: String!) { material(slug: $slug) { status } }', { slug })).data.material
      .status;
  expect(await status(due.material.slug!)).toBe('OUTDATED');
  expect(await status(later.material.slug!)).toBe('PUBLISHED');
  const { rows } = await app.pool.query(
    `select subject_id from audit_event where action = 'material.outdated'`,
  );
  expect(rows).toEqual([{ subject_id: due.material.id }]);
});

test('the last evening in London is the new year already, for a number and for the day of a check', async () => {
  const newYear = new Date('2040-12-31T21:30:00Z');
  expect(dayAfterYears(newYear, 3)).toBe('2044-01-01');
  expect(await nextRegistrationNumber(app.orm.em.fork(), newYear)).toMatch(/^МБ-2041-/);
});
