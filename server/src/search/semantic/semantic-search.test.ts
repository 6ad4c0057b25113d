import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildMaterial } from '../../../test/builders.js';
import { createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { startEmbeddingServer, type EmbeddingServer } from '../../../test/embedding-server.js';
import {
  MEILISEARCH_AT_HAND,
  takeMeilisearch,
  type MeilisearchAtHand,
} from '../../../test/search-engines.js';
import { entities } from '../../entities.js';
import { MaterialStatus } from '../../materials/material-enums.js';
import { Material } from '../../materials/material.entity.js';
import type { EmbeddingsConfig } from '../../platform/config.js';
import { openOrm, openPool } from '../../platform/database.js';
import { MaterialSort } from '../search.args.js';
import { Search } from '../search.js';
import { packVector, VectorScan } from './vector-scan.js';

let database: TestDatabase;
let orm: MikroORM;
let pool: Pool;
let server: EmbeddingServer;
let meilisearch: MeilisearchAtHand | null;
const failures: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  orm = await openOrm(database.url, entities);
  pool = openPool(database.url);
  server = await startEmbeddingServer();
  meilisearch = MEILISEARCH_AT_HAND ? await takeMeilisearch(database.url) : null;
  const em = orm.em.fork();
  buildMaterial(em, {
    title: 'Проект «Кто плывёт»',
    pages: ['Введение.', 'Кашалот живёт в глубине.'],
    grades: [5],
  });
  buildMaterial(em, { title: 'Сказка про опушку', pages: ['На опушке рощи растёт ель.'], grades: [3] });
  buildMaterial(em, { title: 'Морской бой', pages: ['Океан и море на карте.'], grades: [5] });
  buildMaterial(em, { title: 'Без файлов и без смысла' });
  await em.flush();
});

afterAll(async () => {
  server.close();
  await meilisearch?.close();
  await Promise.all([orm.close(true), pool.end()]);
  await database.drop();
});

beforeEach(() => {
  server.manner = 'answers';
  server.asked.length = 0;
  failures.length = 0;
});

const settings = (protocol: 'openai' | 'ollama'): EmbeddingsConfig => ({
  url: protocol === 'openai' ? `${server.url}/v1` : server.url,
  ...{ protocol, model: `test-${protocol}`, apiKey: 'secret' },
  ...{ queryPrefix: 'query: ', passagePrefix: 'passage: ', leastSimilarity: 0.6 },
});

/** @param meaningBudget more than a busy machine needs, unless the test is of it */
async function open(
  embeddings?: EmbeddingsConfig,
  engine = 'POSTGRESQL',
  meaningBudget = 10_000,
): Promise<Search> {
  const search = await Search.open({
    ...{ url: database.url, pool, meaningBudget, ...(embeddings && { embeddings }) },
    ...(engine === 'MEILISEARCH' && { meilisearch: { ...meilisearch!, indexPrefix: meilisearch!.prefix } }),
    report: (error, message) => failures.push(`${message}: ${String(error)}`),
  });
  await search.ensure();
  await search.catchUp();
  return search;
}

async function find(search: Search, query: string, rest: object = {}) {
  const page = { sort: MaterialSort.RELEVANCE, page: 1, pageSize: 10, exact: false };
  const result = await search.service.search({ query, ...page, ...rest });
  return { ...result, titles: result.hits.map(({ material }) => material.title) };
}

for (const engine of ['POSTGRESQL', 'MEILISEARCH']) {
  const missing = engine === 'MEILISEARCH' && !MEILISEARCH_AT_HAND;
  describe.skipIf(missing)(
    `${engine} with an embedding server${missing ? ': no server at hand' : ''}`,
    () => {
      for (const protocol of ['openai', 'ollama'] as const)
        test(`finds by meaning what has none of the words, asked as ${protocol} does`, async () => {
          const search = await open(settings(protocol), engine);
          try {
            const result = await find(search, 'акватория');
            expect(result).toMatchObject({ engine, total: 2, byMeaning: true });
            expect(result.titles.toSorted()).toEqual(['Морской бой', 'Проект «Кто плывёт»']);
            const project = result.hits.find(({ material }) => material.title.startsWith('Проект'))!;
            expect(project.place).toMatchObject({ ordinal: 1, page: 2 });
            expect(project.snippet.map(({ text }) => text).join('')).toContain('Кашалот');
            const grades = result.facets.find(({ field }) => String(field) === 'GRADE')!;
            expect(grades.buckets.map(({ value, count }) => [value, count])).toEqual([['5', 2]]);
            const asked = server.asked.at(-1)!;
            expect(asked).toMatchObject({ model: `test-${protocol}`, key: 'Bearer secret' });
            expect(asked.input).toEqual(['query: акватория']);
          } finally {
            await search.close();
          }
        });

      test('puts what has the words and the meaning first, and obeys filters and literal questions', async () => {
        const search = await open(settings('openai'), engine);
        try {
          expect((await find(search, 'море')).titles).toEqual(['Морской бой', 'Проект «Кто плывёт»']);
          expect((await find(search, 'акватория', { filter: { grades: [3] } })).total).toBe(0);
          expect((await find(search, 'акватория', { sort: MaterialSort.TITLE })).total).toBe(2);
          for (const [query, rest] of [
            ['акватория', { exact: true }],
            ['"море акватория"', {}],
            ['акватория -бой', {}],
          ] as const)
            expect(await find(search, query, rest)).toMatchObject({ byMeaning: null });
        } finally {
          await search.close();
        }
      });

      test('never finds by meaning what is hidden', async () => {
        const search = await open(settings('openai'), engine);
        const setStatus = async (status: MaterialStatus) => {
          const em = orm.em.fork();
          const hidden = { publishedVersion: { title: 'Проект «Кто плывёт»' } };
          (await em.findOneOrFail(Material, hidden as never)).status = status;
          await em.flush();
        };
        try {
          await setStatus(MaterialStatus.WITHDRAWN);
          // the vectors are still there, and no index has heard of it yet
          expect((await find(search, 'акватория')).titles).not.toContain('Проект «Кто плывёт»');
          await search.catchUp();
          expect(await find(search, 'акватория')).toMatchObject({ total: 1, titles: ['Морской бой'] });
        } finally {
          await setStatus(MaterialStatus.PUBLISHED);
          await search.catchUp();
          await search.close();
        }
      });
    },
  );
}

