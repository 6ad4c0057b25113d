import { ref } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildMaterial, buildNetwork, buildOrganization, buildPerson } from '../../../test/builders.js';
import { buildAccount, signIn } from '../../../test/members.js';
import { statementsOf } from '../../../test/statements.js';
import { Role } from '../../directory/role.js';
import { Post, PostKind } from './post.entity.js';

type Headers = { cookie: string };

let app: BootedApp;
let slug: string;
let elsewhere: string;
const people = {} as Record<'author' | 'reader' | 'other' | 'third' | 'methodist' | 'ofNetwork', Headers>;
const ids = {} as Record<keyof typeof people, string>;

beforeAll(async () => {
  app = await bootApp();
  const em = app.orm.em.fork();
  const school = buildOrganization(em, 'МОБУ Лесная СОШ');
  const network = buildNetwork(em, [school]);
  const person = buildPerson(em, ['Ёлкина', 'Анна', 'Олеговна'], school);
  const accounts = {
    author: buildAccount(em, { person }),
    reader: buildAccount(em, { person: buildPerson(em, ['Читалова', 'Вера', 'Ильинична'], school) }),
    other: buildAccount(em),
    third: buildAccount(em),
    methodist: buildAccount(em, { roles: [Role.METHODIST] }),
    ofNetwork: buildAccount(em, { roles: [{ role: Role.MODERATOR, network }] }),
  };
  slug = buildMaterial(em, { title: 'Лист оценки', authors: [person], network }).slug!;
  elsewhere = buildMaterial(em, { title: 'Не из этой сети' }).slug!;
  await em.flush();
  for (const [name, account] of Object.entries(accounts) as [keyof typeof people, { id: string }][]) {
    ids[name] = account.id;
    people[name] = await signIn(app.pool, account as never);
  }
});
afterAll(() => app.close());

const PAGE = `query($slug: String!) { material(slug: $slug) { rating { count average }
  useReports { totalCount nodes { id body className usedOn authorName organizationName variant { slug title } version
    viewerCan { edit hide moderate } } }
  comments { totalCount nodes { id body authorName editedAt version viewerCan { edit hide moderate } } } } }`;
const page = async (headers?: Headers, of = slug) =>
  (await app.gql(PAGE, { slug: of }, headers)).data.material;

const comment = async (body: string, headers: Headers, material = slug) =>
  app.gql(
    'mutation($material: String!, $body: String!) { addComment(material: $material, body: $body) { id version } }',
    { material, body },
    headers,
  );
const report = (input: object, headers: Headers) =>
  app.gql(
    'mutation($input: ReportUseInput!) { reportUse(input: $input) { id body className variant { title } } }',
    {
      input: {
        material: slug,
        usedOn: '2026-03-02',
        className: '3 «Б»',
        body: 'Сократила критерии.',
        ...input,
      },
    },
    headers,
  );
const codeOf = ({ errors }: { errors: { extensions: Record<string, unknown> }[] }) =>
  errors[0]?.extensions['code'];
const told = async (name: keyof typeof people) =>
  (
    await app.pool.query<{
      kind: string;
      subject: string;
      detail: string | null;
      actor_name: string | null;
      path: string;
    }>(
      'select kind, subject, detail, actor_name, path from notification where account_id = $1 order by created_at',
      [ids[name]],
    )
  ).rows;
const hide = (id: string, headers: Headers, reason?: string) =>
  app.gql(
    'mutation($id: ID!, $reason: String) { hidePost(id: $id, reason: $reason) }',
    { id, reason },
    headers,
  );
const show = (id: string, headers: Headers) =>
  app.gql('mutation($id: ID!) { showPost(id: $id) }', { id }, headers);

