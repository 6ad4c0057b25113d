import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildOrganization } from '../../../test/builders.js';
import { CHANGE, Desk, NOTE } from '../../../test/desk.js';
import { type DraftData, storeDraft } from '../../../test/drafts.js';
import { buildAccount, signIn } from '../../../test/members.js';
import type { Account } from '../../directory/account.entity.js';
import { Role } from '../../directory/role.js';
import { Territory } from '../../directory/territory.entity.js';
import { ChildConsent, MaterialKind, MaterialStatus } from '../material-enums.js';

let app: BootedApp;
let desk: Desk;
beforeAll(async () => {
  app = await bootApp();
  desk = await Desk.open(app);
});
afterAll(() => app.close());

const em = () => app.orm.em.fork();
const toldOf = async (id: string) =>
  (await app.pool.query('select kind, account_id from notification where path = $1', [`/my/materials/${id}`]))
    .rows;
const auditOf = async (id: string) =>
  (
    await app.pool.query<{ action: string }>(
      'select action from audit_event where subject_id = $1 order by id',
      [id],
    )
  ).rows.map(({ action }) => action);

/** A day by which an author may be asked to be done. */
const soon = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);

describe('handing in', () => {
  test('freezes the version, and it can be taken back before anybody looks', async () => {
    const own = await desk.submitted();
    expect(own).toMatchObject({
      ...{ state: 'SUBMITTED', draftState: 'SUBMITTED', reviewRound: 1, waitsFor: 'BANK' },
      viewerCan: { edit: false, submit: false, recall: true, publish: false },
    });
    expect(own.draft.frozenAt).not.toBeNull();
    const edit = await app.gql(
      `mutation ($id: ID!, $v: Int!) { updateDraft(id: $id, expectedVersion: $v, input: { title: "Нет" }) { id } }`,
      { id: own.id, v: own.draft.version },
      desk.as.owner,
    );
    expect(edit.errors[0]!.extensions['code']).toBe('CONFLICT');
    const back = await desk.ask(CHANGE.recall, { id: own.id, expectedVersion: own.version });
    expect(back.data).toMatchObject({ state: 'DRAFT', reviewRound: 0, viewerCan: { edit: true } });
    expect(back.data.draft).toMatchObject({ number: 1, frozenAt: null });
    expect(await auditOf(own.id)).toEqual(['material.submitted', 'material.recalled']);
  });

  test('is refused without the consent to publishing, and where it was withdrawn until it is given again', async () => {
    const [give, withdraw] = ['give', 'withdraw'].map(
      (verb) => () => app.gql(`mutation { ${verb}Consent(kind: MATERIAL_LICENSE) }`, {}, desk.as.owner),
    );
    const { material, draft: version } = await desk.draft();
    const handIn = () => desk.ask(CHANGE.submit, { id: material.id, expectedVersion: version.version });
    await app.pool.query('delete from consent where account_id = $1', [desk.owner.id]);
    expect((await handIn()).code).toBe('CONFLICT');
    await give!();
    await withdraw!();
    const { code, errors } = await handIn();
    expect(code).toBe('CONFLICT');
    expect(errors[0]!.message).toContain('Нет вашего согласия на размещение материалов');
    await give!();
    expect((await handIn()).data).toMatchObject({ state: 'SUBMITTED' });
  });

  test('is refused with the name of each field that is missing', async () => {
    const { material, draft: version } = await desk.draft({
      kind: MaterialKind.LESSON_VIDEO,
      childConsent: ChildConsent.MISSING,
    });
    const { code, errors } = await desk.ask(CHANGE.submit, {
      id: material.id,
      expectedVersion: version.version,
    });
    expect(code).toBe('BAD_USER_INPUT');
    expect(Object.keys(errors[0]!.extensions['fields'] as object)).toEqual([
      'subjects',
      'grades',
      'childConsent',
    ]);
    expect(await auditOf(material.id)).toEqual([]);
  });

  test('J104: of 20 at once with one key one is done and all are answered; with other keys 19 conflict', async () => {
    const first = await desk.draft();
    const at = (target: typeof first, key: string) =>
      desk.ask(CHANGE.submit, {
        id: target.material.id,
        expectedVersion: target.draft.version,
        idempotencyKey: key,
      });
    const same = await Promise.all(Array.from({ length: 20 }, () => at(first, 'нажатие-1')));
    expect(same.every(({ code, data }) => code === undefined && data.reviewRound === 1)).toBe(true);
    expect(await auditOf(first.material.id)).toEqual(['material.submitted']);
    const second = await desk.draft();
    const others = await Promise.all(Array.from({ length: 20 }, (_, n) => at(second, `ключ-${n}`)));
    expect(others.filter(({ code }) => code === 'CONFLICT')).toHaveLength(19);
    expect(await auditOf(second.material.id)).toEqual(['material.submitted']);
    expect((await at(second, 'нажатие-1')).code, 'a key of something else').toBe('CONFLICT');
  });
});

