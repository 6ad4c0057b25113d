import { beforeAll, describe, expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
import { signedIn, sql } from './database.ts';
import { expectTidy } from './tidy.ts';

const open = useBrowser();
let secretary: { name: string; value: string; url: string };
let chair: typeof secretary;

beforeAll(async () => {
  const cookieOf = async (email: string) => {
    const [person] = await sql<{ slug: string }>(
      'select p.slug from person p join account a on a.person_id = p.id where a.email = $1',
      [email],
    );
    return signedIn(person!.slug);
  };
  secretary = await cookieOf('sekretar@demo.example');
  chair = await cookieOf('predsedatel@demo.example');
});

describe.each([
  ['with scripts', {}],
  ['without scripts', { javaScriptEnabled: false }],
] as const)('%s', (_, options) => {
  test('a material goes from the agenda by votes and a signature to the register of decisions', async () => {
    const page = await open('/council/meetings', { cookie: secretary, ...options });
    // the demo council sits in Primorye, and its rules say so
    await page.getByText('По местному времени: Владивосток, МСК+7').waitFor();
    await page.getByLabel('Дата и время').fill('2026-11-27T10:00');
    await page.getByLabel('Место или ссылка').fill('Кабинет 12');
    await page.getByRole('button', { name: 'Назначить заседание' }).click();
    await page.getByRole('heading', { name: 'Повестка' }).waitFor();
    await page.getByText('27 ноября 2026, 10:00 (Владивосток, МСК+7)').waitFor();
    const choice = page.getByLabel('Материал из очереди');
    const option = choice.locator('option').nth(1);
    const title = (await option.textContent()) ?? '';
    await choice.selectOption((await option.getAttribute('value')) ?? '');
    await page.getByRole('button', { name: 'Добавить в повестку' }).first().click();
    await page.getByRole('heading', { name: title }).waitFor();
    await page.getByLabel('Другой вопрос или документ').fill('План работы на 2027 год');
    await page.getByRole('button', { name: 'Добавить в повестку' }).last().click();
    await page.getByRole('button', { name: 'Выше: План работы на 2027 год' }).click();
    await expect
      .poll(() => page.getByRole('heading', { level: 3 }).allTextContents())
      .toEqual(['План работы на 2027 год', title]);

    // without those who came there is no quorum
    await page.getByRole('button', { name: 'Открыть заседание' }).click();
    await page.getByText('Нет кворума').waitFor();
    for (const box of await page.getByRole('checkbox').all()) await box.check();
    await page.getByRole('button', { name: 'Открыть заседание' }).click();
    for (const [index, resolution] of ['Утвердить план.', 'Полезно учителям.'].entries()) {
      const item = page
        .getByRole('listitem')
        .filter({ has: page.getByRole('heading', { level: 3 }) })
        .nth(index);
      await item.getByLabel('За', { exact: true }).fill('1');
      await item.getByLabel('Постановили').fill(resolution);
      if (index === 1) await item.getByLabel('Решение').selectOption('RECOMMEND');
      await item.getByRole('button', { name: 'Записать решение' }).click();
      await item.getByText('за 1, против 0, воздержались 0').waitFor();
    }
    await page.getByRole('button', { name: 'Закрыть заседание' }).click();
    await page.getByText('Ждёт подписи протокола').waitFor();
    expect(await page.getByRole('button', { name: 'Подписать протокол' }).count()).toBe(0);

    const theirs = await open(new URL(page.url()).pathname, { cookie: chair, ...options });
    await theirs.getByRole('button', { name: 'Подписать протокол' }).click();
    await theirs.getByText('SHA-256 подписанного PDF').waitFor();
    const link = (await theirs.getByRole('link', { name: 'Протокол DOCX' }).getAttribute('href')) ?? '';
    expect((await theirs.request.get(link)).headers()['content-type']).toContain('wordprocessingml');
    // what was published has left the queue: the agenda leads to its page, whatever its author has begun since
    await sql(
      `update material m set draft_status = 'DRAFT', draft_version_id = m.published_version_id
       from material_version v where v.id = m.published_version_id and v.title = $1`,
      [title],
    );
    await theirs.reload();
    await theirs
      .getByRole('listitem')
      .filter({ has: theirs.getByRole('heading', { level: 3, name: title }) })
      .getByRole('link', { name: 'Открыть материал' })
      .click();
    await theirs.getByRole('heading', { level: 1, name: title }).waitFor();
    await theirs.goto('/decisions');
    await theirs.getByRole('link', { name: title }).click();
    await theirs.getByText('Рекомендовано НМС').first().waitFor();
  });
});

test('a mistyped year is told about, and what was typed stays', async () => {
  const page = await open('/council/meetings', { cookie: secretary });
  const time = page.getByLabel('Дата и время');
  await time.fill('0026-11-27T10:00');
  await page.getByLabel('Место или ссылка').fill('Кабинет 12');
  const plan = page.getByRole('button', { name: 'Назначить заседание' });
  // the browser says so first, where it can
  await plan.evaluate((button: HTMLButtonElement) => (button.form!.noValidate = true));
  await plan.click();
  await page.getByText('год – от 2000 до 2099').first().waitFor();
  expect(await time.inputValue()).toBe('0026-11-27T10:00');
  expect(await page.getByLabel('Место или ссылка').inputValue()).toBe('Кабинет 12');
});

test('a material is withdrawn by a protocol: its page says why, and the register tells of it', async () => {
  const [material, other] = await sql<{ number: string; slug: string; title: string }>(
    `select m.registration_number as number, m.slug, v.title from material m
     join material_version v on v.id = m.published_version_id where m.status = 'PUBLISHED' order by m.slug limit 2`,
  );
  const { number, slug, title } = material!;
  const page = await open('/council/meetings', { cookie: secretary, javaScriptEnabled: false });
  await page.getByLabel('Дата и время').fill('2026-11-28T10:00');
  await page.getByLabel('Место или ссылка').fill('Кабинет 12');
  await page.getByRole('button', { name: 'Назначить заседание' }).click();
  await page.getByText('Отозвать или вернуть в банк материал').click();
  const form = page.getByRole('group').filter({ has: page.getByLabel('Номер или адрес материала') });
  await form.getByLabel('Номер или адрес материала').fill('МБ-1999-000001');
  await form.getByLabel('Основание').fill('Автор просит убрать материал.');
  await form.getByRole('button', { name: 'Добавить в повестку' }).click();
  // what was typed is still there, with what to do
  await page.getByRole('link', { name: 'Номер или адрес материала: такого опубликованного' }).waitFor();
  expect(await page.getByLabel('Основание').first().inputValue()).toBe('Автор просит убрать материал.');
  await page.getByLabel('Номер или адрес материала').fill(number);
  await form.getByLabel('Что читать вместо него').fill(other!.number);
  await form.getByRole('button', { name: 'Добавить в повестку' }).click();
  await page.getByRole('heading', { level: 3, name: title }).waitFor();
  for (const box of await page.getByRole('checkbox', { name: /, / }).all()) await box.check();
  await page.getByRole('button', { name: 'Открыть заседание' }).click();
  await page.getByText('Вместо него читать:').waitFor();
  await page.getByLabel('За', { exact: true }).fill('1');
  await page.getByLabel('Постановили').fill('Отозвать по просьбе автора.');
  await page.getByRole('button', { name: 'Записать решение' }).click();
  await page.getByText('нужно заполнить').first().waitFor();
  await page.getByLabel('Причина отзыва').selectOption('OTHER');
  await page.getByRole('button', { name: 'Записать решение' }).click();
  await page.getByText('за 1, против 0, воздержались 0').waitFor();
  await page.getByRole('button', { name: 'Закрыть заседание' }).click();
  const theirs = await open(new URL(page.url()).pathname, { cookie: chair, javaScriptEnabled: false });
  await theirs.getByRole('button', { name: 'Подписать протокол' }).click();
  await theirs.getByText('SHA-256 подписанного PDF').waitFor();
  expect((await theirs.goto(`/materials/${slug}`))?.status()).toBe(410);
  await theirs.getByRole('link', { name: other!.title }).waitFor();
  await theirs.getByText('Отозвать по просьбе автора.').waitFor();
  await theirs.goto('/decisions');
  await theirs.getByLabel('Решение').selectOption('withdrawn');
  await theirs.getByRole('button', { name: 'Показать' }).click();
  await theirs.getByRole('link', { name: title }).waitFor();
  expect(theirs.url()).toContain('kind=withdrawn');
});

test.each([360, 1400])('axe finds nothing on the pages of meetings, %s px wide', async (width) => {
  const page = await open('/council/meetings', { cookie: chair, viewport: { width, height: 900 } });
  const hrefs = [
    '/council/figures',
    await page.locator('main h2 a').first().getAttribute('href'),
    '/decisions',
  ];
  for (const path of ['/council/meetings', ...hrefs]) {
    await page.goto(path ?? '');
    await expectTidy(page);
  }
});
