/** L120, L121: administrators look for somebody in what others write, and the journal keeps that they did. */
import { ref } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildMaterial } from '../../../test/builders.js';
import { buildAccount, signIn } from '../../../test/members.js';
import { plantPerson } from '../../../test/planted-person.js';
import type { Account } from '../../directory/account.entity.js';
import { Role } from '../../directory/role.js';
import type { Material } from '../../materials/material.entity.js';
import { Post, PostKind } from '../../materials/reading/post.entity.js';
import { findMentions } from './mentions.js';

let app: BootedApp;
let admin: Account;
let headers: Record<string, string>;
let material: Material;
beforeAll(async () => {
  app = await bootApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  const em = app.orm.em.fork();
  admin = buildAccount(em, { roles: [Role.ADMIN] });
  material = buildMaterial(em, { title: 'Дроби', pages: ['Первая.', 'Апробация – Медуницына В. В.'] });
  await em.flush();
  headers = await signIn(app.pool, admin);
});

interface Found {
  place: string;
  path: string | null;
  note: string | null;
  excerpt: { text: string; match: boolean }[];
}

const look = async (name: string) => {
  const { data, errors } = await app.gql(
    `mutation ($name: String!) { findMentions(name: $name) {
      mentions { place path note excerpt { text match } } more unread } }`,
    { name },
    headers,
  );
  return {
    errors: errors as { extensions: { fields?: Record<string, string> } }[],
    ...(data?.findMentions as { mentions: Found[]; more: string[]; unread: string[] }),
  };
};

async function comment(body: string, times = 1): Promise<string> {
  const em = app.orm.em.fork();
  const account = ref(buildAccount(em));
  const posts = Array.from({ length: times }, () =>
    em.create(Post, { account, material: ref(material), kind: PostKind.COMMENT, body }),
  );
  await em.flush();
  return posts[0]!.id;
}

describe('looking for a name', () => {
  test('leads to the comment and to the page of the file, with the words around the name', async () => {
    const post = await comment('Спасибо Вере Медуницыной за урок!');
    const { mentions, more, unread } = await look('Медуницына Вера');
    expect(mentions).toMatchObject([
      {
        place: 'Комментарии и отзывы о применении',
        path: `/materials/${material.slug}/discussion#post-${post}`,
        excerpt: [
          { text: 'Спасибо ', match: false },
          { text: 'Вере', match: true },
          { text: ' ', match: false },
          { text: 'Медуницыной', match: true },
          { text: ' за урок!', match: false },
        ],
      },
      {
        place: 'Тексты файлов',
        path: expect.stringMatching(`^/materials/${material.slug}\\?file=[0-9a-f-]{36}&page=2$`),
      },
    ]);
    expect([more, unread]).toEqual([[], []]);
  });

  test('is kept in the journal without the name', async () => {
    await comment('Спасибо Подосинкиной!');
    await look('Подосинкина');
    const { rows } = await app.pool.query(`select * from audit_event where actor = $1`, [admin.id]);
    expect(rows).toMatchObject([
      { action: 'account.mentions-viewed', subject_id: admin.id, data: { found: 1 } },
    ]);
  });

  test('shows fifty of a kind and says that there are more', async () => {
    await comment('Спасибо Тысячелистниковой!', 51);
    const { mentions, more } = await look('Тысячелистникова');
    expect([mentions.length, more]).toEqual([50, ['Комментарии и отзывы о применении']]);
  });

  test('says what took too long, and shows the rest', async () => {
    await comment('Спасибо Медуницыной!');
    const client = await app.pool.connect();
    try {
      await client.query('begin; lock table post in access exclusive mode');
      const { found, unread } = await app.orm.em
        .fork()
        .transactional((em) => findMentions(em, 'Медуницына', null, 2_000));
      expect(unread.map(({ table }) => table)).toEqual(['post']);
      expect(found.map(({ place }) => place.table)).toContain('file_passage');
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  test('sends no long statement with the name, which the database would write down if it fails', async () => {
    await comment('Спасибо Медуницыной!');
    const client = await app.pool.connect();
    const waiting = async () => {
      const { rows } = await app.pool.query<{ query: string }>(
        `select query from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
           and query like '%from "post" t%'`,
      );
      return rows.map(({ query }) => query.toLowerCase().includes('медуниц'));
    };
    await client.query('begin; lock table post in access exclusive mode');
    const looking = look('Медуницына');
    try {
      await expect.poll(waiting).toEqual([false]);
    } finally {
      await client.query('rollback');
      client.release();
    }
    expect((await looking).mentions.map(({ place }) => place)).toContain('Комментарии и отзывы о применении');
  });

  test.each(['', ' – ', 'И', 'Один Два Три Четыре Пять', 'x'.repeat(101)])(
    'a name must be one: «%s»',
    async (name) => {
      const { errors } = await look(name);
      expect(errors[0]!.extensions.fields).toHaveProperty('name');
    },
  );
});

test('each kind of text that the bank has of a person is looked through', async () => {
  await plantPerson(app);
  const { mentions } = await look('Барсукова-Зимородкина');
  expect([...new Set(mentions.map(({ place }) => place))]).toEqual([
    ...[
      'Комментарии и отзывы о применении',
      'Жалобы и ответы на них',
      'Описания материалов',
      'Тексты файлов',
    ],
    ...['Имена файлов', 'История стёртых файлов', 'Загрузки', 'Решения по материалам и ответы', 'Подборки'],
    ...['Заметки в подборках', 'Сохранённые поиски', 'Отзывы рецензентов', 'Описания передового опыта'],
    ...['Что искали в каталоге', 'Чего не хватает читателям', 'Профили', 'Уведомления', 'Причины блокировки'],
    ...['Основания ролей', 'Журнал действий', 'Названия ключей входа'],
  ]);
  // where there is nothing to open, it is said why
  expect(mentions.filter(({ path, note }) => !path && !note)).toEqual([]);
});
