import { randomUUID } from 'node:crypto';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { bank } from './bank.ts';
import { useBrowser } from './browser.ts';
import { sql } from './database.ts';
import { lettersTo } from './mailbox.ts';

const open = useBrowser();
const PASSWORD = 'Синий кит в пруду';

/** Signs in by the form, as everybody does. */
async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Адрес электронной почты').fill(email);
  await page.getByLabel('Пароль').fill(password);
  await page.getByLabel('Пароль').press('Enter');
}

/** The address that the QR code of a sheet holds; a sheet says it in words to whoever does not see. */
async function addressOf(sheet: Uint8Array): Promise<string> {
  const document = await getDocument({ data: new Uint8Array(sheet), verbosity: 0 }).promise;
  const tree = JSON.stringify(await (await document.getPage(1)).getStructTree());
  await document.destroy();
  return /QR-код[^"]*?(https?:[^"]+)"/.exec(tree)?.[1] ?? '';
}

test('a teacher registers, publishes a lesson, and holds a certificate whose code opens as valid', async () => {
  const email = `${randomUUID()}@school.example`;
  const title = `Круг добрых слов ${randomUUID().slice(0, 8)}`;
  const page = await open('/register');
  await page.getByLabel('Фамилия').fill('Заречная-Лугова');
  await page.getByLabel('Имя').fill('Вера');
  await page.getByLabel('Адрес электронной почты').fill(email);
  await page.getByLabel('Пароль').fill(PASSWORD);
  await page.getByLabel('Согласие на обработку персональных данных').check();
  await page.getByLabel('Согласие на размещение материалов').check();
  await page.getByRole('button', { name: 'Зарегистрироваться' }).click();
  await page.getByRole('heading', { name: 'Проверьте почту' }).waitFor();
  const letter = async () => (await lettersTo(bank().letters, email)).at(-1)?.text ?? '';
  await expect.poll(letter).toContain('/confirm?token=');
  await page.goto(/\/confirm\?token=\S+/.exec(await letter())![0]);
  await page.getByRole('button', { name: 'Подтвердить' }).click();
  await page.getByRole('button', { name: 'Начать новый материал' }).click();
  await page.locator('.drop input[type=file]').setInputFiles({
    name: 'Круг добрых слов.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(
      `${title}\nКласс: 2\nАннотация\nКлассный час для второго класса: дети учатся говорить друг другу добрые слова и слышать их. В файле ход занятия, игры и карточки.\n`,
    ),
  });
  for (const field of ['Название', 'Аннотация', 'Класс', 'Уровень образования'])
    await page.getByRole('button', { name: `Принять: ${field}` }).click();
  await page.getByLabel('Условия использования').selectOption('CC_BY');
  await page.getByRole('heading', { name: 'Всё готово к отправке' }).waitFor();
  await page.getByRole('button', { name: 'Отправить на рассмотрение' }).click();
  await page.getByText('Материал отправлен').waitFor();

  const methodist = await open('/sign-in');
  await signIn(methodist, 'metodist@demo.example', 'metodbank-demo');
  await methodist.waitForURL('/');
  const [handed] = await sql<{ id: string }>(
    'select material_id as id from material_version where title = $1',
    [title],
  );
  await methodist.goto(`/council/queue/${handed?.id}`);
  await methodist.locator('summary', { hasText: 'Опубликовать' }).click();
  await methodist.getByRole('button', { name: 'Опубликовать', exact: true }).click();
  await methodist.getByText('Материал опубликован.').waitFor();

  await page.goto('/my/certificates');
  const sheet = await page.getByRole('link', { name: /^Открыть PDF/ }).getAttribute('href');
  const address = await addressOf(await (await page.request.get(sheet ?? '')).body());
  expect(address).toContain(`${bank().url}/check/`);
  const anybody = await open(address.slice(bank().url.length));
  await anybody.getByRole('heading', { name: 'Свидетельство действительно' }).waitFor();
  const said = (await anybody.getByRole('main').textContent())?.replaceAll('\u00A0', ' ');
  for (const words of ['Заречная-Лугова Вера', title]) expect(said).toContain(words);
});
