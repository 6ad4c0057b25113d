import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { entities } from '../../entities.js';
import { FileReader } from '../../materials/extraction/file-reader.js';
import { FileIntake } from '../../materials/file-intake.js';
import { openOrm } from '../../platform/database.js';
import { LocalStorage } from '../../platform/storage/local-storage.js';
import { ImportService } from '../import/import.service.js';
import { loadDemoBank } from './demo-bank.js';

let database: TestDatabase;
let orm: MikroORM;
let folder: string;
const reader = new FileReader();

beforeAll(async () => {
  database = await createTestDatabase();
  orm = await openOrm(database.url, entities, { statementTimeout: 0 });
  folder = await mkdtemp(join(tmpdir(), 'demo-'));
});

afterAll(async () => {
  reader.close();
  await orm.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const sql = <T>(statement: string): Promise<T[]> => orm.em.fork().execute(statement) as Promise<T[]>;

describe('the demo bank', () => {
  it('loads whole: every row, every text, no organisation or network beyond its directory', async () => {
    const importer = new ImportService(
      orm.em,
      new FileIntake(new LocalStorage(join(folder, 'files')), reader),
    );
    const steps: number[] = [];
    const report = await loadDemoBank(orm.em, importer, (done) => steps.push(done));
    expect(report).toMatchObject({
      refused: [],
      unread: [],
      made: { organizations: 0, networks: 0, people: 0 },
    });
    expect(report!.created).toBe(report!.rows);
    expect(report!.created).toBeGreaterThanOrEqual(115);
    expect(steps).toEqual(Array.from({ length: report!.rows }, (_, at) => at + 1));
    const [counts] = await sql(
      `select (select count(*)::int from organization) as organizations, (select count(*)::int from network) as networks,
         (select count(*)::int from priority_theme) as themes, (select count(*)::int from subject) as subjects`,
    );
    expect(counts).toEqual({ organizations: 13, networks: 7, themes: 8, subjects: 29 });
    expect(
      await sql(`select f.name, c.format from stored_file f join file_content c using (sha256)
        where c.format not in ('JPG', 'PNG', 'MP4') and c.text_state <> 'READY'
          or c.format in ('PDF', 'JPG', 'PNG') and c.thumbnail_sha256 is null`),
    ).toEqual([]);
    expect(await loadDemoBank(orm.em, importer)).toBeNull();
  }, 120_000);
});