describe('a use report', () => {
  it('is read by guests with its class, day, words and variant, and the author is told', async () => {
    const answer = await report(
      { variant: `https://bank.example/materials/${elsewhere}?page=2` },
      people.reader,
    );
    expect(answer.errors).toEqual([]);
    await expect
      .poll(async () => (await page()).useReports)
      .toMatchObject({
        totalCount: 1,
        nodes: [
          {
            ...{ body: 'Сократила критерии.', className: '3 «Б»', usedOn: '2026-03-02' },
            ...{ authorName: 'Читалова\u00a0В.\u00a0И.', organizationName: 'МОБУ Лесная СОШ' },
            variant: { slug: elsewhere, title: 'Не из этой сети' },
            viewerCan: { edit: false, hide: false, moderate: false },
          },
        ],
      });
    expect(await told('author')).toMatchObject([
      { kind: 'USE_REPORTED', detail: 'Сократила критерии.', actor_name: 'Читалова\u00a0В.\u00a0И.' },
    ]);
    expect(await told('reader')).toEqual([]);
  });

  it.each([
    ['a day that has not come', { usedOn: '2199-01-01' }, 'usedOn'],
    ['no class', { className: '  ' }, 'className'],
    ['no words', { body: '\u200B\n' }, 'body'],
    ['too many words', { body: 'я'.repeat(3001) }, 'body'],
    ['a variant that is not in the bank', { variant: 'https://other.example/x' }, 'variant'],
  ])('with %s is refused at that field', async (_, input, field) => {
    const answer = await report(input, people.reader);
    expect(answer.errors[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { [field]: expect.any(String) },
    });
  });
});

describe('a comment', () => {
  it('is changed by its writer alone, in the state that was seen, and says that it was changed', async () => {
    const { id } = (await comment('Спосибо', people.reader)).data.addComment;
    const edit = (headers: Headers, expectedVersion: number) =>
      app.gql(
        'mutation($input: EditCommentInput!) { editComment(input: $input) { body editedAt } }',
        { input: { id, expectedVersion, body: 'Спасибо!' } },
        headers,
      );
    expect(codeOf(await edit(people.other, 1))).toBe('FORBIDDEN');
    expect(codeOf(await edit(people.methodist, 1))).toBe('FORBIDDEN');
    expect(codeOf(await edit(people.reader, 7))).toBe('CONFLICT');
    expect((await edit(people.reader, 1)).data.editComment).toEqual({
      body: 'Спасибо!',
      editedAt: expect.any(String),
    });
  });

  it('that its writer hides can be brought back by the writer', async () => {
    const { id } = (await comment('Передумала', people.reader)).data.addComment;
    const seen = async () =>
      (await page(people.other)).comments.nodes.some((one: { id: string }) => one.id === id);
    await hide(id, people.reader);
    expect(await seen()).toBe(false);
    expect(codeOf(await show(id, people.other))).toBe('FORBIDDEN');
    await show(id, people.reader);
    expect(await seen()).toBe(true);
  });

  it('that a moderator hides is hidden from guests at once, with a reason for its writer, who cannot bring it back', async () => {
    const { id } = (await comment('Куплю гараж', people.third)).data.addComment;
    await expect.poll(async () => JSON.stringify(await page())).toContain('Куплю гараж');
    expect(codeOf(await hide(id, people.methodist))).toBe('BAD_USER_INPUT');
    expect((await hide(id, people.methodist, 'реклама')).errors).toEqual([]);
    await expect.poll(async () => JSON.stringify(await page())).not.toContain('Куплю гараж');
    expect(codeOf(await show(id, people.third))).toBe('FORBIDDEN');
    expect((await show(id, people.methodist)).errors).toEqual([]);
    expect(await told('third')).toMatchObject([
      { kind: 'POST_HIDDEN', detail: 'реклама' },
      { kind: 'POST_SHOWN' },
    ]);
    const { rows } = await app.pool.query(
      'select action from audit_event where subject_id = $1 order by at',
      [id],
    );
    expect(rows.map(({ action }) => action)).toEqual(['post.written', 'post.hidden', 'post.shown']);
  });

  it('is moderated by a network moderator only in that network', async () => {
    const here = (await comment('Здесь', people.other)).data.addComment.id;
    const there = (await comment('Там', people.other, elsewhere)).data.addComment.id;
    expect(codeOf(await hide(there, people.ofNetwork, 'не по теме'))).toBe('FORBIDDEN');
    expect((await hide(here, people.ofNetwork, 'не по теме')).errors).toEqual([]);
  });

  it('cannot be left under what is not public, and goes out of sight with it', async () => {
    const em = app.orm.em.fork();
    const gone = buildMaterial(em, { title: 'Отозван' }).slug!;
    await em.flush();
    const { id } = (await comment('Жаль', people.reader, gone)).data.addComment;
    await app.pool.query(`update material set status = 'WITHDRAWN' where slug = $1`, [gone]);
    expect(codeOf(await comment('Ещё', people.reader, gone))).toBe('NOT_FOUND');
    expect(codeOf(await hide(id, people.reader))).toBe('NOT_FOUND');
  });

  it('that is sent twice is one, as long as it stands', async () => {
    const twice = () => Promise.all([1, 2].map(() => comment('Дважды', people.third)));
    const [one, two] = (await twice()).map(({ data }) => data.addComment.id);
    expect(two).toBe(one);
    await app.gql('mutation($id: ID!) { hidePost(id: $id) }', { id: one }, people.third);
    expect((await comment('Дважды', people.third)).data.addComment.id).not.toBe(one);
  });

  it('is refused after forty in a day', async () => {
    const em = app.orm.em.fork();
    const account = buildAccount(em);
    const material = buildMaterial(em);
    for (let i = 0; i < 40; i += 1)
      em.create(Post, {
        kind: PostKind.COMMENT,
        account: ref(account),
        material: ref(material),
        body: `${i}`,
      });
    await em.flush();
    expect(codeOf(await comment('И ещё', await signIn(app.pool, account)))).toBe('LIMIT_EXCEEDED');
  });
});

