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
    // what the journeys of reviewing need is left to them
    const option = choice
      .locator('optgroup option')
      .filter({ hasNotText: /Клуб молодого педагога|Речевые пятиминутки/ })
      .first();
    // its authors stand beside it, and above it how far it is
    const [title = ''] = ((await option.textContent()) ?? '').split(' – ');
    expect(await choice.locator('optgroup').count()).toBeGreaterThan(0);
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
    // who came may be corrected, but not below the quorum
    await page.getByText('Исправить явку').click();
    await page.getByRole('checkbox', { name: 'Велихова' }).uncheck();
    await page.getByRole('button', { name: 'Сохранить явку' }).click();
    await page.getByText('Нет кворума: пришли 1').waitFor();
    expect(await page.getByRole('checkbox', { name: 'Велихова' }).isChecked()).toBe(false);
    await page.getByRole('checkbox', { name: 'Велихова' }).check();
    const attend = page.getByRole('button', { name: 'Сохранить явку' });
    await attend.click();
    await attend.waitFor({ state: 'hidden' });
    await page.getByText('Присутствуют: 2 из 2. Кворум есть.').waitFor();
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

describe.each([
  ['with scripts', {}],
  ['without scripts', { javaScriptEnabled: false }],
] as const)('%s', (how, options) => {
  test('a planned meeting is moved, called off, and what was on its agenda is put on another one', async () => {
    const title = `Наставничество ${crypto.randomUUID()}`;
    const [theme] = await sql<{ title: string }>(
      `insert into priority_theme (id, created_at, updated_at, slug, title, short_title, alt_labels, position, status)
       values (gen_random_uuid(), now(), now(), gen_random_uuid(), $1, $1, '{}', 0, 'PROPOSED') returning title`,
      [title],
    );
    const plan = async (place: string) => {
      await page.goto('/council/meetings');
      await page.getByLabel('Дата и время').fill('2090-11-27T10:00');
      await page.getByLabel('Место или ссылка').fill(place);
      await page.getByRole('button', { name: 'Назначить заседание' }).click();
      await page.getByRole('heading', { name: 'Повестка' }).waitFor();
    };
    const addTheme = async () => {
      await page.getByLabel('Предложенная тема').selectOption({ label: theme!.title });
      const added = page.getByRole('heading', { level: 3, name: title });
      await page
        .locator('form')
        .filter({ has: page.getByLabel('Предложенная тема') })
        .getByRole('button', { name: 'Добавить в повестку' })
        .click();
      await added.waitFor();
    };
    const page = await open('/council/meetings', { cookie: secretary, ...options });
    await plan('Кабинет 12');
    await addTheme();

    await page.locator('summary', { hasText: 'Перенести заседание' }).click();
    const time = page.getByLabel('Дата и время');
    expect(await time.inputValue()).toBe('2090-11-27T10:00');
    await time.fill('2026-01-15T10:00');
    await page.getByLabel('Часовой пояс').selectOption('Asia/Kamchatka');
    await page.getByLabel('Место или ссылка').fill('Кабинет 14');
    await page.getByLabel('Почему перенесено').fill('Заболел докладчик');
    await page.getByRole('button', { name: 'Перенести заседание' }).click();
    await page.getByRole('link', { name: 'Дата и время: это время уже прошло' }).waitFor();
    // what was typed is still there
    expect(await time.inputValue()).toBe('2026-01-15T10:00');
    expect(await page.getByLabel('Часовой пояс').inputValue()).toBe('Asia/Kamchatka');
    expect(await page.getByLabel('Место или ссылка').inputValue()).toBe('Кабинет 14');
    expect(await page.getByLabel('Почему перенесено').inputValue()).toBe('Заболел докладчик');
    await time.fill('2090-12-04T09:00');
    await page.getByRole('button', { name: 'Перенести заседание' }).click();
    await page.getByText('Заседание перенесено, члены совета получат уведомление.').waitFor();
    await page.getByText('4 декабря 2090, 09:00 (Петропавловск-Камчатский, МСК+9)').waitFor();

    const theirs = await open('/my/notifications', { cookie: chair, ...options });
    await theirs.getByText('Кабинет 12 → Кабинет 14 · Заболел докладчик').first().waitFor();
    await theirs
      .getByRole('link', { name: '27.11.2090, 10:00 (UTC+10) → 04.12.2090, 09:00 (UTC+12)' })
      .first()
      .click();
    await theirs.getByRole('heading', { level: 1, name: 'Заседание 4 декабря 2090' }).waitFor();

    await page.locator('summary', { hasText: 'Отменить заседание' }).click();
    await page.getByLabel('Почему не состоится').fill('Карантин');
    await page.getByRole('button', { name: 'Отменить заседание' }).click();
    await page.getByText('Почему не состоится: Карантин').waitFor();
    await page.getByText('Отменено').waitFor();
    expect(await page.getByRole('heading', { level: 3, name: title }).count()).toBe(1);
    expect(await page.getByRole('heading', { name: 'Протокол' }).count()).toBe(0);
    if (how === 'with scripts') await expectTidy(page);
    await plan('Кабинет 15');
    await addTheme();
  });
});

