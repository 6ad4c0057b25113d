/** What is not public is nowhere: whoever asks for it, and wherever, is told what a made-up id is told. */
import { Readable } from 'node:stream';
import { ref } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildNetwork, buildOrganization, buildSubject, buildTheme } from '../../../test/builders.js';
import { storeDraft } from '../../../test/drafts.js';
import { buildAccount, signIn } from '../../../test/members.js';
import { Role } from '../../directory/role.js';
import { FileContent, FilePassage } from '../file-content.entity.js';
import { MaterialStatus } from '../material-enums.js';
import { Material } from '../material.entity.js';

/** Stands nowhere else in the bank. */
const PLANTED = 'Кряжевчанка';
const MADE_UP = '01900000-0000-7000-8000-000000000000';

let app: BootedApp;
let world: Awaited<ReturnType<typeof arrange>>;
beforeAll(async () => {
  app = await bootApp();
  world = await arrange();
  await app.search.catchUp();
});
afterAll(() => app.close());

/** A draft with a planted word in all that can hold one, beside a published material of the same author. */
async function arrange() {
  const em = app.orm.em.fork();
  const school = buildOrganization(em);
  const network = buildNetwork(em, [school]);
  const owner = buildAccount(em, { organization: school });
  const other = buildAccount(em, { organization: school });
  const staff = buildAccount(em, { roles: [Role.METHODIST, Role.COUNCIL_MEMBER] });
  const admin = buildAccount(em, { roles: [Role.ADMIN] });
  const [subject, theme] = [buildSubject(em), buildTheme(em)];
  await em.flush();
  const secret = await storeDraft(em, owner, { title: PLANTED, organization: school });
  secret.draft.keywords = [PLANTED];
  secret.draft.subjects.add(subject);
  secret.draft.themes.add(theme);
  secret.file.name = `${PLANTED}.pdf`;
  const { sha256 } = await app.storage.put(Readable.from([PLANTED]));
  const { mediaType, format } = secret.file.content.unwrap();
  secret.file.content = ref(
    em.create(FileContent, { sha256, mediaType, format, size: Buffer.byteLength(PLANTED) }),
  );
  secret.material.network = ref(network);
  em.create(FilePassage, { content: secret.file.content, ordinal: 0, page: 1, text: `${PLANTED} в тексте` });
  const open = await storeDraft(em, owner, { status: MaterialStatus.PUBLISHED, organization: school });
  await em.flush();
  return { owner, other, staff, admin, subject, theme, network, school, secret, open };
}

const callers = async () => ({
  guest: {} as Record<string, string>,
  other: await signIn(app.pool, world.other),
  staff: await signIn(app.pool, world.staff),
});

test('B30: a draft is found by no id, slug or number, and its answer is that of a made-up one', async () => {
  const { secret } = world;
  for (const [caller, headers] of Object.entries(await callers())) {
    const ask = async (id: string) => {
      const { data, errors } = await app.gql(
        'query ($id: ID!) { ownMaterial(id: $id) { id } }',
        { id },
        headers,
      );
      return { data, message: errors[0]?.message, code: errors[0]?.extensions['code'] };
    };
    expect(await ask(secret.material.id), caller).toEqual(await ask(MADE_UP));
    const slug = await app.gql(
      'query ($s: String!) { material(slug: $s) { id } }',
      { s: secret.material.id },
      headers,
    );
    expect(slug.errors[0]!.extensions['code'], caller).toBe('NOT_FOUND');
  }
});

/** Every public way by which materials are found, with what is told of how many. */
function questions() {
  const { subject, theme, network, school } = world;
  return {
    search: `{ searchMaterials(query: "${PLANTED}") { total hits { material { title } } facets { buckets { count } } } }`,
    inside: `{ searchMaterials(query: "${PLANTED} в тексте") { total } }`,
    facets: '{ searchMaterials { total facets { field buckets { value count } } } }',
    suggestions: `{ suggest(query: "${PLANTED.slice(0, 7)}") { title { text } } }`,
    list: '{ materials(first: 100) { totalCount nodes { title keywords files { name } } } }',
    filtered: `{ materials(filter: { subjects: ["${subject.slug}"] }) { totalCount } }`,
    authors: '{ authors(first: 100) { nodes { fullName materialCount } } }',
    network: `{ network(slug: "${network.slug}") { materialCount } }`,
    organization: `{ organization(slug: "${school.slug}") { materialCount } }`,
    theme: `{ priorityTheme(slug: "${theme.slug}") { materialCount } }`,
    bank: '{ bank { materials files authors byKind { count } } }',
  };
}
const answers = async (headers: Record<string, string>) => {
  const told: Record<string, unknown> = {};
  for (const [name, question] of Object.entries(questions())) {
    const { data, errors } = await app.gql(question, {}, headers);
    expect(errors, name).toEqual([]);
    told[name] = data;
  }
  const typed = await fetch(`${app.url}/opensearch/suggestions?q=${PLANTED.slice(0, 7)}`);
  told['opensearch'] = (await typed.text()).includes(PLANTED);
  return told;
};