describe('publication by a methodist', () => {
  test('gives number and address, names of this day, certificates, and makes it public and found', async () => {
    const own = await desk.submitted({ title: 'Урок-мастерская «Дроби вокруг нас»' });
    const { data } = await desk.ask(
      CHANGE.publish,
      { id: own.id, expectedVersion: own.version },
      desk.as.methodist,
    );
    expect(data).toMatchObject({
      ...{ state: 'PUBLISHED', draftState: null, draft: null, slug: 'urok-masterskaya-drobi-vokrug-nas' },
      published: { number: 1, contributions: [{ name: 'Ветрова Нина Олеговна', position: 'учитель' }] },
      registrationNumber: expect.stringMatching(/^МБ-\d{4}-\d{6}$/),
      reviewBy: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    const page = await app.gql('query ($slug: String!) { material(slug: $slug) { title } }', {
      slug: data.slug,
    });
    expect(page.data.material.title).toBe('Урок-мастерская «Дроби вокруг нас»');
    const { rows } = await app.pool.query(
      `select 1 from certificate c join material_version v on v.id = c.material_version_id where v.material_id = $1`,
      [own.id],
    );
    expect(rows).toHaveLength(1);
    await app.search.catchUp();
    const found = await app.gql(
      '{ searchMaterials(query: "мастерская дроби") { hits { material { slug } } } }',
    );
    expect(found.errors).toEqual([]);
    expect(found.data.searchMaterials.hits).toHaveLength(1);
    expect(await auditOf(own.id)).toEqual(['material.submitted', 'material.published']);
    expect(await toldOf(own.id)).toEqual([{ kind: 'MATERIAL_ACCEPTED', account_id: desk.owner.id }]);
  });

  test('J103: of 20 at once one is done, 19 conflict, one number and one certificate are given', async () => {
    const { id, version } = await desk.submitted();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        desk.ask(CHANGE.publish, { id, expectedVersion: version }, desk.as.methodist),
      ),
    );
    expect(answers.map(({ code }) => code ?? 'ok').toSorted()).toEqual([...Array(19).fill('CONFLICT'), 'ok']);
    const { rows } = await app.pool.query(
      `select (select count(*)::int from certificate c join material_version v on v.id = c.material_version_id
         where v.material_id = $1) as certificates,
        (select sum(last)::int from registration_counter) as given,
        (select count(*)::int from material where registration_number is not null) as registered`,
      [id],
    );
    expect(rows[0].certificates).toBe(1);
    expect(rows[0].given, 'numbers have no gap').toBe(rows[0].registered);
    expect((await auditOf(id)).filter((action) => action === 'material.published')).toHaveLength(1);
  });

  test('B34: what is decided is not decided again, neither is what was not handed in', async () => {
    const handed = await desk.submitted();
    const at = { id: handed.id, expectedVersion: handed.version };
    const { data: published } = await desk.ask(CHANGE.publish, at, desk.as.methodist);
    const again = { id: handed.id, expectedVersion: published.version };
    const { material } = await storeDraft(em(), desk.owner, {});
    const draft = { id: material.id, expectedVersion: material.version };
    for (const [change, more] of [
      [CHANGE.publish, {}],
      [CHANGE.sendBack, { note: NOTE, dueDate: soon }],
      [CHANGE.reject, { reason: 'DUPLICATE', note: NOTE }],
    ] as const) {
      expect((await desk.ask(change, { ...again, ...more }, desk.as.methodist)).code).toBe('CONFLICT');
      expect((await desk.ask(change, { ...draft, ...more }, desk.as.methodist)).code).toBe('NOT_FOUND');
    }
    expect(await auditOf(handed.id)).toEqual(['material.submitted', 'material.published']);
    expect(await auditOf(material.id)).toEqual([]);
  });

  test('all on the title page are told that it is public, and that it no longer is', async () => {
    const inside = em();
    const colleague = buildAccount(inside);
    await inside.flush();
    const own = await desk.published({ coAuthors: [colleague.person.unwrap()] });
    const kinds = async () => {
      const told = (await toldOf(own.id)) as { kind: string; account_id: string }[];
      return told.flatMap(({ kind, account_id: id }) => (id === colleague.id ? [kind] : [])).toSorted();
    };
    expect(await kinds()).toEqual(['MATERIAL_ACCEPTED']);
    const reason = 'Заменён исправленным материалом, см. новую версию.';
    const { code } = await desk.ask(CHANGE.withdraw, { id: own.id, expectedVersion: own.version, reason });
    expect(code).toBeUndefined();
    expect(await kinds()).toEqual(['MATERIAL_ACCEPTED', 'MATERIAL_WITHDRAWN']);
  });

  test('a repeat with the same key answers the same', async () => {
    const { id, version } = await desk.submitted();
    const once = () =>
      desk.ask(
        CHANGE.publish,
        { id, expectedVersion: version, idempotencyKey: 'решение-1' },
        desk.as.methodist,
      );
    const [first, second] = [await once(), await once()];
    expect(second.errors).toEqual([]);
    expect(second.data.registrationNumber).toBe(first.data.registrationNumber);
  });

  test('nobody decides on the own work, as owner or as co-author, nor outside of the reach', async () => {
    const inside = em();
    const territory = inside.create(Territory, {
      name: 'Приречный',
      region: 'Край',
      timeZone: 'Asia/Vladivostok',
    });
    const [near, far] = [buildOrganization(inside), buildOrganization(inside)];
    Object.assign(near, { territory });
    const local = buildAccount(inside, { roles: [{ role: Role.METHODIST, territory }] });
    const author = buildAccount(inside, { organization: near, roles: [Role.METHODIST] });
    await inside.flush();
    const publish = async (by: Account, data: DraftData, of: Account = desk.owner) => {
      const { material } = await storeDraft(em(), of, { status: MaterialStatus.SUBMITTED, ...data });
      const headers = await signIn(app.pool, by);
      return (
        (await desk.ask(CHANGE.publish, { id: material.id, expectedVersion: material.version }, headers))
          .code ?? 'ok'
      );
    };
    expect(await publish(author, {}, author)).toBe('FORBIDDEN');
    expect(await publish(author, { coAuthors: [author.person.unwrap()] })).toBe('FORBIDDEN');
    expect(await publish(local, { organization: near })).toBe('ok');
    expect(await publish(local, { organization: far })).toBe('NOT_FOUND');
    const { material } = await storeDraft(em(), desk.owner, {
      status: MaterialStatus.SUBMITTED,
      organization: near,
    });
    await storeDraft(em(), desk.owner, { status: MaterialStatus.SUBMITTED, organization: far });
    const list = await app.gql('{ submissions { nodes { id } } }', {}, await signIn(app.pool, local));
    expect(list.data.submissions.nodes).toEqual([{ id: material.id }]);
  });

  test('the queue holds what was handed in, and never the own', async () => {
    const own = await desk.submitted({ title: 'Ждёт решения' });
    const mine = await storeDraft(em(), desk.methodist, { status: MaterialStatus.SUBMITTED });
    const { data } = await app.gql(
      '{ submissions(first: 100) { totalCount nodes { id viewerCan { publish } } } }',
      {},
      desk.as.methodist,
    );
    const nodes: { id: string; viewerCan: { publish: boolean } }[] = data.submissions.nodes;
    expect(nodes.find(({ id }) => id === own.id)?.viewerCan.publish).toBe(true);
    expect(nodes.map(({ id }) => id)).not.toContain(mine.material.id);
    expect(data.submissions.totalCount).toBe(nodes.length);
  });
});

