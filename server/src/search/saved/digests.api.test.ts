import { ref, type RequiredEntityData } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildMaterial } from '../../../test/builders.js';
import { buildAccount, signIn } from '../../../test/members.js';
import type { Account } from '../../directory/account.entity.js';
import { LOOK_FOR_READERS } from '../../directory/notifications/notification-digest.service.js';
import { Notification, NotificationKind } from '../../directory/notifications/notification.entity.js';
import { LOOK_FOR_SEARCHES } from './saved-search-mail.service.js';

interface Logged {
  to: string;
  subject: string;
  text: string;
}

let app: BootedApp;
let account: Account;
let headers: { cookie: string };
let letters: Logged[] = [];

beforeAll(async () => {
  app = await bootApp({
    config: { publicUrl: 'http://bank.example' },
    // without a mail server letters are lines of the log
    log: (line) => {
      const fields = JSON.parse(line) as Logged & { msg: string };
      if (fields.msg?.includes('the letter stays here')) letters.push(fields);
    },
  });
});
afterAll(() => app.close());
beforeEach(async () => {
  letters = [];
  const em = app.orm.em.fork();
  account = buildAccount(em);
  await em.flush();
  headers = await signIn(app.pool, account);
  await consent('give');
});

const consent = (verb: 'give' | 'withdraw') =>
  app.gql(`mutation { ${verb}Consent(kind: MAILING) }`, {}, headers);

async function run(job: string) {
  await app.jobs.send(job, {});
  await app.jobs.drain();
}

describe('notifications by mail', () => {
  const choose = (wanted: boolean) =>
    app.gql('mutation($wanted: Boolean!) { setNotificationMail(wanted: $wanted) }', { wanted }, headers);
  async function tell(subject: string, read = false, more: Partial<Notification> = {}) {
    const em = app.orm.em.fork();
    em.create(Notification, {
      ...{
        account: ref(account),
        kind: NotificationKind.COMMENTED,
        path: '/materials/drobi#post-1',
        subject,
      },
      ...{ actorName: 'Читалова В.', detail: 'А лист сдают?', readAt: read ? new Date() : null },
      ...more,
    } as RequiredEntityData<Notification>);
    await em.flush();
  }

  it('come to those who asked, once, with what is not read yet', async () => {
    await tell('Прежнее');
    expect((await app.gql('{ notificationMail }', {}, headers)).data.notificationMail).toBe(false);
    await choose(true);
    await tell('Дроби');
    await tell('Прочитанное', true);
    await run(LOOK_FOR_READERS);
    await run(LOOK_FOR_READERS);
    expect(letters).toMatchObject([{ to: account.email, subject: 'Методбанк: 1 новое уведомление' }]);
    const { text } = letters[0]!;
    expect(text).toContain('Читалова В. пишет в обсуждении вашего материала: Дроби\n«А лист сдают?»');
    expect(text).toContain('http://bank.example/materials/drobi#post-1');
    expect(text).not.toMatch(/Прежнее|Прочитанное/);
  });

  it('name the day on which a hidden file is deleted', async () => {
    await choose(true);
    await app.pool.query(
      `insert into notification (id, account_id, kind, path, subject, detail, day, created_at)
       values (gen_random_uuid(), $1, 'FILE_HIDDEN', '/materials/drobi/versions', 'Дроби', 'Имена', '2026-12-09', now())`,
      [account.id],
    );
    await run(LOOK_FOR_READERS);
    expect(letters[0]!.text).toContain(
      'Он будет удалён навсегда 9 декабря 2026, возразить администратору банка можно до этого дня: Дроби\n«Имена»',
    );
  });

  it('say what a day or a number beside a review means', async () => {
    await choose(true);
    const { REVIEW_DUE, REVIEWS_DIFFER } = NotificationKind;
    await tell('Дроби', false, { kind: REVIEW_DUE, detail: '10.12.2026' });
    await tell('Проценты', false, { kind: REVIEWS_DIFFER, detail: '80' });
    await run(LOOK_FOR_READERS);
    expect(letters[0]!.text).toContain('Подходит срок вашего отзыва: Дроби\nСрок отзыва – 10.12.2026');
    expect(letters[0]!.text).toContain('нужен третий: Проценты\nРазница между оценками, в пунктах: 80');
  });

  it('come to nobody who did not ask, asked for no more, or never showed that the address is theirs', async () => {
    await tell('Дроби');
    await run(LOOK_FOR_READERS);
    await choose(true);
    await tell('Дроби');
    await choose(false);
    await run(LOOK_FOR_READERS);
    await choose(true);
    await tell('Дроби');
    await app.pool.query('update account set email_confirmed_at = null where id = $1', [account.id]);
    await run(LOOK_FOR_READERS);
    expect(letters).toEqual([]);
  });
});

