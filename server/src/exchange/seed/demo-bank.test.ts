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
import { Analyser } from '../../search/analysis/analyser.js';
import { Synonyms } from '../../search/analysis/synonyms.js';
import { isPersonal } from '../../search/gaps/personal.js';
import { ThemeWords } from '../../search/gaps/theme-words.js';
import { PriorityTheme } from '../../vocabulary/priority-theme.entity.js';
import { PublicationService } from '../../materials/authoring/publication.service.js';
import { CertificateService } from '../../materials/certificates/certificate.service.js';
import { loadDemoBank } from './demo-bank.js';
import { loadDemoDemand } from './demo-demand.js';
import { loadDemoMeetings } from './demo-meetings.js';
import { loadDemoSubmissions } from './demo-submissions.js';
import { SEED_FOLDER } from './vocabularies.js';

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
  }, 300_000);

  it('has materials before its council in every state, once, and none of them is public', async () => {
    const intake = new FileIntake(new LocalStorage(join(folder, 'files')), reader);
    const issuer = { organization: null, signerPost: 'Директор', signerName: null };
    const publication = new PublicationService(new CertificateService(issuer));
    const load = () => loadDemoSubmissions(orm.em.fork(), intake, publication, SEED_FOLDER);
    const loaded = await load();
    expect(await load(), 'a second time').toBe(0);
    const rows = await sql<{ state: string; count: number }>(
      `select draft_status as state, count(*)::int as count from material
       where published_version_id is null group by draft_status`,
    );
    expect(Object.fromEntries(rows.map(({ state, count }) => [state, count]))).toEqual({
      ...{ SUBMITTED: 2, IN_REVIEW: 3, COUNCIL: 1, REVISION: 1 },
    });
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(loaded);
    const own = await sql(
      `select 1 from review_assignment a join account x on x.id = a.reviewer_id
       join contribution c on c.material_version_id = a.material_version_id and c.person_id = x.person_id`,
    );
    expect(own, 'nobody reviews own work').toEqual([]);
  });

  it('has a signed protocol with its decisions and sheets, and a meeting to come, once', async () => {
    const load = () => loadDemoMeetings(orm.em.fork(), SEED_FOLDER);
    expect([await load(), await load()]).toEqual([true, false]);
    expect(
      await sql(
        `select m.status, m.protocol_number as number, count(*)::int as items,
           count(i.outcome)::int as decided, count(distinct p.meeting_id)::int as sheets
         from meeting m join agenda_item i on i.meeting_id = m.id
         left join meeting_protocol p on p.meeting_id = m.id group by m.id order by m.status`,
      ),
    ).toEqual([
      { status: 'PLANNED', number: null, items: 3, decided: 0, sheets: 0 },
      { status: 'PROTOCOL_SIGNED', number: 2, items: 3, decided: 3, sheets: 1 },
    ]);
    expect(
      await sql(`select state, year || '-' || number as slug, (select count(*)::int from experience_address_material a
          where a.experience_address_id = x.id) as materials from experience_address x order by state`),
    ).toEqual([
      { state: 'ENTERED', slug: '2026-1', materials: 2 },
      { state: 'SUBMITTED', slug: null, materials: expect.any(Number) },
    ]);
    // the next signature goes on from there
    expect(await sql('select year, last from protocol_counter')).toEqual([{ year: 2026, last: 2 }]);
  });

  it('has readers who look for what it lacks, and calls of the council, once', async () => {
    const load = () => loadDemoDemand(orm.em.fork(), SEED_FOLDER);
    expect([await load(), await load()]).toEqual([true, false]);
    const [counts] = await sql<Record<string, number>>(
      `select count(*)::int as days, count(distinct terms)::int as queries, sum(nothing)::int as nothing,
         sum(shown)::int as unopened, max(now()::date - day)::int as oldest, min(now()::date - day)::int as newest,
         (select count(*)::int from search_query q where times <> (select sum(d.nothing + d.shown)
           from search_query_daily d where d.terms = q.terms)) as miscounted
       from search_query_daily`,
    );
    expect(counts).toMatchObject({ miscounted: 0 });
    expect(counts!['queries']).toBeGreaterThan(25);
    expect(Math.min(counts!['nothing']!, counts!['unopened']!)).toBeGreaterThan(50);
    expect(counts!['oldest']).toBeLessThan(50);
    expect(counts!['newest']).toBeLessThan(7);
    expect(
      await sql(
        `select until > current_date as open, (select count(*)::int from material_call_answer a where a.call_id = c.id) as came
         from material_call c order by until`,
      ),
    ).toEqual([
      { open: false, came: 2 },
      { open: true, came: 1 },
      { open: true, came: 1 },
    ]);
    // the map counts them where they belong
    const analyser = await Analyser.load();
    const themes = await orm.em.fork().find(PriorityTheme, {});
    const words = new ThemeWords(themes, analyser, new Synonyms(analyser));
    const queries = await sql<{ query: string }>('select query from search_query');
    const about = new Set(queries.flatMap(({ query }) => words.about(query)));
    expect(about.size, 'every theme is asked for').toBe(themes.length);
    const wishes = await sql<{ wish: string }>('select wish from material_request');
    expect([...queries.map(({ query }) => query), ...wishes.map(({ wish }) => wish)].filter(isPersonal)).toEqual(
      [],
    );
  });
});
