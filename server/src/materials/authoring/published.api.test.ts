import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { CHANGE, Desk, NOTE, OWN } from '../../../test/desk.js';
import { FileContent } from '../file-content.entity.js';
import { FileFormat, TextState } from '../file-enums.js';
import { IN_A_MONTH } from '../../../test/days.js';

const START = `mutation ($id: ID!, $expectedVersion: Int!, $from: Int) {
  startNewVersion(id: $id, expectedVersion: $expectedVersion, from: $from) { ${OWN} } }`;

let app: BootedApp;
let desk: Desk;
beforeAll(async () => {
  app = await bootApp();
  desk = await Desk.open(app);
});
afterAll(() => app.close());

/** Gives the files of a material bytes, so that they can be fetched. */
async function storeBytes(materialId: string, text: string): Promise<void> {
  const { sha256 } = await app.storage.put(Readable.from([text]));
  const em = app.orm.em.fork();
  em.create(FileContent, {
    ...{ sha256, mediaType: 'text/plain', format: FileFormat.TXT, size: Buffer.byteLength(text) },
    textState: TextState.EMPTY,
  });
  await em.flush();
  await app.pool.query(
    `update stored_file set sha256 = $1
     where material_version_id in (select id from material_version where material_id = $2)`,
    [sha256, materialId],
  );
}

test('a new version is written while the old stays public, and takes its place', async () => {
  const own = await desk.published({ title: 'Первая редакция' });
  const start = await app.gql(START, { id: own.id, expectedVersion: own.version }, desk.as.owner);
  const next = start.data.startNewVersion;
  expect(next).toMatchObject({
    state: 'PUBLISHED',
    draftState: 'DRAFT',
    draft: { number: 2, title: 'Первая редакция' },
  });
  const again = await app.gql(START, { id: own.id, expectedVersion: next.version }, desk.as.owner);
  expect(again.errors[0]!.extensions['code']).toBe('CONFLICT');
  const saved = await app.gql(
    `mutation ($id: ID!, $v: Int!) { updateDraft(id: $id, expectedVersion: $v, input: { title: "Вторая редакция", changeNote: "Новые задания" }) { draft { version } } }`,
    { id: own.id, v: next.draft.version },
    desk.as.owner,
  );
  const page = async () =>
    (
      await app.gql(
        'query ($slug: String!) { material(slug: $slug) { title versionNumber publishedAt versions { number changeNote publishedAt } } }',
        { slug: own.slug },
      )
    ).data.material;
  const before = await page();
  expect(before.title).toBe('Первая редакция');
  const version = saved.data.updateDraft.draft.version;
  const handed = await desk.ask(CHANGE.submit, { id: own.id, expectedVersion: version });
  expect(handed.data).toMatchObject({ state: 'PUBLISHED', draftState: 'SUBMITTED' });
  const compared = await app.gql(
    'query ($id: ID!) { compareVersions(id: $id) { from to fields { field before after } files { kind } } }',
    { id: own.id },
    desk.as.methodist,
  );
  expect(compared.data.compareVersions).toEqual({
    ...{ from: 1, to: 2, files: [] },
    fields: [{ field: 'title', before: ['Первая редакция'], after: ['Вторая редакция'] }],
  });
  await desk.ask(CHANGE.publish, { id: own.id, expectedVersion: handed.data.version }, desk.as.methodist);
  const after = await page();
  expect(after).toMatchObject({
    title: 'Вторая редакция',
    versionNumber: 2,
    publishedAt: before.publishedAt,
  });
  expect(after.versions).toMatchObject([
    { number: 2, changeNote: 'Новые задания' },
    { number: 1, changeNote: null },
  ]);
});

