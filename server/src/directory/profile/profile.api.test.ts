import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildOrganization, buildPerson } from '../../../test/builders.js';
import { storeDraft } from '../../../test/drafts.js';
import { buildAccount, signIn } from '../../../test/members.js';
import { MaterialStatus } from '../../materials/material-enums.js';

let app: BootedApp;
beforeAll(async () => {
  app = await bootApp();
});
afterAll(() => app.close());

const PROFILE = `version lastName position organization qualification bio subjects mayBeShown
  visibility { position organization qualification bio }`;

async function member() {
  const em = app.orm.em.fork();
  const organization = buildOrganization(em);
  const person = Object.assign(buildPerson(em, ['Лосева', 'Вера', 'Ильинична'], organization), {
    visibility: {},
  });
  const account = buildAccount(em, { person });
  await em.flush();
  // only authors of what is public have a page
  await storeDraft(em, account, { status: MaterialStatus.PUBLISHED });
  const cookie = await signIn(app.pool, account);
  const ask = (query: string, variables = {}) => app.gql(query, variables, cookie);
  const input = (more: object) => ({
    ...{ expectedVersion: person.version, lastName: 'Лосева', firstName: 'Вера', patronymic: 'Ильинична' },
    ...{ position: 'Учитель химии', organization: organization.slug, qualification: 'HIGHEST' },
    ...{ staffGroups: ['MENTOR'], subjects: [], levels: ['OOO'], bio: 'Веду кружок.' },
    visibility: { position: false, organization: false, qualification: false, bio: false },
    ...more,
  });
  const edit = (more: object) =>
    ask(`mutation ($input: EditProfileInput!) { editProfile(input: $input) { ${PROFILE} } }`, {
      input: input(more),
    });
  const inPublic = async () => {
    const { rows } = await app.pool.query('select slug from person where id = $1', [person.id]);
    const query =
      'query ($slug: String!) { author(slug: $slug) { position qualification bio organization { slug } } }';
    return (await app.gql(query, { slug: rows[0].slug })).data.author;
  };
  return { account, ask, edit, inPublic, person };
}

test('everybody changes the own profile, and a later change by another window is no surprise', async () => {
  const { edit, ask } = await member();
  const { data } = await edit({});
  expect(data.editProfile).toMatchObject({
    position: 'Учитель химии',
    qualification: 'HIGHEST',
    bio: 'Веду кружок.',
  });
  expect((await edit({ bio: 'Другое' })).errors[0]!.extensions['code']).toBe('CONFLICT');
  expect((await ask(`{ myProfile { ${PROFILE} } }`)).data.myProfile.bio).toBe('Веду кружок.');
});

test('nothing is shown without the consent, with it just what was opened, and nothing after it is withdrawn', async () => {
  const { ask, edit, inPublic } = await member();
  const visibility = { position: true, organization: false, qualification: true, bio: false };
  expect((await edit({ visibility })).errors[0]!.extensions['fields']).toHaveProperty('visibility');
  await ask('mutation { giveConsent(kind: DISTRIBUTION) }');
  expect((await edit({ visibility })).data.editProfile.visibility).toEqual(visibility);
  expect(await inPublic()).toEqual({
    ...{ position: 'Учитель химии', qualification: 'HIGHEST', bio: null, organization: null },
  });
  await ask('mutation { withdrawConsent(kind: DISTRIBUTION) }');
  expect(await inPublic()).toEqual({ position: null, qualification: null, bio: null, organization: null });
  const { data } = await ask(`{ myProfile { ${PROFILE} } }`);
  expect(Object.values(data.myProfile.visibility)).toEqual([false, false, false, false]);
});

test('a withdrawn consent leaves the name alone on published materials, at once and for those who asked before', async () => {
  const { account, ask } = await member();
  const { rows } = await app.pool.query<{ slug: string }>(
    `update contribution c set post = 'Учитель химии', organization_name = 'Школа № 5'
     from material m where m.published_version_id = c.material_version_id and m.owner_id = $1 returning m.slug`,
    [account.id],
  );
  const titlePage = async () =>
    (
      await app.gql(
        `query ($slug: String!) { material(slug: $slug) { contributions { name position organizationName } } }`,
        { slug: rows[0]!.slug },
      )
    ).data.material.contributions[0];
  const whole = { name: 'Лосева Вера', position: 'Учитель химии', organizationName: 'Школа № 5' };
  await ask('mutation { giveConsent(kind: DISTRIBUTION) }');
  await expect.poll(titlePage).toEqual(whole);
  // nothing is open in the profile: there is no other change that readers could notice
  await ask('mutation { withdrawConsent(kind: DISTRIBUTION) }');
  await expect.poll(titlePage).toEqual({ name: 'Лосева Вера', position: null, organizationName: null });
  await ask('mutation { giveConsent(kind: DISTRIBUTION) }');
  await expect.poll(titlePage).toEqual(whole);
});

test('letters end at once when the consent to them is withdrawn', async () => {
  const { account, ask } = await member();
  await ask('mutation { giveConsent(kind: MAILING) }');
  await app.pool.query('insert into notification_mail (account_id, since) values ($1, now())', [account.id]);
  await app.pool.query(
    `insert into saved_search (id, created_at, updated_at, account_id, title, query, filter, exact, address, mail, token, mailed_until)
     values (gen_random_uuid(), now(), now(), $1, 'Дроби', 'дроби', '{}', false, '/', 'DAY', $2, now())`,
    [account.id, account.id],
  );
  await ask('mutation { withdrawConsent(kind: MAILING) }');
  const { rows } = await app.pool.query(
    `select s.mail, (select count(*)::int from notification_mail m where m.account_id = s.account_id) as letters
     from saved_search s where s.account_id = $1`,
    [account.id],
  );
  expect(rows).toEqual([{ mail: 'NONE', letters: 0 }]);
});

test('what does not exist is refused by its field', async () => {
  const { edit } = await member();
  expect((await edit({ organization: 'no-such' })).errors[0]!.extensions['fields']).toHaveProperty(
    'organization',
  );
  expect((await edit({ subjects: ['no-such'] })).errors[0]!.extensions['fields']).toHaveProperty('subjects');
  expect((await edit({ lastName: ' \u200B ' })).errors[0]!.extensions['fields']).toHaveProperty('lastName');
});

test('the page of an author is there from the first publication on', async () => {
  const { ask } = await member();
  expect((await ask('{ myProfile { hasPage } }')).data.myProfile.hasPage).toBe(true);
  const em = app.orm.em.fork();
  const beginner = buildAccount(em, { organization: buildOrganization(em) });
  await em.flush();
  await storeDraft(em, beginner);
  const { data } = await app.gql('{ myProfile { hasPage } }', {}, await signIn(app.pool, beginner));
  expect(data.myProfile.hasPage).toBe(false);
});
