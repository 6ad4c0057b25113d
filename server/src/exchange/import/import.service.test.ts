import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MikroORM } from '@mikro-orm/postgresql';
import excel from 'exceljs';
import iconv from 'iconv-lite';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { entities } from '../../entities.js';
import { FileReader } from '../../materials/extraction/file-reader.js';
import { FileIntake } from '../../materials/file-intake.js';
import { License, MaterialKind } from '../../materials/material-enums.js';
import { openOrm } from '../../platform/database.js';
import { PROJECT_ROOT } from '../../platform/project-root.js';
import { LocalStorage } from '../../platform/storage/local-storage.js';
import { loadVocabularies } from '../seed/vocabularies.js';
import { ImportService } from './import.service.js';

const REAL_INPUT = join(PROJECT_ROOT, '..', 'shared', 'input', 'manifest.csv');

let database: TestDatabase;
let orm: MikroORM;
let folder: string;
let service: ImportService;
const reader = new FileReader();

beforeAll(async () => {
  database = await createTestDatabase();
  orm = await openOrm(database.url, entities);
  folder = await mkdtemp(join(tmpdir(), 'import-'));
  service = new ImportService(orm.em, new FileIntake(new LocalStorage(join(folder, 'store')), reader));
  await loadVocabularies(orm.em);
});

afterAll(async () => {
  reader.close();
  await orm.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const sql = <T>(statement: string, values: unknown[] = []): Promise<T[]> =>
  orm.em.fork().execute(statement, values) as Promise<T[]>;

/** A new folder with files and a manifest of the given lines. */
async function bring(
  name: string,
  manifest: string | Buffer,
  files: Record<string, string | Buffer>,
): Promise<string> {
  const path = join(folder, name);
  await mkdir(path, { recursive: true });
  for (const [file, content] of Object.entries(files)) await writeFile(join(path, file), content);
  await writeFile(join(path, 'manifest.csv'), manifest);
  return join(path, 'manifest.csv');
}

const HEADER = 'files,title,kind,authors,organization,network,themes,levels,subjects,license,annotation';

describe.runIf(existsSync(REAL_INPUT))('the import of the real documents', () => {
  it('takes all of them, finds their text on its page, and changes nothing the second time', async () => {
    const first = await service.run(REAL_INPUT);
    expect(first).toMatchObject({ rows: 5, created: 5, refused: [], unread: [], files: 5 });
    const pages = await sql<{ page: number }>(
      `select p.page from file_passage p join stored_file f using (sha256)
       where f.name = 'polozhenie-yurga.pdf' and p.text like '%листы оценки образовательных достижений%'`,
    );
    expect(pages).toEqual([{ page: 1 }]);
    expect(await service.run(REAL_INPUT)).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 5,
      refused: [],
    });
  });
});