test('everybody reads what was public before, with its own files, and what has changed since; not where consents are kept', async () => {
  const own = await desk.published({ title: 'Карточки' });
  await storeBytes(own.id, 'Карточки к уроку');
  const { draft } = (await app.gql(START, { id: own.id, expectedVersion: own.version }, desk.as.owner)).data
    .startNewVersion;
  const read = (version: number | null) =>
    app.gql(
      `query ($slug: String!, $version: Int) { material(slug: $slug, version: $version) {
        title versionNumber files { id name downloadUrl }
        versions { number changes { from to fields { field before after } files { kind after } } } } }`,
      { slug: own.slug, version },
    );
  expect((await read(2)).errors[0]!.extensions['code']).toBe('NOT_FOUND');
  const saved = await app.gql(
    `mutation ($id: ID!, $v: Int!) { updateDraft(id: $id, expectedVersion: $v, input: {
      title: "Карточки и ключи", childConsent: COLLECTED, childConsentCount: 3, childConsentPlace: "Сейф школы"
    }) { draft { version } } }`,
    { id: own.id, v: draft.version },
    desk.as.owner,
  );
  const { version } = saved.data.updateDraft.draft;
  const handed = await desk.ask(CHANGE.submit, { id: own.id, expectedVersion: version });
  await desk.ask(CHANGE.publish, { id: own.id, expectedVersion: handed.data.version }, desk.as.methodist);
  const { material } = (await read(1)).data;
  expect(material).toMatchObject({ title: 'Карточки', versionNumber: 1 });
  expect(material.versions).toEqual([
    {
      number: 2,
      changes: {
        ...{ from: 1, to: 2, files: [] },
        fields: [{ field: 'title', before: ['Карточки'], after: ['Карточки и ключи'] }],
      },
    },
    { number: 1, changes: null },
  ]);
  const { id, name, downloadUrl } = material.files[0];
  expect((await fetch(app.url + downloadUrl, { redirect: 'manual' })).status).toBe(200);
  const plain = await fetch(`${app.url}/files/${id}/${encodeURIComponent(name)}`, { redirect: 'manual' });
  expect(plain.status).toBe(302);
  expect((await fetch(`${app.url}/files/${id}/x?version=2`, { redirect: 'manual' })).status).toBe(302);
});

test('B30: a version that was never public has no address, whatever number a stranger names', async () => {
  const own = await desk.published();
  await storeBytes(own.id, 'Тайная правка');
  const { draft } = (await app.gql(START, { id: own.id, expectedVersion: own.version }, desk.as.owner)).data
    .startNewVersion;
  const inside = await app.gql(
    'query ($id: ID!) { ownMaterial(id: $id) { draft { files { downloadUrl } } } }',
    { id: own.id },
    desk.as.owner,
  );
  const { downloadUrl } = inside.data.ownMaterial.draft.files[0];
  for (const number of [draft.number, 1, 99])
    expect((await fetch(`${app.url}${downloadUrl}?version=${number}`)).status, String(number)).toBe(404);
  expect((await fetch(app.url + downloadUrl, { headers: desk.as.owner })).status).toBe(200);
});

test('a variant names what it goes on from, as long as that is public', async () => {
  const first = await desk.published({ title: 'Исходная разработка' });
  const { material, draft } = await desk.draft();
  const saved = await app.gql(
    `mutation ($id: ID!, $v: Int!, $from: [String!]) {
      updateDraft(id: $id, expectedVersion: $v, input: { basedOn: $from }) { draft { version } } }`,
    { id: material.id, v: draft.version, from: [first.slug] },
    desk.as.owner,
  );
  const { version } = saved.data.updateDraft.draft;
  const handed = await desk.ask(CHANGE.submit, { id: material.id, expectedVersion: version });
  const at = { id: material.id, expectedVersion: handed.data.version };
  const { slug } = (await desk.ask(CHANGE.publish, at, desk.as.methodist)).data;
  const origins = async () =>
    (await app.gql('query ($slug: String!) { material(slug: $slug) { basedOn { slug title } } }', { slug }))
      .data.material.basedOn;
  expect(await origins()).toEqual([{ slug: first.slug, title: 'Исходная разработка' }]);
  await desk.ask(CHANGE.withdraw, { id: first.id, expectedVersion: first.version, reason: NOTE });
  await expect.poll(origins).toEqual([]);
});