test('B30: neither search, facets, suggestions, lists, nested paths nor counts know of it', async () => {
  for (const [caller, headers] of Object.entries(await callers())) {
    const told = await answers(headers);
    expect(JSON.stringify(told), caller).not.toContain(PLANTED);
    expect(told, caller).toMatchObject({
      ...{ search: { searchMaterials: { total: 0 } }, inside: { searchMaterials: { total: 0 } } },
      ...{ facets: { searchMaterials: { total: 1 } }, list: { materials: { totalCount: 1 } } },
      ...{ filtered: { materials: { totalCount: 0 } }, network: { network: { materialCount: 0 } } },
      ...{
        organization: { organization: { materialCount: 1 } },
        theme: { priorityTheme: { materialCount: 0 } },
      },
      opensearch: false,
      ...{ suggestions: { suggest: [] }, bank: { bank: { materials: 1, files: 1, authors: 1 } } },
    });
  }
});

test('B39: its bytes and its cover go to its author alone, and stay nowhere on the way', async () => {
  const { secret, owner, admin } = world;
  const address = `${app.url}/files/${secret.file.id}/${encodeURIComponent(secret.file.name)}`;
  const cover = `${app.url}/files/${secret.file.id}/thumbnail.webp`;
  for (const [caller, headers] of Object.entries(await callers()))
    for (const path of [address, `${address}?inline`, cover])
      expect((await fetch(path, { headers })).status, `${caller} ${path}`).toBe(404);
  for (const account of [owner, admin]) {
    const own = await fetch(address, { headers: await signIn(app.pool, account) });
    expect([own.status, own.headers.get('cache-control'), await own.text()]).toEqual([
      ...[200, 'private, no-store', PLANTED],
    ]);
  }
  const { rows } = await app.pool.query('select 1 from usage_daily where material_id = $1', [
    secret.material.id,
  ]);
  expect(rows, 'it is no download').toEqual([]);
});

test('B31: another author neither changes nor deletes it, nor learns that it is there', async () => {
  const headers = await signIn(app.pool, world.other);
  const { material, draft, file } = world.secret;
  const tries = [
    `updateDraft(id: "${material.id}", expectedVersion: ${draft.version}, input: { title: "Моё" }) { id }`,
    `deleteDraft(id: "${material.id}", expectedVersion: ${draft.version})`,
    `submitMaterial(input: { id: "${material.id}", expectedVersion: ${draft.version} }) { id }`,
    `removeFile(id: "${material.id}", fileId: "${file.id}") { id }`,
  ];
  const count = async () => (await app.pool.query('select count(*)::int as n from audit_event')).rows[0].n;
  const before = await count();
  for (const one of tries) {
    const { errors } = await app.gql(`mutation { ${one} }`, {}, headers);
    const made = await app.gql(`mutation { ${one.replaceAll(material.id, MADE_UP)} }`, {}, headers);
    expect(errors[0]!.extensions['code'], one).toBe('NOT_FOUND');
    expect(errors[0]!.message).toBe(made.errors[0]!.message);
  }
  expect(await count()).toBe(before);
});

test("an administrator's look into a draft is written down", async () => {
  const headers = await signIn(app.pool, world.admin);
  const { material } = world.secret;
  const { data } = await app.gql(
    'query ($id: ID!) { ownMaterial(id: $id) { draft { title } viewerCan { edit publish } } }',
    { id: material.id },
    headers,
  );
  expect(data.ownMaterial).toEqual({ draft: { title: PLANTED }, viewerCan: { edit: false, publish: false } });
  const { rows } = await app.pool.query(
    'select distinct actor, action from audit_event where subject_id = $1',
    [material.id],
  );
  expect(rows).toEqual([{ actor: world.admin.id, action: 'material.viewed' }]);
});

test('the control: once published, each of those ways finds it', async () => {
  const em = app.orm.em.fork();
  const material = await em.findOneOrFail(Material, world.secret.material.id, { populate: ['draftVersion'] });
  const draft = material.draftVersion!.unwrap();
  material.submit(draft, new Date());
  material.publish(draft, new Date());
  Object.assign(material, { registrationNumber: 'МБ-2024-000001', slug: 'kryazhevchanka' });
  await em.flush();
  await app.search.catchUp();
  const told = await answers({});
  expect(told).toMatchObject({
    ...{ search: { searchMaterials: { total: 1 } }, inside: { searchMaterials: { total: 1 } } },
    ...{ facets: { searchMaterials: { total: 2 } }, list: { materials: { totalCount: 2 } } },
    ...{ filtered: { materials: { totalCount: 1 } }, network: { network: { materialCount: 1 } } },
    ...{ theme: { priorityTheme: { materialCount: 1 } }, suggestions: { suggest: [{}] } },
    opensearch: true,
  });
});
