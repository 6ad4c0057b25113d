import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { storeDraft } from '../../../test/drafts.js';
import { buildAccount } from '../../../test/members.js';
import type { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { entities } from '../../entities.js';
import { openOrm } from '../../platform/database.js';
import { MaterialStatus } from '../material-enums.js';

let database: TestDatabase;
let orm: MikroORM;
let listener: pg.Client;
let heard = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  orm = await openOrm(database.url, entities);
  listener = new pg.Client({ connectionString: database.url });
  await listener.connect();
  await listener.query('listen bank_changed');
  listener.on('notification', () => (heard += 1));
});
afterAll(async () => {
  await listener.end();
  await orm.close(true);
  await database.drop();
});

/** Notifications and waiting changes of the index that something leaves behind. */
async function noticed(run: () => Promise<unknown>): Promise<{ heard: boolean; outbox: number }> {
  await listener.query('delete from search_outbox');
  heard = 0;
  await run();
  const { rows } = await listener.query('select 1 from search_outbox'); // arrives after what was notified before
  return { heard: heard > 0, outbox: rows.length };
}

test('what an author writes in a draft reaches neither the caches nor the search; a public change reaches both', async () => {
  const em = orm.em.fork();
  const owner = buildAccount(em);
  await em.flush();
  const { material, draft, file } = await storeDraft(em, owner);
  const quiet = await noticed(async () => {
    draft.title = 'Другое название';
    file.name = 'Другое имя.pdf';
    await em.flush();
  });
  expect(quiet).toEqual({ heard: false, outbox: 0 });
  const submitted = await noticed(async () => {
    material.submit(draft, new Date());
    await em.flush();
  });
  expect(submitted.heard).toBe(false);
  const loud = await noticed(async () => {
    material.publish(draft, new Date());
    await em.flush();
  });
  expect(loud.heard).toBe(true);
  expect(loud.outbox).toBeGreaterThan(0);
  const renamed = await noticed(async () => {
    file.name = 'Третье имя.pdf';
    await em.flush();
  });
  expect(renamed).toEqual({ heard: true, outbox: 1 });
  const next = await storeDraft(em, owner, { status: MaterialStatus.PUBLISHED });
  const gone = await noticed(async () => {
    next.material.withdraw('Устарело.', new Date());
    await em.flush();
  });
  expect(gone).toEqual({ heard: true, outbox: 1 });
});