test('an owner names what to read instead by its number or its address', async () => {
  for (const named of ['registrationNumber', 'slug'] as const) {
    const [own, other] = [await desk.published(), await desk.published()];
    const withdraw = (replacedBy: string) =>
      desk.ask(CHANGE.withdraw, { id: own.id, expectedVersion: own.version, reason: NOTE, replacedBy });
    for (const [wrong, told] of [
      [own.registrationNumber, 'это тот же материал'],
      ['МБ-1999-000001', 'проверьте номер или адрес'],
    ])
      expect((await withdraw(wrong)).errors[0]?.extensions['fields']).toEqual({
        replacedBy: expect.stringContaining(told),
      });
    await withdraw(named === 'slug' ? `${app.url}/materials/${other.slug}?from=search` : other[named]);
    const tomb = await app.gql(
      'query ($slug: String!) { withdrawnMaterial(slug: $slug) { replacedBy { slug } } }',
      { slug: own.slug },
    );
    expect(tomb.data.withdrawnMaterial.replacedBy).toEqual({ slug: other.slug });
  }
});

test('a minor change is published without new certificates', async () => {
  const own = await desk.published();
  const next = (await app.gql(START, { id: own.id, expectedVersion: own.version }, desk.as.owner)).data
    .startNewVersion;
  const handed = await desk.ask(CHANGE.submit, { id: own.id, expectedVersion: next.draft.version });
  const seen = await app.gql(
    'query ($id: ID!) { materialReview(id: $id) { changes { from to } } }',
    { id: own.id },
    desk.as.methodist,
  );
  expect(seen.data.materialReview.changes, 'who decides sees what has changed').toEqual({ from: 1, to: 2 });
  const done = await desk.ask(
    CHANGE.acceptMinor,
    { id: own.id, expectedVersion: handed.data.version },
    desk.as.methodist,
  );
  expect(done.data).toMatchObject({ published: { number: 2 } });
  const { rows } = await app.pool.query(
    'select v.number from certificate c join material_version v on v.id = c.material_version_id where v.material_id = $1',
    [own.id],
  );
  expect(rows).toEqual([{ number: 1 }]);
  const fresh = await desk.submitted();
  expect(
    (await desk.ask(CHANGE.acceptMinor, { id: fresh.id, expectedVersion: fresh.version }, desk.as.methodist))
      .code,
  ).toBe('CONFLICT');
});

test('an earlier version is restored into a draft', async () => {
  const own = await desk.published({ title: 'Как было' });
  const two = (await app.gql(START, { id: own.id, expectedVersion: own.version }, desk.as.owner)).data
    .startNewVersion;
  await app.gql(
    'mutation ($id: ID!, $v: Int!) { deleteDraft(id: $id, expectedVersion: $v) }',
    { id: own.id, v: two.draft.version },
    desk.as.owner,
  );
  const now = (
    await app.gql(`query ($id: ID!) { ownMaterial(id: $id) { ${OWN} } }`, { id: own.id }, desk.as.owner)
  ).data.ownMaterial;
  expect(now).toMatchObject({ draft: null, published: { title: 'Как было' } });
  const restored = await app.gql(START, { id: own.id, expectedVersion: now.version, from: 1 }, desk.as.owner);
  expect(restored.data.startNewVersion.draft, 'numbers have no gap').toMatchObject({
    number: 2,
    title: 'Как было',
  });
  const missing = await app.gql(START, { id: own.id, expectedVersion: now.version, from: 9 }, desk.as.owner);
  expect(missing.errors[0]!.extensions['code']).toMatch(/CONFLICT|NOT_FOUND/);
});

