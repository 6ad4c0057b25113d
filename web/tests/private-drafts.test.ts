import { beforeAll, expect, test } from 'vitest';
import { bank } from './bank.ts';
import { signedIn, sql } from './database.ts';

/** Words that stand nowhere but in the draft. */
const TITLE = 'Перламутровый дирижабль';
const ANNOTATION = 'Турмалиновая обсерватория во дворе школы.';
const SECRETS = ['дирижабль', 'турмалинов'];

let material = '';
let file = '';
let own = '';
let author = '';
/** Cookies of those whom it does not concern: nobody, and a teacher. */
let strangers: Record<'a guest' | 'a teacher', string>;

const slugOf = async (name: string) =>
  (
    await sql<{ slug: string }>(
      `select p.slug from person p join account a on a.person_id = p.id where a.email = $1`,
      [`${name}@demo.example`],
    )
  )[0]!.slug;

const get = (path: string, cookie = '') =>
  fetch(new URL(path, bank().url), { headers: { cookie }, redirect: 'manual' });

async function ask<Data>(query: string, variables: object, cookie: string): Promise<Data> {
  const answer = await fetch(`${bank().url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ query, variables }),
  });
  return ((await answer.json()) as { data: Data }).data;
}

beforeAll(async () => {
  author = await slugOf('avtor');
  const session = await signedIn(author);
  const cookie = (own = `${session.name}=${session.value}`);
  const teacher = await signedIn(await slugOf('uchitel'));
  strangers = { 'a guest': '', 'a teacher': `${teacher.name}=${teacher.value}` };
  type Made = { createMaterial: { id: string; draft: { id: string; version: number } } };
  const { createMaterial } = await ask<Made>(
    'mutation { createMaterial(input: { kind: PROJECT }) { id draft { id version } } }',
    ...([{}, cookie] as const),
  );
  material = createMaterial.id;
  await ask(
    `mutation ($id: ID!, $v: Int!, $input: DraftInput!) {
      updateDraft(id: $id, expectedVersion: $v, input: $input) { id } }`,
    { id: material, v: createMaterial.draft.version, input: { title: TITLE, annotation: ANNOTATION } },
    cookie,
  );
  const [stored] = await sql<{ id: string }>(
    `insert into stored_file (id, created_at, updated_at, material_version_id, sha256, name, role, position)
     select gen_random_uuid(), now(), now(), $1, c.sha256, 'Дирижабль.pdf', 'MAIN', 0
     from file_content c where c.format = 'PDF' and c.thumbnail_sha256 is not null limit 1 returning id`,
    [createMaterial.draft.id],
  );
  file = stored!.id;
});

test('the author of a draft has its preview and its bytes', async () => {
  expect((await get(`/files/${file}/x`, own)).status).toBe(200);
  expect(await (await get(`/my/materials/${material}/preview`, own)).text()).toContain(TITLE);
});

test.each(['a guest', 'a teacher'] as const)(
  'B30, B39: %s has neither pages nor files of a draft',
  async (who) => {
    const cookie = strangers[who];
    for (const page of ['', '/preview', '/versions', '/reviews']) {
      const answer = await get(`/my/materials/${material}${page}`, cookie);
      expect(answer.status, page).toBe(cookie ? 404 : 303);
      expect((await answer.text()).toLowerCase()).not.toContain('дирижабль');
    }
    for (const path of [
      ...[`/materials/${material}`, `/materials/${material}/versions/1`, `/archives/${material}.zip`],
      ...['x', 'x?inline', 'x?version=1', 'thumbnail.webp', 'thumbnail.webp?version=1'].map(
        (name) => `/files/${file}/${name}`,
      ),
    ])
      expect((await get(path, cookie)).status, path).toBe(404);
  },
);

test.each(['a guest', 'a teacher'] as const)(
  'B30: %s finds a draft by no search, list, map or feed',
  async (who) => {
    const cookie = strangers[who];
    const map = await (await get('/sitemap.xml', cookie)).text();
    const parts = [...map.matchAll(/<loc>([^<]*\.xml)<\/loc>/g)].map(
      ([, address]) => new URL(address!).pathname,
    );
    const [first, second] = TITLE.split(' ') as [string, string];
    let mapped = false;
    // asked by one word, the page would tell the other
    const places: [string, string[]][] = [
      ...[
        '/',
        '/catalogue',
        `/authors/${author}`,
        '/feeds/materials.atom',
        `/feeds/authors/${author}.atom`,
      ].map((path): [string, string[]] => [path, SECRETS]),
      ...['/sitemap.xml', ...parts].map((path): [string, string[]] => [path, SECRETS]),
      [`/catalogue?q=${encodeURIComponent(first)}`, [second.toLowerCase()]],
      [`/catalogue?q=${encodeURIComponent(second)}`, [first.toLowerCase()]],
    ];
    for (const [path, secrets] of places) {
      const answer = await get(path, cookie);
      expect(answer.status, path).toBe(200);
      const text = (await answer.text()).toLowerCase();
      for (const secret of [...secrets, material, file]) expect(text, path).not.toContain(secret);
      mapped ||= path.includes('sitemap') && text.includes('/materials/');
    }
    expect(mapped, 'what is public is on the map').toBe(true);
    const answers = await ask(
      `query ($q: String!) {
      searchMaterials(query: $q) { total hits { material { slug title } } }
      suggest(query: $q) { __typename }
    }`,
      { q: first },
      cookie,
    );
    expect(JSON.stringify(answers)).not.toContain(second);
    expect(answers).toMatchObject({ searchMaterials: { hits: [] } });
  },
);
