import { ref } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildMaterial, buildNetwork, buildPerson, buildTheme } from '../../../test/builders.js';
import { buildAccount, signIn } from '../../../test/members.js';
import { Person } from '../../directory/person.entity.js';
import { PriorityTheme } from '../../vocabulary/priority-theme.entity.js';
import { MaterialStatus } from '../material-enums.js';
import { TELL_FOLLOWERS } from './reading.js';

let app: BootedApp;
let headers: { cookie: string };
let person: Person;
let narrow: PriorityTheme;
const slugs = {} as Record<'author' | 'theme' | 'network', string>;

beforeAll(async () => {
  app = await bootApp();
  const em = app.orm.em.fork();
  person = buildPerson(em, ['Ёлкина', 'Анна', 'Олеговна']);
  const broad = buildTheme(em, { title: 'Оценка качества' });
  narrow = buildTheme(em, { title: 'Самооценка' });
  narrow.broader = ref(broad);
  const network = buildNetwork(em, []);
  buildMaterial(em, { title: 'Прежний', authors: [person], publishedAt: new Date() });
  const account = buildAccount(em);
  await em.flush();
  Object.assign(slugs, { author: person.slug, theme: broad.slug, network: network.slug });
  headers = await signIn(app.pool, account);
});
afterAll(() => app.close());

const follow = (name: 'follow' | 'unfollow', kind: string, slug: string) =>
  app.gql(
    `mutation($kind: FollowedKind!, $slug: String!) { ${name}(kind: $kind, slug: $slug) }`,
    { kind, slug },
    headers,
  );
const LIST = '{ unreadNotifications notifications { nodes { kind path subject actorName read createdAt } } }';
const told = async () => (await app.gql(LIST, {}, headers)).data;
/** Publishes something a moment later than whatever was followed before. */
async function publish(title: string, status = MaterialStatus.PUBLISHED) {
  const em = app.orm.em.fork();
  const material = buildMaterial(em, {
    ...{ title, status, publishedAt: new Date(Date.now() + 1000) },
    authors: [await em.findOneOrFail(Person, person.id)],
    themes: [await em.findOneOrFail(PriorityTheme, narrow.id)],
  });
  await em.flush();
  return material.slug!;
}
async function tell() {
  await app.jobs.send(TELL_FOLLOWERS, {});
  await app.jobs.drain();
}

test('what is followed is listed, and followed no more when given up', async () => {
  await follow('follow', 'NETWORK', slugs.network);
  await follow('follow', 'NETWORK', slugs.network);
  const list = async () => (await app.gql('{ followed { kind slug } }', {}, headers)).data.followed;
  expect(await list()).toEqual([{ kind: 'NETWORK', slug: slugs.network }]);
  expect((await follow('unfollow', 'NETWORK', slugs.network)).data.unfollow).toBe(true);
  expect(await list()).toEqual([]);
  expect((await follow('follow', 'THEME', 'net-takoy')).errors[0]?.extensions['code']).toBe('NOT_FOUND');
});

test('a follower is told once of what is published later, however often the job runs and by how many ways it is followed', async () => {
  await follow('follow', 'AUTHOR', slugs.author);
  await follow('follow', 'THEME', slugs.theme);
  const slug = await publish('Новый');
  await publish('Ещё не вышел', MaterialStatus.IN_REVIEW);
  await tell();
  await tell();
  expect(await told()).toMatchObject({
    unreadNotifications: 1,
    notifications: {
      nodes: [
        { kind: 'MATERIAL_PUBLISHED', path: `/materials/${slug}`, subject: 'Новый', actorName: 'Ёлкина А.' },
      ],
    },
  });
});

test('what was seen is read, what came meanwhile is not', async () => {
  const { notifications } = await told();
  await publish('Второй');
  await tell();
  const { data } = await app.gql(
    'mutation($until: DateTimeISO!) { readNotifications(until: $until) }',
    { until: notifications.nodes[0].createdAt },
    headers,
  );
  expect(data.readNotifications).toBe(1);
  expect(await told()).toMatchObject({
    unreadNotifications: 1,
    notifications: {
      nodes: [
        { subject: 'Второй', read: false },
        { subject: 'Новый', read: true },
      ],
    },
  });
});

test('followers of a theme hear nothing of a material under a narrower one that the council has not opened', async () => {
  await follow('unfollow', 'AUTHOR', slugs.author);
  await follow('follow', 'THEME', slugs.theme);
  const setStatus = (status: string) =>
    app.pool.query('update priority_theme set status = $2 where id = $1', [narrow.id, status]);
  await setStatus('PROPOSED');
  await publish('Под закрытой темой');
  await tell();
  await setStatus('ACTIVE');
  await publish('Под открытой темой');
  const subjects = async () =>
    (await told()).notifications.nodes.map(({ subject }: { subject: string }) => subject);
  expect(await subjects()).not.toContain('Под закрытой темой');
});

test('an author is not told of own materials', async () => {
  const em = app.orm.em.fork();
  const account = buildAccount(em, { person: await em.findOneOrFail(Person, person.id) });
  await em.flush();
  headers = await signIn(app.pool, account);
  await follow('follow', 'THEME', slugs.theme);
  await publish('Свой');
  await tell();
  expect((await told()).notifications.nodes).toEqual([]);
});
