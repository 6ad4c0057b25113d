import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { storeDraft } from '../../../test/drafts.js';
import { buildAccount } from '../../../test/members.js';
import { MaterialStatus } from '../material-enums.js';
import { OUTDATE } from './authoring.jobs.js';

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