it('a page of posts costs as many statements for one as for many, and a list of materials no more', async () => {
  const em = app.orm.em.fork();
  const account = buildAccount(em);
  const many = buildMaterial(em, { title: 'Много' });
  for (let i = 0; i < 30; i += 1)
    em.create(Post, {
      kind: PostKind.COMMENT,
      account: ref(account),
      material: ref(many),
      body: `Слово ${i}`,
    });
  await em.flush();
  const counts: number[] = [];
  for (const query of [
    `{ material(slug: "${elsewhere}") { comments { nodes { body } } rating { count } } }`,
    `{ material(slug: "${many.slug}") { comments { nodes { body } } rating { count } } }`,
    `{ materials(first: 5) { nodes { comments(first: 3) { nodes { body } } rating { count } } } }`,
  ])
    counts.push((await statementsOf(() => app.gql(query))).length);
  expect(counts).toEqual([3, 3, 3]);
});

describe('a rating', () => {
  const rate = (stars: number | null, headers: Headers) =>
    app.gql(
      'mutation($slug: String!, $stars: Int) { rateMaterial(material: $slug, stars: $stars) { count average } }',
      { slug, stars },
      headers,
    );

  it('is one a person, has an average from three on, and can be taken away', async () => {
    await rate(1, people.reader);
    expect((await rate(5, people.reader)).data.rateMaterial).toEqual({ count: 1, average: null });
    expect((await rate(4, people.other)).data.rateMaterial).toEqual({ count: 2, average: null });
    expect((await rate(4, people.third)).data.rateMaterial).toEqual({ count: 3, average: 4.3 });
    await expect.poll(async () => (await page()).rating).toEqual({ count: 3, average: 4.3 });
    const own = await app.gql(
      'query($slug: String!) { ownRating(material: $slug) }',
      { slug },
      people.reader,
    );
    expect(own.data.ownRating).toBe(5);
    expect((await rate(null, people.third)).data.rateMaterial).toEqual({ count: 2, average: null });
  });

  it('is not for authors, and not beyond five', async () => {
    expect(codeOf(await rate(5, people.author))).toBe('FORBIDDEN');
    for (const stars of [0, 6]) expect(codeOf(await rate(stars, people.other))).toBe('BAD_USER_INPUT');
  });
});