describe.each([
  ['with scripts', {}],
  ['without scripts', { javaScriptEnabled: false }],
] as const)('%s', (_, options) => {
  test('who was overtaken by another window is told, keeps what was typed, and goes on from what is there now', async () => {
    const [meeting] = await sql<{ id: string }>(
      `insert into meeting (id, created_at, updated_at, starts_at, time_zone, place, status)
       values (gen_random_uuid(), now(), now(), '2090-11-27T07:00Z', 'Europe/Moscow', 'Кабинет 7', 'PLANNED') returning id`,
    );
    const page = await open(`/council/meetings/${meeting!.id}`, { cookie: secretary, ...options });
    await page.getByLabel('Другой вопрос или документ').fill('План работы на 2091 год');
    await sql(`update meeting set version = version + 1, place = 'Кабинет 8' where id = $1`, [meeting!.id]);
    await page.getByRole('button', { name: 'Добавить в повестку' }).last().click();
    await page.getByText('Кабинет 8').first().waitFor();
    expect(await page.getByRole('alert').count()).toBe(1);
    expect(await page.getByLabel('Другой вопрос или документ').inputValue()).toBe('План работы на 2091 год');
    await page.getByRole('button', { name: 'Добавить в повестку' }).last().click();
    await page.getByRole('heading', { level: 3, name: 'План работы на 2091 год' }).waitFor();
    await page.getByText('Заседание откроют в его день, 27\u00a0ноября\u00a02090').waitFor();
  });
});

test('an agenda is put in order by keyboard, which is told and keeps its place', async () => {
  const page = await open('/council/meetings', { cookie: secretary });
  await page.getByLabel('Дата и время').fill('2026-11-25T10:00');
  await page.getByLabel('Место или ссылка').fill('Кабинет 12');
  await page.getByRole('button', { name: 'Назначить заседание' }).click();
  await page.getByRole('heading', { name: 'Повестка' }).waitFor();
  for (const title of ['Первый', 'Второй', 'Третий']) {
    await page.getByLabel('Другой вопрос или документ').fill(title);
    await page.getByRole('button', { name: 'Добавить в повестку' }).last().click();
    await page.getByRole('heading', { level: 3, name: title }).waitFor();
  }
  await page.getByRole('button', { name: 'Ниже: Первый' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: '«Первый»: вопрос 2' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: '«Первый»: вопрос 3' }).waitFor();
  // at the end there is one way left
  const up = page.getByRole('button', { name: 'Выше: Первый' });
  expect(await up.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.getByRole('button', { name: 'Убрать из повестки: Третий' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: 'Убран из повестки: Третий' }).waitFor();
  const heading = page.getByRole('heading', { name: 'Повестка' });
  expect(await heading.evaluate((title) => title === document.activeElement)).toBe(true);
});

test('a member of the council reads what is before the council, and goes back to the meetings', async () => {
  await sql(
    `insert into role_assignment (id, created_at, updated_at, account_id, role, scope, basis, valid_from)
     select gen_random_uuid(), now(), now(), id, 'COUNCIL_MEMBER', 'GLOBAL', 'приказ № 15', '2026-09-01' from account
     where email = 'expert3@demo.example'`,
  );
  try {
    const [reader] = await sql<{ slug: string }>(
      `select p.slug from person p join account a on a.person_id = p.id where a.email = 'expert3@demo.example'`,
    );
    const [before] = await sql<{ id: string }>(
      `select id from material where draft_status = 'COUNCIL' limit 1`,
    );
    const page = await open(`/council/queue/${before!.id}`, { cookie: await signedIn(reader!.slug) });
    await page.getByRole('navigation').getByRole('link', { name: 'Заседания НМС' }).last().click();
    await page.getByRole('heading', { level: 1, name: 'Заседания НМС' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/council/meetings');
  } finally {
    await sql(`delete from role_assignment where role = 'COUNCIL_MEMBER' and basis = 'приказ № 15'`);
  }
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
  await page.getByText('Ждёт подписи протокола').waitFor();
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
    await page.locator('main li', { hasText: 'Запланировано' }).locator('a').first().getAttribute('href'),
    '/decisions',
  ];
  for (const path of ['/council/meetings', ...hrefs]) {
    await page.goto(path ?? '');
    for (const closed of await page.locator('aside summary').all()) await closed.click();
    await expectTidy(page);
  }
});
