import 'reflect-metadata'; // before any decorator runs
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoBank, openDemoBank } from '../../test/demo-bank.js';
import { MEILISEARCH_AT_HAND } from '../../test/search-engines.js';
import { MaterialStatus } from '../materials/material-enums.js';
import { Material } from '../materials/material.entity.js';
import { Analyser, ANALYSER_VERSION } from './analysis/analyser.js';
import { MaterialSort } from './search.args.js';
import type { Search } from './search.js';

const KEPT = 'Секрет старого клёна';
const TAKEN = 'Театр теней';

let bank: DemoBank;

beforeAll(async () => {
  bank = await openDemoBank();
});
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
    engines: [all.engine, named.engine].map(String),
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

type Looked = Awaited<ReturnType<typeof look>>;

/** Nothing is lost, nothing is counted wrong, and what is hidden is nowhere. */
function mustBeWhole({ kept, taken }: { kept: Looked; taken: Looked }, all: number, hidden: boolean): void {
  expect(kept).toMatchObject({ found: true, offered: true });
  for (const { total, counted } of [kept, taken]) {
    expect(counted).toBe(total);
    expect([all - 1, all]).toContain(total);
  }
  if (hidden) expect(taken).toMatchObject({ total: all - 1, found: false, offered: false });
}

/** Visitors who look without pause, whatever happens to what answers them; fails with what they should not see. */
class Visitors {
  /** Who answers them; a deployment that changes processes changes it. */
  readonly processes: Search[];
  /** Set once every process has been told to forget the material; nothing that begins later may show it. */
  hidden = false;
  looks = 0;
  readonly engines = new Set<string>();
  #going = true;
  readonly #looking: Promise<void>;

  constructor(
    first: Search,
    private readonly total: number,
  ) {
    this.processes = [first];
    this.#looking = this.#look();
    this.#looking.catch(() => {}); // told by `leave`
  }

  /** Ends when all have seen what they came for. */
  async leave(): Promise<void> {
    this.#going = false;
    await this.#looking;
  }

  /** Lets each process that answers be looked at some times more. */
  async seeEnough(): Promise<void> {
    const enough = this.looks + 3 * this.processes.length;
    const seen = async () => {
      while (this.looks <= enough) await sleep(10);
    };
    await Promise.race([seen(), this.#looking]);
  }

  async #look(): Promise<void> {
    while (this.#going) {
      const process = this.processes[this.looks % this.processes.length]!;
      const wasHidden = this.hidden;
      const [kept, taken] = await Promise.all([look(process, KEPT), look(process, TAKEN)]);
      this.looks += 1;
      for (const { engines } of [kept, taken]) engines.forEach((engine) => this.engines.add(engine));
      mustBeWhole({ kept, taken }, this.total, wasHidden);
      await sleep(5);
    }
  }
}

/** While visitors look, something happens; both must come to a good end. */
async function whileLooking(
  search: Search,
  happen: (visitors: Visitors) => Promise<void>,
): Promise<Visitors> {
  const before = await look(search, TAKEN);
  expect(before).toMatchObject({ counted: before.total, found: true, offered: true });
  const visitors = new Visitors(search, before.total);
  try {
    await happen(visitors);
    await visitors.seeEnough();
  } finally {
    await visitors.leave();
  }
  expect(await look(visitors.processes[0]!, TAKEN)).toEqual({ ...before, engines: expect.anything() });
  return visitors;
}

/** What went wrong, but for a server that a busy machine kept from answering in time: then the database answered. */
const failures = () => bank.failures.filter((failure) => !failure.includes('No answer within'));

for (const engine of ['POSTGRESQL', 'MEILISEARCH'] as const) {
  const missing = engine === 'MEILISEARCH' && !MEILISEARCH_AT_HAND;
  const note = missing ? ': no server at hand' : '';

  test.skipIf(missing)(
    `${engine} loses nothing and shows nothing hidden through changes and rebuilds${note}`,
    async () => {
      const search = bank.searches.get(engine)!;
      const { engines } = await whileLooking(search, async (visitors) => {
        await search.rebuild();
        await change(TAKEN, MaterialStatus.WITHDRAWN);
        await search.catchUp();
        visitors.hidden = true;
        await search.rebuild();
        await search.rebuild();
        visitors.hidden = false;
        await change(TAKEN, MaterialStatus.PUBLISHED);
        await search.catchUp();
      });
      expect(engines).toContain(engine);
      expect(failures()).toEqual([]);
    },
    300_000,
  );

  test.skipIf(missing)(
    `${engine} goes on while processes are replaced by those of a newer analyser${note}`,
    async () => {
      const old = await bank.another(engine);
      await old.ensure();
      const opened = [old];
      try {
        const { engines } = await whileLooking(old, async ({ processes }) => {
          const upgraded = await bank.another(engine, await Analyser.load(ANALYSER_VERSION + 1));
          opened.push(upgraded);
          await upgraded.ensure();
          processes.push(upgraded);
          // what one of them indexes the other must have too
          await change(TAKEN, MaterialStatus.WITHDRAWN);
          await Promise.all(opened.map((one) => one.catchUp()));
          await upgraded.rebuild();
          await upgraded.keepUp();
          await change(TAKEN, MaterialStatus.PUBLISHED);
          await Promise.all(opened.map((one) => one.catchUp()));
          processes.shift();
        });
        expect(engines).toContain(engine);
        expect(failures()).toEqual([]);
      } finally {
        for (const one of opened) await one.close();
      }
    },
    300_000,
  );
}

test.skipIf(!MEILISEARCH_AT_HAND || Boolean(process.env['MEILI_URL']))(
  'the end and the return of the Meilisearch server cost no search and lose no change',
  async () => {
    const search = bank.searches.get('MEILISEARCH')!;
    const { engines } = await whileLooking(search, async (visitors) => {
      // one that a busy machine made slow is left alone for a while, and nobody would notice its end
      await expect.poll(() => [...visitors.engines], { timeout: 30_000 }).toContain('MEILISEARCH');
      const start = await bank.killMeilisearch!();
      visitors.engines.clear();
      await visitors.seeEnough();
      expect(visitors.engines).toContain('POSTGRESQL');
      await change(TAKEN, MaterialStatus.WITHDRAWN);
      // the database hides it at once, Meilisearch when it is back
      await search.catchUp().catch(() => undefined);
      visitors.hidden = true;
      await start();
      await search.ensure();
      await search.catchUp();
      visitors.engines.clear();
      await visitors.seeEnough();
      visitors.hidden = false;
      await change(TAKEN, MaterialStatus.PUBLISHED);
      await search.catchUp();
    });
    expect(engines).toContain('MEILISEARCH');
    expect(failures()).toEqual([expect.stringContaining('не отвечает')]);
  },
  300_000,
);