describe('sending back and refusing', () => {
  test('the author goes on in a copy, answers the remarks, and hands it in again', async () => {
    const own = await desk.submitted();
    const at = { id: own.id, expectedVersion: own.version };
    for (const dueDate of ['2020-01-01', '2062-12-31'])
      expect((await desk.ask(CHANGE.sendBack, { ...at, note: NOTE, dueDate }, desk.as.methodist)).code).toBe(
        'BAD_USER_INPUT',
      );
    const back = await desk.ask(CHANGE.sendBack, { ...at, note: NOTE, dueDate: soon }, desk.as.methodist);
    expect(back.errors).toEqual([]);
    const { data } = await app.gql(
      `query ($id: ID!) { ownMaterial(id: $id) { version state draft { number version title files { name } contributions { confirmedAt } }
        decisions { kind note dueDate answer versionNumber } } }`,
      { id: own.id },
      desk.as.owner,
    );
    expect(data.ownMaterial).toMatchObject({
      state: 'REVISION',
      draft: {
        number: 2,
        title: own.draft.title,
        files: [{}],
        contributions: [{ confirmedAt: expect.any(String) }],
      },
      decisions: [{ kind: 'RETURN', note: NOTE, dueDate: soon, answer: null, versionNumber: 1 }],
    });
    expect(await toldOf(own.id)).toEqual([{ kind: 'MATERIAL_RETURNED', account_id: desk.owner.id }]);
    const again = { id: own.id, expectedVersion: data.ownMaterial.draft.version };
    expect(
      Object.keys((await desk.ask(CHANGE.submit, again)).errors[0]!.extensions['fields'] as object),
    ).toEqual(['answer']);
    const second = await desk.ask(CHANGE.submit, { ...again, answer: 'Цели добавлены.' });
    expect(second.data).toMatchObject({ state: 'SUBMITTED', reviewRound: 2 });
  });

  test('a refusal names its reason, and is the end of that version', async () => {
    const { id, version } = await desk.submitted();
    const refusal = { id, expectedVersion: version, reason: 'DUPLICATE', note: 'Такая разработка уже есть.' };
    const { data } = await desk.ask(CHANGE.reject, refusal, desk.as.methodist);
    expect(data, 'the methodist no longer sees into it').toMatchObject({ state: 'REJECTED', draft: null });
    const own = await app.gql(
      'query ($id: ID!) { ownMaterial(id: $id) { state viewerCan { edit submit deleteDraft } } }',
      { id },
      desk.as.owner,
    );
    expect(own.data.ownMaterial).toEqual({
      state: 'REJECTED',
      viewerCan: { edit: false, submit: false, deleteDraft: false },
    });
  });
});