describe('a complaint', () => {
  const complain = (input: object, headers: Headers) =>
    app.gql(
      'mutation($input: ComplainInput!) { complain(input: $input) }',
      { input: { material: slug, ...input } },
      headers,
    );
  const queue = async (headers: Headers, state = 'NEW') =>
    (
      await app.gql(
        `query($state: ComplaintState!) { complaints(state: $state) { totalCount nodes { id version state body answer
          material { slug } post { id body hidden } } } }`,
        { state },
        headers,
      )
    ).data.complaints;
  const decide = (input: object, headers: Headers) =>
    app.gql(
      'mutation($input: DecideComplaintInput!) { decideComplaint(input: $input) { state } }',
      { input },
      headers,
    );

  it('that is right hides the post and tells both sides; taken back, the post is there again', async () => {
    const { id: post } = (await comment('Грубость', people.other)).data.addComment;
    await complain({ post, reason: 'OFFENCE', body: 'Так нельзя' }, people.third);
    await complain({ post, reason: 'OFFENCE', body: 'Второй раз' }, people.third);
    const asked = (await told('ofNetwork')).filter(({ kind }) => kind === 'COMPLAINT_MADE');
    expect(asked, 'the moderator is told once').toMatchObject([{ detail: 'Так нельзя' }]);
    const waiting = await queue(people.ofNetwork);
    expect(waiting).toMatchObject({
      totalCount: 1,
      nodes: [{ body: 'Так нельзя', post: { id: post, hidden: false } }],
    });
    const [{ id, version: expectedVersion }] = waiting.nodes;
    expect(codeOf(await decide({ id, expectedVersion, upheld: true }, people.ofNetwork))).toBe(
      'BAD_USER_INPUT',
    );
    const upheld = { id, expectedVersion, upheld: true, answer: 'Скрыли, спасибо' };
    expect((await decide(upheld, people.ofNetwork)).data.decideComplaint.state).toBe('UPHELD');
    expect(codeOf(await decide(upheld, people.methodist))).toBe('CONFLICT');
    await expect.poll(async () => JSON.stringify(await page())).not.toContain('Грубость');
    expect((await told('third')).at(-1)).toMatchObject({
      kind: 'COMPLAINT_DECIDED',
      detail: 'Скрыли, спасибо',
    });
    expect((await told('other')).at(-1)).toMatchObject({ kind: 'POST_HIDDEN', detail: 'Скрыли, спасибо' });
    expect(await queue(people.ofNetwork, 'UPHELD')).toMatchObject({
      nodes: [{ id, answer: 'Скрыли, спасибо' }],
    });
    await app.gql('mutation($id: ID!) { reopenComplaint(id: $id) { state } }', { id }, people.ofNetwork);
    await expect.poll(async () => JSON.stringify(await page())).toContain('Грубость');
    expect((await queue(people.ofNetwork)).totalCount).toBe(1);
  });

  it('taken back leaves hidden what the writer has hidden', async () => {
    const { id: post } = (await comment('Погорячился', people.other)).data.addComment;
    await complain({ post, reason: 'OFFENCE' }, people.third);
    await app.gql('mutation($id: ID!) { hidePost(id: $id) }', { id: post }, people.other);
    const { nodes } = await queue(people.ofNetwork);
    const { id, version } = nodes.find((one: { post: { id: string } | null }) => one.post?.id === post);
    await decide({ id, expectedVersion: version, upheld: true, answer: 'Верно' }, people.ofNetwork);
    expect(codeOf(await show(post, people.other)), 'what was rightly complained of').toBe('FORBIDDEN');
    const reopen = 'mutation($id: ID!) { reopenComplaint(id: $id) { post { hidden } } }';
    const { data } = await app.gql(reopen, { id }, people.ofNetwork);
    expect(data.reopenComplaint.post.hidden).toBe(true);
    expect((await show(post, people.other)).errors).toEqual([]);
  });

  it('is seen by moderators of its place alone', async () => {
    await complain({ material: elsewhere, reason: 'COPYRIGHT' }, people.reader);
    const subjects = async (who: keyof typeof people) => (await told(who)).map(({ subject }) => subject);
    expect(await subjects('methodist')).toContain('Не из этой сети');
    expect(await subjects('ofNetwork')).not.toContain('Не из этой сети');
    const of = (list: { nodes: { material: { slug: string } }[] }) =>
      list.nodes.map((one) => one.material.slug);
    expect(of(await queue(people.methodist))).toContain(elsewhere);
    expect(of(await queue(people.ofNetwork))).not.toContain(elsewhere);
    const { id, version } = (await queue(people.methodist)).nodes.find(
      (one: { material: { slug: string } }) => one.material.slug === elsewhere,
    );
    const decision = { id, expectedVersion: version, upheld: false };
    expect(codeOf(await decide(decision, people.ofNetwork))).toBe('FORBIDDEN');
  });
});
