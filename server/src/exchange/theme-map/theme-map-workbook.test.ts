import excel from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Role } from '../../directory/role.js';
import { MaterialKind } from '../../materials/material-enums.js';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildMaterial, buildTheme } from '../../../test/builders.js';
import { buildAccount, signIn } from '../../../test/members.js';

let app: BootedApp;
let methodist: Record<string, string>;
let teacher: Record<string, string>;

beforeAll(async () => {
  app = await bootApp();
  const em = app.orm.em.fork();
  const theme = buildTheme(em, { title: '=Развивающее обучение' });
  buildMaterial(em, { kind: MaterialKind.GAME, themes: [theme] });
  buildMaterial(em, { kind: MaterialKind.PROJECT });
  const accounts = [buildAccount(em, { roles: [Role.METHODIST] }), buildAccount(em)];
  await em.flush();
  [methodist, teacher] = (await Promise.all(accounts.map((one) => signIn(app.pool, one)))) as [never, never];
  for (const query of ['=HYPERLINK("http://evil.example")', '+7', '＝1+1'])
    await app.pool.query(
      `with q as (insert into search_query (terms, query) values ($1, $1))
       insert into search_query_daily values ($1, (now() at time zone 'Europe/Moscow')::date, 2, 0, 0)`,
      [query],
    );
});
afterAll(() => app.close());

const workbook = async (query = '') => {
  const answer = await fetch(`${app.url}/theme-map.xlsx${query}`, { headers: methodist });
  expect(answer.headers.get('content-disposition')).toContain(encodeURIComponent('Карта тем'));
  const book = new excel.Workbook();
  await book.xlsx.load(await answer.arrayBuffer());
  return (name: string) =>
    book
      .getWorksheet(name)!
      .getSheetValues()
      .slice(1)
      .map((row) => (row as unknown[]).slice(1));
};

test('the map is a workbook with what there is by kind and level', async () => {
  const sheet = await workbook();
  const [head, bank, theme] = sheet('Темы и виды');
  const game = head!.indexOf('Дидактическая игра');
  expect(bank!.slice(0, 2)).toEqual(['Весь банк', 2]);
  expect([theme![1], theme![game]]).toEqual([1, 1]);
  expect((await workbook('?kind=game&days=30&level=none'))('Темы и виды')[1]!.slice(0, 2)).toEqual([
    'Весь банк',
    1,
  ]);
});

test('H96: no text of it runs as a formula', async () => {
  const sheet = await workbook();
  expect(sheet('Темы и виды')[2]![0]).toBe("'=Развивающее обучение");
  const queries = sheet('Вне тем').map(([query]) => query);
  expect(queries).toEqual(expect.arrayContaining([`'=HYPERLINK("http://evil.example")`, "'+7", "'＝1+1"]));
});

test('a guest signs in first, a teacher may not', async () => {
  const guest = await fetch(`${app.url}/theme-map.xlsx`, { redirect: 'manual' });
  expect([guest.status, guest.headers.get('location')]).toEqual([
    303,
    '/sign-in?returnTo=%2Fcouncil%2Ftheme-map',
  ]);
  expect((await fetch(`${app.url}/theme-map.xlsx`, { headers: teacher })).status).toBe(403);
  expect((await fetch(`${app.url}/theme-map.xlsx?days=9999`, { headers: methodist })).status).toBe(400);
});
