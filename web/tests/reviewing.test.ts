import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { bank } from './bank.ts';
import { alive, useBrowser } from './browser.ts';
import { sql } from './database.ts';
import { expectTidy } from './tidy.ts';

const open = useBrowser();
type Cookie = { name: string; value: string; url: string };
const as: Record<string, Cookie> = {};
const title = `Утренний круг вопросов ${randomUUID().slice(0, 8)}`;
let material = '';

/** Signs an account of the demo bank in. */
async function signedInAs(name: string): Promise<Cookie> {
  const token = randomBytes(32).toString('base64url');
  await sql(
    `insert into session (id, token_hash, account_id, expires_at)
     select gen_random_uuid(), $1, id, now() + interval '1 hour' from account where email = $2`,
    [createHash('sha256').update(token).digest('hex'), `${name}@demo.example`],
  );
  return { name: 'sid', value: token, url: bank().url };
}

/** Asks the API as the author: the page of the editor has journeys of its own. */
async function asAuthor(query: string, variables: object): Promise<Record<string, unknown>> {
  const answer = await fetch(`${bank().url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: `sid=${as['avtor']?.value}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await answer.json()) as { data: Record<string, unknown>; errors?: object[] };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

beforeAll(async () => {
  for (const name of ['avtor', 'sekretar', 'metodist', 'expert', 'expert2', 'expert4'])
    as[name] = await signedInAs(name);
  const { createMaterial } = await asAuthor(
    'mutation { createMaterial(input: { kind: PROJECT }) { id draft { id version } } }',
    {},
  );
  const { id, draft } = createMaterial as { id: string; draft: { id: string; version: number } };
  material = id;
  await sql(
    `insert into stored_file (id, created_at, updated_at, material_version_id, sha256, name, role, position)
     select gen_random_uuid(), now(), now(), $1, f.sha256, 'Ледовских, конспект.pdf', 'MAIN', 0
     from stored_file f join file_content c on c.sha256 = f.sha256 where c.format = 'PDF' and c.page_count > 2 limit 1`,
    [draft.id],
  );
  const input = {
    ...{ title, annotation: 'Как начать день с вопроса, на который отвечает весь класс. '.repeat(3) },
    ...{ levels: ['NOO'], license: 'CC_BY' },
  };
  const { updateDraft } = await asAuthor(
    `mutation ($id: ID!, $v: Int!, $input: DraftInput!) {
      updateDraft(id: $id, expectedVersion: $v, input: $input) { draft { version } } }`,
    { id, v: draft.version, input },
  );
  const { version } = (updateDraft as { draft: { version: number } }).draft;
  await asAuthor('mutation { giveConsent(kind: MATERIAL_LICENSE) }', {});
  await asAuthor('mutation ($input: SubmitMaterialInput!) { submitMaterial(input: $input) { id } }', {
    input: { id, expectedVersion: version },
  });
});

/** Gives every criterion a score. */
async function score(page: Page, points: string) {
  for (const radio of await page.getByRole('radio', { name: `${points} из 5` }).all()) await radio.check();
}

test('a material goes through two reviews, a revision with answers, and back', async () => {
  const queue = await open('/council/queue', { cookie: as['sekretar'] });
  await expectTidy(queue);
  await queue.getByLabel('Порядок').selectOption('newest');
  await queue.getByRole('button', { name: 'Показать' }).click();
  await queue.getByRole('link', { name: title }).click();
  await queue.getByRole('heading', { name: title, level: 1 }).waitFor();
  await expectTidy(queue);
  await queue.getByRole('checkbox', { name: /Хорошилова/ }).check();
  await queue.getByRole('button', { name: 'Отправить приглашения' }).click();
  await queue.getByText('выберите не меньше двух рецензентов').first().waitFor();
  expect(await queue.getByRole('checkbox', { name: /Хорошилова/ }).isChecked(), 'nothing is lost').toBe(true);
  await queue.getByRole('checkbox', { name: /Кравченко/ }).check();
  await queue.getByRole('button', { name: 'Отправить приглашения' }).click();
  await queue.getByRole('heading', { name: /Рецензент 2/ }).waitFor();

  const first = await open('/my/reviews', { cookie: as['expert2'] });
  await first.getByRole('link', { name: `Открыть приглашение: ${title}` }).click();
  await first.getByRole('button', { name: 'Согласиться' }).click();
  await first.getByRole('heading', { name: 'Оценки' }).waitFor();
  await expectTidy(first);
  expect(await first.content(), 'a blind review names nobody').not.toMatch(/Ледовских|Новогеоргиевская/);
  await first.getByRole('button', { name: 'Отправить отзыв' }).click();
  await first.getByRole('alert').getByText('поставьте балл').first().waitFor();
  await score(first, '3');
  await first.getByRole('textbox', { name: 'Замечание 1' }).fill('Добавьте пример круга.');
  await first.getByLabel('Файл').first().selectOption({ label: 'Файл 1.pdf' });
  await first.getByLabel('Страница или слайд').first().fill('2');
  await first.getByText(/Черновик сохранён в/).waitFor();
  await first.reload();
  expect(await first.getByRole('textbox', { name: 'Замечание 1' }).inputValue()).toBe(
    'Добавьте пример круга.',
  );
  expect(await first.getByRole('radio', { name: '3 из 5', checked: true }).count()).toBe(7);
  await first.getByLabel('Отзыв для автора').fill('Замысел хороший, нужен пример.');
  await first.getByLabel('Только для совета').fill('Совету: стоит поддержать.');
  await first.route(
    ({ search }) => search.includes('/save'),
    async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await route.continue();
    },
  );
  // it is sent while the draft is still on its way
  const saving = first.waitForRequest((request) => request.url().includes('/save'));
  await first.getByLabel('Вернуть на доработку').check();
  await saving;
  await first.getByRole('button', { name: 'Отправить отзыв' }).click();
  await first.getByText(/больше не меняется/).waitFor();

  // the other works without scripts
  const second = await open('/my/reviews', { cookie: as['expert4'], javaScriptEnabled: false });
  await second.getByRole('link', { name: `Открыть приглашение: ${title}` }).click();
  await second.getByRole('button', { name: 'Согласиться' }).click();
  await second.getByRole('button', { name: 'Отправить отзыв' }).waitFor();
  await score(second, '4');
  await second.getByRole('textbox', { name: 'Замечание 1' }).fill('Назовите возраст детей.');
  await second.getByRole('button', { name: 'Сохранить черновик' }).click();
  await second.getByText(/Черновик сохранён в/).waitFor();
  expect(await second.getByRole('textbox', { name: 'Замечание 1' }).inputValue()).toBe(
    'Назовите возраст детей.',
  );
  await second.getByLabel('Отзыв для автора').fill('Готово к публикации после мелочей.');
  await second.getByLabel('Опубликовать').check();
  await second.getByRole('button', { name: 'Отправить отзыв' }).click();
  await second.getByText(/больше не меняется/).waitFor();

  await queue.reload();
  await alive(queue);
  // what goes back to its author is no longer read here: the viewer is to have all it needs by then
  const viewer = queue.getByRole('region', { name: 'Просмотр' });
  await viewer.hover();
  await viewer.locator('[aria-busy=false]:has(canvas)').first().waitFor();
  await queue.getByText('на заседании').first().waitFor();
  await queue.locator('summary[aria-label^="Прочитать отзыв: Хорошилова"]').click();
  await queue.getByText('Совету: стоит поддержать.').waitFor();
  await queue.locator('summary', { hasText: 'Вернуть на доработку' }).click();
  await queue.getByLabel('Что изменить и как').fill('Ответьте, пожалуйста, на замечания.');
  await queue.getByRole('button', { name: 'Вернуть на доработку' }).click();
  await queue.getByText('Материал возвращён автору на доработку.').waitFor();

  const author = await open(`/my/materials/${material}/reviews`, { cookie: as['avtor'] });
  await expectTidy(author);
  expect(await author.content()).not.toMatch(/Хорошилова|Кравченко|стоит поддержать/);
  await author.getByLabel('Что изменилось в целом').fill('Добавлен пример.');
  await author.getByRole('button', { name: 'Отправить доработанный материал' }).click();
  await author
    .getByText(/ответьте на каждое замечание рецензентов, осталось: 2/)
    .first()
    .waitFor();
  await author.getByLabel('Ваш ответ на замечание 1 рецензента 1').fill('Возраст назван.');
  await author.getByRole('button', { name: 'Сохранить ответ на замечание 1 рецензента 1' }).click();
  await author.getByText('Осталось ответить на 1 замечание').waitFor();
  await author.getByLabel('Ваш ответ на замечание 1 рецензента 2').fill('Пример на второй странице.');
  await author.getByRole('button', { name: 'Сохранить ответ на замечание 1 рецензента 2' }).click();
  await author.getByText(/На все замечания есть ответ/).waitFor();
  await author.getByLabel('Что изменилось в целом').fill('Добавлен пример, назван возраст.');
  await author.getByRole('button', { name: 'Отправить доработанный материал' }).click();
  await author.getByText('Материал снова на рассмотрении.').waitFor();

  await queue.goto(`${bank().url}/council/queue/${material}`);
  await queue.getByText('2-й раз').waitFor();
  await queue.getByRole('checkbox', { name: /Хорошилова.*знает прошлую версию/ }).check();
  await queue.getByRole('checkbox', { name: /Кравченко/ }).check();
  await queue.getByRole('button', { name: 'Отправить приглашения' }).click();
  await queue
    .getByRole('heading', { name: /Рецензент 2/ })
    .first()
    .waitFor();
  await first.goto(`${bank().url}/my/reviews`);
  await first.getByRole('link', { name: `Открыть приглашение: ${title}` }).click();
  await first.getByRole('button', { name: 'Согласиться' }).click();
  await first.getByText('Ответ автора: Пример на второй странице.').waitFor();
  await first.getByText('Что изменилось с версии 1').waitFor();
}, 240_000);

