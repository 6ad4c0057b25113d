import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ImportService } from '../src/exchange/import/import.service.js';
import { loadDemoBank } from '../src/exchange/seed/demo-bank.js';
import { FileReader } from '../src/materials/extraction/file-reader.js';
import { FileIntake } from '../src/materials/file-intake.js';
import { PROJECT_ROOT } from '../src/platform/project-root.js';
import { LocalStorage } from '../src/platform/storage/local-storage.js';
import { type BootedApp, bootApp } from './app.js';

const folder = join(PROJECT_ROOT, 'schema', 'examples');
const examples = globSync('*.graphql', { cwd: folder })
  .toSorted()
  .map((name) => [basename(name, '.graphql'), readFileSync(join(folder, name), 'utf8')] as const);

let app: BootedApp;
let files: string;

beforeAll(async () => {
  app = await bootApp();
  files = await mkdtemp(join(tmpdir(), 'examples-'));
  const reader = new FileReader();
  const em = app.orm.em.fork();
  await loadDemoBank(em, new ImportService(em, new FileIntake(new LocalStorage(files), reader)));
  await reader.close();
  await app.search.catchUp();
});

afterAll(async () => {
  await app.close();
  await rm(files, { recursive: true, force: true });
});

describe('schema/examples', () => {
  it.each(examples)('%s starts with what it is for and names its operation after the file', (name, text) => {
    const operation = name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
    expect(text).toMatch(/^# \S/);
    expect(text).toMatch(new RegExp(`^query ${operation}\\b`, 'm'));
  });

  it.each(examples)('%s answers on the demo bank as it stands, and with something', async (_, text) => {
    const { status, data, errors } = await app.gql(text);
    expect(errors).toEqual([]);
    expect(status).toBe(200);
    expect(emptyPartsOf(data)).toEqual([]);
  });

  it.each(['README.md', 'README.ru.md'])('the first request of %s finds something', async (readme) => {
    const text = readFileSync(join(PROJECT_ROOT, readme), 'utf8');
    const body = /curl [^']*'content-type: application\/json' -d '([^']+)'/.exec(text)?.[1];
    const { data, errors } = await app.post(body!);
    expect(errors).toEqual([]);
    expect(data.searchMaterials.hits).toHaveLength(3);
    expect(data.searchMaterials.hits[0].place).not.toBeNull();
  });

  it('walk-all-materials comes to every material exactly once', async () => {
    const walk = examples.find(([name]) => name === 'walk-all-materials')![1];
    const seen: string[] = [];
    let total = 0;
    for (let after: string | null | undefined; after !== null;) {
      const { data } = await app.gql(walk, { after });
      const { nodes, pageInfo, totalCount } = data.materials;
      seen.push(...nodes.map(({ id }: { id: string }) => id));
      total = totalCount;
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    }
    expect(new Set(seen).size).toBe(total);
    expect(seen).toHaveLength(total);
  });
});

/** Root fields that say nothing: null, an empty list, a total of zero. */
function emptyPartsOf(data: Record<string, unknown>): string[] {
  const isEmpty = (value: unknown) => {
    if (value === null || (Array.isArray(value) && value.length === 0)) return true;
    const { total, totalCount, materials } = value as Record<string, unknown>;
    return [total, totalCount, materials].includes(0);
  };
  return Object.keys(data).filter((name) => isEmpty(data[name]));
}
