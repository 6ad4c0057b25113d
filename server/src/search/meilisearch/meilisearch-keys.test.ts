import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.js';
import {
  MEILISEARCH_AT_HAND,
  type MeilisearchAtHand,
  takeMeilisearch,
} from '../../../test/search-engines.js';
import { ownKeys } from './meilisearch-keys.js';
import { MeilisearchServer } from './meilisearch-server.js';

let database: TestDatabase;
let at: MeilisearchAtHand;

beforeAll(async () => {
  if (!MEILISEARCH_AT_HAND) return;
  database = await createTestDatabase();
  at = await takeMeilisearch(database.url);
});
afterAll(async () => {
  await at?.close();
  await database?.drop();
});

const connect = (apiKey: string | undefined) => at.connect(apiKey);

describe.skipIf(!MEILISEARCH_AT_HAND)('the keys of a bank on a real Meilisearch', () => {
  test('processes that begin at once share them', async () => {
    const made = await Promise.all([1, 2, 3, 4].map(() => ownKeys(connect(at.apiKey), at.prefix)));
    expect(new Set(made.map((keys) => JSON.stringify(keys))).size).toBe(1);
    expect(made[0]!.search).not.toBe(made[0]!.index);
    expect(Object.values(made[0]!)).not.toContain(at.apiKey);
  });

  test('the one only searches, the other only tends, and both know only our indexes', async () => {
    const keys = (await ownKeys(connect(at.apiKey), at.prefix))!;
    const [own, foreign] = [`${at.prefix}_a`, 'somebody-elses'];
    const [search, index] = [connect(keys.search), connect(keys.index)];
    await index.createIndex(own, { primaryKey: 'id' }).waitTask();
    await index
      .index(own)
      .addDocuments([{ id: '1' }])
      .waitTask();
    expect((await search.index(own).search('')).hits).toEqual([{ id: '1' }]);
    const refused = { cause: { code: 'invalid_api_key' } };
    await expect(search.index(own).addDocuments([{ id: '2' }])).rejects.toMatchObject(refused);
    await expect(index.index(own).search('')).rejects.toMatchObject(refused);
    await expect(search.index(foreign).search('')).rejects.toMatchObject(refused);
    await expect(index.createIndex(foreign)).rejects.toMatchObject(refused);
    for (const narrow of [search, index]) await expect(narrow.getKeys()).rejects.toMatchObject(refused);
  });

  test('a narrow key that the deployment gives is used as it is', async () => {
    const { index } = (await ownKeys(connect(at.apiKey), at.prefix))!;
    expect(await ownKeys(connect(index), at.prefix)).toBeNull();
    const server = new MeilisearchServer({ url: at.url, apiKey: index, prefix: at.prefix });
    await server.create('b');
    expect(await server.count('b')).toBe(0);
  });

  test('keys that were lost are made again', async () => {
    const server = new MeilisearchServer({ ...at });
    await server.create('c');
    const client = connect(at.apiKey);
    for (const { uid, name } of (await client.getKeys({ limit: 1000 })).results)
      if (name?.startsWith(at.prefix)) await client.deleteKey(uid);
    await expect(server.count('c')).rejects.toThrow('MEILI_API_KEY');
    expect(await server.count('c')).toBe(0);
  });
});