describe('the import', () => {
  it('makes the people, organisations and networks that are missing and links themes by a synonym', async () => {
    const manifest = await bring(
      'links',
      [
        HEADER,
        'a.txt,Карточки опор,WORKSHEET,Зимина Ольга Петровна; Рыбина А. С.,МДОБУ № 5 «Колобок»,МДОБУ № 5 «Колобок» – МОБУ Лесная СОШ,ОВЗ; НОВЫЕ образовательные технологии,DO,Речевое развитие,CC BY 4.0,Опоры',
      ].join('\n'),
      { 'a.txt': 'Карточки с опорами для звукового разбора.' },
    );
    expect(await service.run(manifest)).toMatchObject({
      created: 1,
      made: { organizations: 2, networks: 1, people: 2 },
    });
    const [row] = await sql(
      `select m.slug, m.registration_number, v.license, o.kind, array_agg(distinct t.slug order by t.slug) as themes,
         array_agg(distinct c.short_name) as authors, count(distinct nm.id)::int as members
       from material m join material_version v on v.id = m.published_version_id
       join organization o on o.id = m.organization_id join network_member nm on nm.network_id = m.network_id
       join material_version_theme vt on vt.material_version_id = v.id join priority_theme t on t.id = vt.priority_theme_id
       join contribution c on c.material_version_id = v.id
       where v.title = 'Карточки опор' group by m.id, v.id, o.id`,
    );
    expect(row).toMatchObject({
      slug: 'kartochki-opor',
      license: 'CC_BY',
      kind: 'KINDERGARTEN',
      themes: ['novye-tehnologii', 'osobye-potrebnosti'],
      authors: ['Зимина\u00A0О.\u00A0П.', 'Рыбина\u00A0А.\u00A0С.'],
      members: 2,
    });
  });

  it('takes a file once more whose bytes were forgotten before its row was written', async () => {
    let kept: string | undefined;
    /** Forgets what it was given first, as the end of an erased file with the same bytes does. */
    class Forgetful extends LocalStorage {
      override async put(...what: Parameters<LocalStorage['put']>) {
        const object = await super.put(...what);
        if (!kept) await this.remove((kept = object.sha256));
        return object;
      }
    }
    const store = new Forgetful(join(folder, 'forgetful'));
    const line = 'a.txt,Забытое,GAME,,,,,NOO,,CC0,Игра';
    const manifest = await bring('forgotten', `${HEADER}\n${line}`, { 'a.txt': 'Правила забытой игры.' });
    const report = await new ImportService(orm.em, new FileIntake(store, reader)).run(manifest);
    expect(report).toMatchObject({ created: 1, refused: [] });
    expect(await store.exists(kept!)).toBe(true);
  });

  it('refuses a bad row with its line and reason and takes the good ones', async () => {
    const manifest = await bring(
      'bad',
      [
        HEADER,
        'good.md,Хорошая строка,GAME,,,,,NOO,,CC0,"Две',
        'строки"',
        'no-such.pdf,Нет файла,GAME,,,,,NOO,,CC0,',
        '../secret.txt,Чужой файл,GAME,,,,,NOO,,CC0,',
        'link.txt,Ссылка наружу,GAME,,,,,NOO,,CC0,',
        'good.md,Нет темы,GAME,,,,Ракетостроение,NOO,,CC0,',
        'good.md,Всё сразу,CARTOON,,,,,XXL,,GPL,',
        'fake.pdf,Не PDF,GAME,,,,,NOO,,CC0,',
        'good.md,хорошая  строка,GAME,,,,,NOO,,CC0,Повтор',
        '',
      ].join('\n'),
      { 'good.md': '# Игра\n\nПравила игры.', 'fake.pdf': 'MZ это программа' },
    );
    await writeFile(join(folder, 'secret.txt'), 'тайна');
    await symlink(join(folder, 'secret.txt'), join(folder, 'bad', 'link.txt'));
    const report = await service.run(manifest);
    expect(report).toMatchObject({ rows: 8, created: 1 });
    expect(report.refused.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      '4: files: нет файла «no-such.pdf»',
      '5: files: «../secret.txt» лежит вне папки описи',
      '6: files: «link.txt» лежит вне папки описи',
      '7: themes: нет приоритетной темы «Ракетостроение»',
      '8: levels: нет значения «XXL», возможны: DO, NOO, OOO, SOO, DOP, DPO; ' +
        `kind: нет значения «CARTOON», возможны: ${Object.keys(MaterialKind).join(', ')}; ` +
        `license: нет значения «GPL», возможны: ${Object.keys(License).join(', ')}`,
      expect.stringContaining('9: files: «fake.pdf»: Расширение не совпадает с содержанием'),
      '10: тот же материал, что в строке 2',
    ]);
  });

  it('gives a changed row a new version under the same address', async () => {
    const files = { 'a.txt': 'Первый текст работы.' };
    await service.run(
      await bring('change', `${HEADER}\na.txt,Проверочная работа,MEASUREMENT,,,,,NOO,,CC0,Было\n`, files),
    );
    const [before] = await sql<{ id: string; slug: string }>(
      `select id, slug from material where slug = 'proverochnaya-rabota'`,
    );
    const renamed = `${HEADER}\na.txt,Проверочная работа № 1,MEASUREMENT,,,,,NOO,,CC0,Стало\n`;
    expect(await service.run(await bring('change', renamed, files))).toMatchObject({
      created: 0,
      updated: 1,
    });
    expect(
      await sql(
        `select m.slug, v.number, v.annotation from material m join material_version v on v.id = m.published_version_id
         where m.id = ?`,
        [before!.id],
      ),
    ).toEqual([{ slug: before!.slug, number: 2, annotation: 'Стало' }]);
    expect(await service.run(join(folder, 'change', 'manifest.csv'))).toMatchObject({
      unchanged: 1,
      updated: 0,
    });
  });

  it.each([
    ['UTF-8 with BOM and semicolons', (text: string) => `\uFEFF${text.replaceAll(',', ';')}`],
    ['windows-1251', (text: string) => iconv.encode(text, 'win1251')],
    [
      'Russian names of columns',
      (text: string) => text.replace('files,title,kind,license', 'Файлы,Название,Вид,Лицензия'),
    ],
  ])('reads a manifest in %s', async (name, write) => {
    const manifest = write(`files,title,kind,license\nё.txt,Ёлка и ёж: ${name},GAME,CC0\n`);
    const path = await bring(name, manifest, {
      'ё.txt': iconv.encode(`Ёлка и ёж: ${name}.`, 'win1251'),
    });
    expect(await service.run(path)).toMatchObject({ created: 1, refused: [] });
    const [passage] = await sql(
      `select text from file_passage p join stored_file f using (sha256) where f.name = 'ё.txt' order by p.text like ? desc`,
      [`%${name}.`],
    );
    expect(passage).toEqual({ text: `Ёлка и ёж: ${name}.` });
  });

  it('says in plain words why a manifest cannot be read', async () => {
    const sheet = await bring('unreadable', 'не таблица', {});
    await rename(sheet, join(folder, 'unreadable', 'list.xlsx'));
    const why = (path: string) => service.run(path).catch((error: unknown) => error);
    expect(await why(join(folder, 'no-such.csv'))).toMatchObject({
      name: 'PlainError',
      message: expect.stringContaining('такого файла нет'),
    });
    expect(await why(folder)).toMatchObject({ message: expect.stringContaining('это папка') });
    expect(await why(join(folder, 'unreadable', 'list.xlsx'))).toMatchObject({
      name: 'PlainError',
      message: expect.stringContaining('это не таблица XLSX'),
    });
  });

  it('refuses a line with a stray quote in Russian and keeps the lines before it', async () => {
    const path = await bring(
      'quotes',
      `files,title,kind,license\na.txt,До кавычки,GAME,CC0\na.txt,"Ещё" одна,GAME,CC0\n`,
      {
        'a.txt': 'Правила игры до кавычки.',
      },
    );
    const report = await service.run(path);
    expect(report.created).toBe(1);
    expect(report.refused[0]?.reason).toBe('Строка не читается: кавычки стоят посреди ячейки или не закрыты');
  });

  it('reads a manifest in XLSX with dates as dates, and publishes a picture without its place', async () => {
    const path = join(folder, 'sheet');
    await mkdir(path);
    const book = new excel.Workbook();
    book.addWorksheet('Материалы').addRows([
      ['files', 'title', 'kind', 'license', 'publishedAt', 'grades', 'downloads'],
      ['Памятка.jpg', 'Памятка', 'WORKSHEET', 'CC0', new Date('2025-03-04T00:00:00Z'), 3, 12],
    ]);
    await book.xlsx.writeFile(join(path, 'list.xlsx'));
    const picture = sharp({ create: { width: 600, height: 400, channels: 3, background: '#fff' } });
    const gps = { IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '43/1 7/1 0/1' }, IFD0: { Artist: 'Author' } };
    await picture.withExif(gps).jpeg().toFile(join(path, 'Памятка.jpg'));
    expect(await service.run(join(path, 'list.xlsx'))).toMatchObject({ created: 1, refused: [] });
    const [file] = await sql<{ sha256: string; thumbnail_sha256: string; day: string }>(
      `select f.sha256, c.thumbnail_sha256, to_char(u.day, 'YYYY-MM-DD') as day, u.downloads from stored_file f
       join file_content c using (sha256) join material_version v on v.id = f.material_version_id
       join usage_daily u on u.material_id = v.material_id where f.name = 'Памятка.jpg'`,
    );
    expect(file).toMatchObject({ day: '2025-03-04', downloads: 12 });
    for (const sha256 of [file!.sha256, file!.thumbnail_sha256]) {
      const stored = join(folder, 'store', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
      expect((await sharp(stored).metadata()).exif).toBeUndefined();
    }
    expect(await service.run(join(path, 'list.xlsx'))).toMatchObject({ unchanged: 1 });
  });
});