test('a version that was sent back stays in the history when its revision is given up', async () => {
  const own = await desk.published();
  const two = (await app.gql(START, { id: own.id, expectedVersion: own.version }, desk.as.owner)).data
    .startNewVersion;
  const handed = await desk.ask(CHANGE.submit, { id: own.id, expectedVersion: two.draft.version });
  const at = { id: own.id, expectedVersion: handed.data.version, note: NOTE, dueDate: IN_A_MONTH };
  expect((await desk.ask(CHANGE.sendBack, at, desk.as.methodist)).errors).toEqual([]);
  const seen = async () =>
    (
      await app.gql(
        'query ($id: ID!) { ownMaterial(id: $id) { version draft { version } versions { number } } }',
        { id: own.id },
        desk.as.owner,
      )
    ).data.ownMaterial;
  const revision = await seen();
  expect(revision.versions).toEqual([{ number: 3 }, { number: 2 }, { number: 1 }]);
  const given = await app.gql(
    'mutation ($id: ID!, $v: Int!) { deleteDraft(id: $id, expectedVersion: $v) }',
    { id: own.id, v: revision.draft.version },
    desk.as.owner,
  );
  expect(given.errors).toEqual([]);
  const left = await seen();
  expect(left).toMatchObject({ draft: null, versions: [{ number: 2 }, { number: 1 }] });
  const next = await app.gql(START, { id: own.id, expectedVersion: left.version }, desk.as.owner);
  expect(next.data.startNewVersion.draft.number).toBe(3);
});

test('B40: a withdrawn material leaves a tombstone with its reason, and comes back by a decision', async () => {
  const own = await desk.published({ title: 'Недолговечное пособие' });
  const file = (
    await app.gql('query ($slug: String!) { material(slug: $slug) { archiveUrl files { downloadUrl } } }', {
      slug: own.slug,
    })
  ).data.material;
  const gone = await desk.ask(CHANGE.withdraw, {
    id: own.id,
    expectedVersion: own.version,
    reason: 'Устарело: принята новая программа.',
  });
  expect(gone.data.state).toBe('WITHDRAWN');
  const page = await app.gql('query ($slug: String!) { material(slug: $slug) { id } }', { slug: own.slug });
  expect(page.errors[0]!.extensions['code']).toBe('NOT_FOUND');
  const tomb = await app.gql(
    `query ($slug: String!) { withdrawnMaterial(slug: $slug) {
      title reason registrationNumber withdrawnAt withdrawnBy replacedBy { slug }
      contributions { shortName } citation { gost } } }`,
    { slug: own.slug },
  );
  expect(tomb.data.withdrawnMaterial).toMatchObject({
    ...{ title: 'Недолговечное пособие', reason: 'Устарело: принята новая программа.', replacedBy: null },
    ...{ withdrawnBy: 'OWNER', contributions: [{ shortName: 'Ветрова\u00A0Н.\u00A0О.' }] },
  });
  expect(tomb.data.withdrawnMaterial.citation.gost).toContain('Недолговечное пособие');
  for (const address of [file.files[0].downloadUrl, `${file.files[0].downloadUrl}?inline`, file.archiveUrl])
    expect((await fetch(app.url + address)).status, address).toBe(410);
  await app.search.catchUp();
  const found = await app.gql('{ searchMaterials(query: "недолговечное") { hits { material { slug } } } }');
  expect(found.data.searchMaterials.hits).toEqual([]);
  const back = await desk.ask(
    CHANGE.reinstate,
    { id: own.id, expectedVersion: gone.data.version, note: 'Программа действует.' },
    desk.as.methodist,
  );
  expect(back.data).toMatchObject({ state: 'PUBLISHED' });
  const alive = await app.gql('query ($slug: String!) { withdrawnMaterial(slug: $slug) { title } }', {
    slug: own.slug,
  });
  expect(alive.errors[0]!.extensions['code']).toBe('NOT_FOUND');
});

test('its owner says that it still holds', async () => {
  const own = await desk.published();
  await app.pool.query(`update material set status = 'OUTDATED', review_by = '2020-01-01' where id = $1`, [
    own.id,
  ]);
  const { data } = await desk.ask(CHANGE.confirm, { id: own.id, expectedVersion: own.version });
  expect(data.state).toBe('PUBLISHED');
  expect(data.reviewBy > new Date().toISOString()).toBe(true);
});