test('a passage is sent once, whoever asks and however often', async () => {
  const first = await open(settings('openai'));
  await first.catchUp();
  const second = await open(settings('openai'));
  expect(server.asked).toEqual([]);
  expect((await find(second, 'акватория')).byMeaning).toBe(true);
  await Promise.all([first.close(), second.close()]);
});

for (const manner of ['hangs', 'fails', 'answers nonsense'] as const)
  test(`a server that ${manner} leaves the words, and it is told once`, async () => {
    const search = await open(settings('openai'), 'POSTGRESQL', manner === 'hangs' ? 300 : undefined);
    try {
      server.manner = manner;
      const results = [];
      for (const word of ['опушка', 'опушке', 'опушкою']) results.push(await find(search, word));
      for (const result of results)
        expect(result).toMatchObject({ titles: ['Сказка про опушку'], byMeaning: false, simplified: false });
      expect(failures).toHaveLength(1);
      server.manner = 'answers';
      await search.catchUp();
      await expect.poll(async () => (await find(search, 'акватория')).byMeaning).toBe(true);
    } finally {
      await search.close();
    }
  });

test('without the setting nothing is asked and nothing is said of meaning', async () => {
  const search = await open();
  expect(await find(search, 'акватория')).toMatchObject({ total: 0, byMeaning: null });
  expect(server.asked).toEqual([]);
  await search.close();
});

describe('vectors in memory', () => {
  const unit = (...values: number[]) => Float32Array.from(values, (value) => value / Math.hypot(...values));
  const row = (sha256: string, vector: Float32Array) => ({ sha256, ordinal: 0, vector: packVector(vector) });

  test('are as near as they were before they were packed', async () => {
    const scan = new VectorScan(1e6);
    const others = Array.from({ length: 300 }, (_, n) =>
      unit(Math.cos(n), Math.sin(n * 1.7), Math.cos(n * n), 0.3),
    );
    scan.add(others.map((vector, n) => row(String(n), vector)));
    const question = unit(0.4, -0.2, 0.8, 0.1);
    const exact = others
      .map((vector, n) => ({
        n,
        similarity: vector.reduce((sum, value, at) => sum + value * question[at]!, 0),
      }))
      .sort((a, b) => b.similarity - a.similarity);
    const found = (await scan.nearest(question, 10, Infinity))!;
    expect(found).toHaveLength(10);
    found.forEach(({ similarity }, place) => expect(similarity).toBeCloseTo(exact[place]!.similarity, 1));
    expect(exact.slice(0, 3).map(({ n }) => String(n))).toContain(found[0]!.sha256);
  });

  test('that are too many, or cannot be looked through in time, tell nothing', async () => {
    const full = new VectorScan(10);
    full.add(['a', 'b', 'c', 'd'].map((name) => row(name, unit(1, 2, 3, 4))));
    expect(full.full).toBe(true);
    expect(await full.nearest(unit(1, 2, 3, 4), 1, Infinity)).toBeNull();
    const late = new VectorScan(1e6);
    late.add([row('a', unit(1, 2, 3, 4))]);
    expect(await late.nearest(unit(1, 2, 3, 4), 1, -Infinity)).toBeNull();
  });

  test('of another model than the present one are left alone', async () => {
    const scan = new VectorScan(1e6);
    scan.add([row('a', unit(1, 2)), row('b', unit(1, 2, 3))]);
    expect(scan.size).toBe(1);
    expect(await scan.nearest(unit(1, 2, 3), 5, Infinity)).toEqual([]);
  });
});
