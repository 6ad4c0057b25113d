import 'reflect-metadata'; // before any decorator runs
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoBank, openDemoBank } from '../../test/demo-bank.js';
import { MEILISEARCH_AT_HAND } from '../../test/search-engines.js';
import { MaterialStatus } from '../materials/material-enums.js';
import { Material } from '../materials/material.entity.js';
import { MaterialSort } from './search.args.js';
import type { Search } from './search.js';

let bank: DemoBank;

beforeAll(async () => {
  bank = await openDemoBank();
}, 180_000);
afterAll(() => bank.close());

/** What a visitor sees of the bank: the number of all, the counts of a facet, what a name finds and suggests. */
async function look(search: Search, name: string) {
  const page = { page: 1, pageSize: 50, exact: false };
  const [all, named, suggested] = await Promise.all([
    search.service.search({ query: '', sort: MaterialSort.NEWEST, ...page }),
    search.service.search({ query: name, sort: MaterialSort.RELEVANCE, ...page }),
    search.service.suggest(name, 8),
  ]);
  const kinds = all.facets.find(({ field }) => String(field) === 'KIND')!.buckets;
  return {
    engine: all.engine,
    total: all.total,
    counted: kinds.reduce((sum, { count }) => sum + count, 0),
    found: named.hits.some(({ material }) => material.title.includes(name)),
    offered: suggested.some(({ title }) =>
      title
        .map(({ text }) => text)
        .join('')
        .includes(name),
    ),
  };
}

async function change(title: string, status: MaterialStatus): Promise<void> {
  const em = bank.orm.em.fork();
  const material = await em.findOneOrFail(Material, {
    publishedVersion: { title: { $like: `%${title}%` } },
  } as never);
  material.status = status;
  await em.flush();
}

for (const engine of ['POSTGRESQL', 'MEILISEARCH'] as const) {
  const missing = engine === 'MEILISEARCH' && !MEILISEARCH_AT_HAND;
  test.skipIf(missing)(
    `${engine} loses nothing and shows nothing hidden through changes and rebuilds${missing ? ': no server at hand' : ''}`,
    async () => {
      const search = bank.searches.get(engine)!;
      const before = await look(search, 'Театр теней');
      expect(before).toMatchObject({ engine, counted: before.total, found: true, offered: true });

      const state = { going: true };
      let looks = 0;
      /** Set once the index has been told to forget the material; nothing that began later may show it. */
      let hidden = false;
      const reading = (async () => {
        while (state.going) {
          const wasHidden = hidden;
          const [kept, taken] = await Promise.all([
            look(search, 'Секрет старого клёна'),
            look(search, 'Театр теней'),
          ]);
          looks += 1;
          expect(kept).toMatchObject({ engine, found: true, offered: true });
          for (const { total, counted } of [kept, taken]) {
            expect(counted).toBe(total);
            expect([before.total - 1, before.total]).toContain(total);
          }
          if (wasHidden)
            expect(taken).toMatchObject({ total: before.total - 1, found: false, offered: false });
          await sleep(5);
        }
      })();
      const working = (async () => {
        await search.rebuild();
        await change('Театр теней', MaterialStatus.WITHDRAWN);
        await search.catchUp();
        hidden = true;
        await search.rebuild();
        await search.rebuild();
        hidden = false;
        await change('Театр теней', MaterialStatus.PUBLISHED);
        await search.catchUp();
      })().finally(() => (state.going = false));
      await Promise.all([reading, working]);
      expect(looks).toBeGreaterThan(5);
      expect(await look(search, 'Театр теней')).toEqual(before);
      expect(bank.failures).toEqual([]);
    },
    120_000,
  );
}