test('a methodist turns a material down beside the viewer, with a reason', async () => {
  const page = await open('/council/queue?kind=game', { cookie: as['metodist'] });
  await page.getByRole('link', { name: 'Речевые пятиминутки для подготовительной группы' }).click();
  await page.getByText('Отклонить', { exact: true }).first().click();
  await page.getByLabel('Причина').selectOption({ label: 'Такой материал уже есть' });
  await page.getByLabel('Объяснение автору').fill('Такая подборка в банке уже есть.');
  await page.getByRole('button', { name: 'Отклонить' }).click();
  const done = page.getByRole('status').filter({ hasText: 'Материал отклонён.' });
  await done.waitFor();
  expect(await page.getByRole('link', { name: 'Речевые пятиминутки' }).count()).toBe(0);
});

test('a reviewer declines with a reason, of which the secretary is told', async () => {
  const page = await open('/my/reviews', { cookie: as['expert'] });
  await page.getByRole('link', { name: 'Открыть приглашение: Клуб молодого педагога: год встреч' }).click();
  await page.getByText('Отказаться', { exact: true }).first().click();
  await page.getByLabel('Причина отказа').selectOption({ label: 'Другая причина' });
  await page.getByRole('button', { name: 'Отказаться' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Пояснение для секретаря').fill('Уезжаю на курсы.');
  await page.getByRole('button', { name: 'Отказаться' }).click();
  await page.getByRole('heading', { name: 'Рецензирование', level: 1 }).waitFor();
  const told = await open('/my/notifications', { cookie: as['sekretar'] });
  expect(await told.getByText('Уезжаю на курсы.').count()).toBeGreaterThan(0);
});

test('the secretary changes the rules, and a form in use gets a next edition', async () => {
  const page = await open('/council/settings', { cookie: as['sekretar'] });
  await expectTidy(page);
  const days = page.getByLabel('Сколько дней даём на отзыв');
  await days.fill(String(Number(await days.inputValue()) === 10 ? 12 : 10));
  await page.getByRole('button', { name: 'Сохранить правила' }).click();
  await page.getByRole('status').filter({ hasText: 'Сохранено.' }).waitFor();
  await page.getByLabel('Новый критерий').fill('Язык');
  await page.getByRole('button', { name: 'Сохранить лист' }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.getByLabel('Критерий 8').inputValue(), 'nothing is lost').toBe('Язык');
  await page.getByLabel('Подсказка рецензенту').nth(7).fill('Понятно ли написано, нет ли канцелярита.');
  await page.getByRole('button', { name: 'Сохранить лист' }).click();
  // nobody was asked by the new edition yet
  await page.getByText(/^Редакция \d+$/).waitFor();
  expect(await page.getByLabel('Критерий 8').inputValue()).toBe('Язык');
});

test.each([
  ['/council/queue', 'sekretar'],
  ['/council/settings', 'metodist'],
  ['/my/reviews', 'expert2'],
])('%s fits a telephone, and axe finds nothing there', async (path, name) => {
  const phone = { viewport: { width: 360, height: 780 }, hasTouch: true };
  await expectTidy(await open(path, { ...phone, cookie: as[name] }));
});

test.each(['/council/queue', '/council/settings', '/my/reviews'])(
  '%s is for members: a guest signs in and comes back',
  async (path) => {
    const page = await open('/about');
    const answer = await page.request.get(path, { maxRedirects: 0 });
    expect(answer.headers().location).toBe(`/sign-in?returnTo=${encodeURIComponent(path)}`);
  },
);