it('nobody asks for letters without the consent to them, over the API either', async () => {
  const ask = async (mutation: string) => {
    const { errors } = await app.gql(`mutation { ${mutation} }`, {}, headers);
    return errors?.[0]?.extensions['code'];
  };
  const wanting = 'setNotificationMail(wanted: true)';
  const search = (mail: string) =>
    `saveSearch(input: { title: "Дроби", query: "дроби", mail: ${mail} }) { id }`;
  await consent('withdraw');
  expect([await ask(wanting), await ask(search('DAY'))]).toEqual(['CONFLICT', 'CONFLICT']);
  expect([await ask('setNotificationMail(wanted: false)'), await ask(search('NONE'))]).toEqual([
    undefined,
    undefined,
  ]);
  const { data } = await app.gql('{ notificationMail savedSearches { id version } }', {}, headers);
  expect(data).toMatchObject({ notificationMail: false, savedSearches: [{ version: 1 }] });
  const edit = `editSavedSearch(input: { id: "${data.savedSearches[0].id}", expectedVersion: 1, title: "Дроби", mail: WEEK }) { id }`;
  expect(await ask(edit)).toBe('CONFLICT');
  await consent('give');
  expect([await ask(wanting), await ask(wanting), await ask(edit)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

describe('a saved search by mail', () => {
  async function save(mail: string, title: string) {
    const { data } = await app.gql(
      'mutation($input: SaveSearchInput!) { saveSearch(input: $input) { id } }',
      { input: { title, query: title, address: 'q=x', mail } },
      headers,
    );
    return data.saveSearch.id as string;
  }
  const age = (id: string, by: string) =>
    app.pool.query('update saved_search set mailed_until = mailed_until - $2::interval where id = $1', [
      id,
      by,
    ]);
  async function publish(title: string, publishedAt = new Date()) {
    const em = app.orm.em.fork();
    const { slug } = buildMaterial(em, { title, publishedAt });
    await em.flush();
    await app.search.catchUp();
    return slug!;
  }

  it('tells what was published since the last letter, when its time has come, and nothing twice', async () => {
    const id = await save('WEEK', 'тангенсы');
    await publish('Тангенсы давно', new Date(Date.UTC(2020, 0, 1)));
    const slug = await publish('Тангенсы сегодня');
    await run(LOOK_FOR_SEARCHES);
    expect(letters).toEqual([]);
    await age(id, '7 days');
    await run(LOOK_FOR_SEARCHES);
    await run(LOOK_FOR_SEARCHES);
    expect(letters).toMatchObject([{ to: account.email, subject: 'Методбанк: новое в поиске «тангенсы»' }]);
    expect(letters[0]!.text).toContain(`Тангенсы сегодня\nhttp://bank.example/materials/${slug}`);
    expect(letters[0]!.text).not.toContain('давно');
    expect(letters[0]!.text).toContain('http://bank.example/catalogue?q=x');
  });

  it('is silent when there is nothing new, and when no letters are wanted', async () => {
    const [quiet, never] = [await save('DAY', 'котангенсы'), await save('NONE', 'синусы')];
    await publish('Синусы');
    await Promise.all([age(quiet, '2 days'), age(never, '90 days')]);
    await run(LOOK_FOR_SEARCHES);
    expect(letters).toEqual([]);
    const { rows } = await app.pool.query<{ fresh: boolean }>(
      `select mailed_until > now() - interval '1 minute' as fresh from saved_search where id = $1`,
      [quiet],
    );
    expect(rows).toEqual([{ fresh: true }]);
  });
});
