/** Somebody with a name and an address that nobody else has, who has used everything that the bank offers. */
import { Readable } from 'node:stream';
import { ref } from '@mikro-orm/postgresql';
import type { Account } from '../src/directory/account.entity.js';
import { hashPassword } from '../src/directory/password.js';
import { FileContent, FilePassage } from '../src/materials/file-content.entity.js';
import { FileFormat, TextState } from '../src/materials/file-enums.js';
import { MaterialStatus } from '../src/materials/material-enums.js';
import type { BootedApp } from './app.js';
import { buildMaterial, buildNetwork, buildOrganization, buildPerson, buildSubject } from './builders.js';
import { storeDraft } from './drafts.js';
import { buildAccount, signIn } from './members.js';

/** What is looked for afterwards, lower case. */
export const PLANTED = ['барсукова-зимородкина', 'barsuk.zimorodok'] as const;
export const PLANTED_PASSWORD = 'Синий кит в пруду';

/** The person, and those that have to do with them. */
export interface PlantedPerson {
  readonly account: Account;
  readonly headers: { cookie: string };
  /** Owner of a draft on whose title page the person stands, and author of a material that the person commented on. */
  readonly colleague: Account;
  /** Has asked the person for reviews. */
  readonly secretary: Account;
  /** Draft of the person's own, and one of the colleague's. */
  readonly own: string;
  readonly foreign: string;
  /** Review that the person has sent. */
  readonly sentReview: string;
}

/** Plants a person: a row at least in each table of the list of personal data. */
export async function plantPerson(app: BootedApp): Promise<PlantedPerson> {
  const [name, mark] = PLANTED;
  const em = app.orm.em.fork();
  const organization = buildOrganization(em);
  const person = buildPerson(em, ['Барсукова-Зимородкина', 'Ульяна', 'Яновна'], organization);
  Object.assign(person, { slug: `${mark}-1`, bio: `Я – ${name}`, visibility: {} });
  person.subjects.add(buildSubject(em));
  const account = Object.assign(buildAccount(em, { person, email: `${mark}@school.example` }), {
    passwordHash: await hashPassword(PLANTED_PASSWORD),
    blockReason: `${name} перешла в другую школу`,
  });
  const colleague = buildAccount(em, { person: buildPerson(em, ['Ким', 'Олег']) });
  const secretary = buildAccount(em, { person: buildPerson(em, ['Юдина', 'Зоя']) });
  const theirs = buildMaterial(em, { authors: [colleague.person.unwrap()] });
  const network = buildNetwork(em, [organization]);
  await em.flush();
  const own = await storeDraft(em, account, {
    title: `Урок ${name}`,
    coAuthors: [colleague.person.unwrap()],
  });
  Object.assign(own.draft, { annotation: `Автор ${name}`, keywords: [mark], rightsHolder: name });
  const bytes = Buffer.from(`Составила ${name}, ${mark}`);
  const { sha256, size } = await app.storage.put(Readable.from([bytes]));
  const content = em.create(FileContent, {
    ...{ sha256, size, mediaType: 'text/plain', format: FileFormat.TXT, textState: TextState.READY },
    html: `<p>${name}</p>`,
  });
  em.create(FilePassage, { content: ref(content), ordinal: 0, text: bytes.toString() });
  Object.assign(own.file, { content: ref(content), name: `${name}.txt` });
  const foreign = await storeDraft(em, colleague, { coAuthors: [person] });
  const [judged, judging] = [
    await storeDraft(em, colleague, { status: MaterialStatus.SUBMITTED }),
    await storeDraft(em, colleague, { status: MaterialStatus.SUBMITTED }),
  ];
  await em.flush();
  const headers = await signIn(app.pool, account);
  const me = {
    me: account.id,
    person: person.id,
    theirs: theirs.id,
    secretary: secretary.id,
    own: own.material.id,
  };
  const run = async (sql: string) => {
    const text = sql.replace(/:(\w+)/g, (_, key: keyof typeof me) => `'${me[key]}'`);
    return (
      await app.pool.query<Record<string, string>>(text.replaceAll('@name', name).replaceAll('@mark', mark))
    ).rows[0];
  };
  for (const sql of statements(network.id)) await run(sql);
  const form = await run(
    `insert into review_form (id, created_at, updated_at, edition, title, max_score)
     values (gen_random_uuid(), now(), now(), 1000, 'Форма', 5) returning id`,
  );
  const assign = (version: string, material: string, state: string) =>
    run(`insert into review_assignment (id, created_at, updated_at, material_id, material_version_id, form_id, reviewer_id,
        invited_by_id, round, number, state, blind, due_on, accepted_at, closed_at)
      values (gen_random_uuid(), now(), now(), '${material}', '${version}', '${form!['id']}', :me, :secretary, 1, 1, '${state}',
        true, current_date, now(), ${state === 'SUBMITTED' ? 'now()' : 'null'}) returning id`);
  const sent = await assign(judged.draft.id, judged.material.id, 'SUBMITTED');
  const open = await assign(judging.draft.id, judging.material.id, 'ACCEPTED');
  const review = await run(
    `insert into review (id, created_at, updated_at, assignment_id, total, recommendation, to_author)
     values (gen_random_uuid(), now(), now(), '${sent!['id']}', 80, 'PUBLISH', 'Хорошо.') returning id`,
  );
  await run(`insert into review_remark (id, created_at, updated_at, review_id, position, body)
    values (gen_random_uuid(), now(), now(), '${review!['id']}', 0, 'Уточните цель.')`);
  await run(`update review set sent_at = now() where id = '${review!['id']}'`);
  await run(`insert into review (id, created_at, updated_at, assignment_id, to_council)
    values (gen_random_uuid(), now(), now(), '${open!['id']}', 'Пишет @name')`);
  await app.pool.query('update material set blind_reviewers = $2 where id = $1', [
    judging.material.id,
    [account.id],
  ]);
  return {
    ...{ account, headers, colleague, secretary, sentReview: sent!['id']! },
    ...{ own: own.material.id, foreign: foreign.material.id },
  };
}

const BASE = 'gen_random_uuid(), now(), now()';

/** What takes the API a page each; `:name` is a value of the world, `@name` and `@mark` are what is planted. */
const statements = (network: string): string[] => [
  `insert into consent (id, created_at, updated_at, account_id, kind, text_version, text_hash, given_at)
   values (${BASE}, :me, 'PROCESSING', '1', 'x', now())`,
  `insert into role_assignment (id, created_at, updated_at, account_id, role, basis)
   values (${BASE}, :me, 'EXPERT', 'приказ о @name')`,
  `insert into totp_factor (account_id, secret, started_by) values (:me, '@mark', '@mark')`,
  `insert into recovery_code (account_id, code_hash) values (:me, '@mark')`,
  `insert into sign_in_ticket (token_hash, kind, account_id, data, expires_at)
   values ('@mark-1', 'CODE', :me, '{}', now() + interval '1 hour'),
     ('@mark-2', 'OUTSIDE', null, '{"email": "@mark@school.example"}', now() + interval '1 hour')`,
  `insert into passkey (id, account_id, credential_id, public_key, counter, transports, name, synced)
   values (gen_random_uuid(), :me, '@mark', '', 0, '{}', 'Телефон @name', false)`,
  `insert into outside_identity (id, account_id, issuer, subject, email)
   values (gen_random_uuid(), :me, 'https://id.example', '@mark', '@mark@other.example')`,
  `insert into known_device (account_id, token_hash) values (:me, '@mark')`,
  `insert into account_token (id, account_id, purpose, token_hash, email, expires_at)
   values (gen_random_uuid(), :me, 'EMAIL', 'hash @mark', 'new-@mark@school.example', now() + interval '1 day')`,
  `insert into notification (id, account_id, kind, path, subject, actor_name, created_at)
   values (gen_random_uuid(), :me, 'COMMENTED', '/', 'О материале @name', 'Ким О.', now())`,
  `insert into notification (id, account_id, actor_id, kind, path, subject, actor_name, detail, created_at)
   select gen_random_uuid(), c.id, :me, 'CO_AUTHOR_CONFIRMED', '/', 'Черновик', '@name', '@mark', now()
   from account c where c.id = :secretary`,
  `insert into notification (id, account_id, kind, path, subject, actor_name, created_at)
   values (gen_random_uuid(), :secretary, 'CO_AUTHOR_DECLINED', '/', 'Черновик', E'Барсукова-Зимородкина\\u00a0У.\\u00a0Я.', now())`,
  `insert into account_invitation (id, created_at, updated_at, email, last_name, first_name, invited_by_id)
   values (${BASE}, '@mark@school.example', '@name', 'Ульяна', :secretary)`,
  `insert into notification_mail (account_id, since) values (:me, now())`,
  `insert into audit_event (id, at, actor, action, subject_type, subject_id, data)
   values (gen_random_uuid(), now(), :secretary, 'account.blocked', 'account', :me, '{"reason": "@name"}'),
     (gen_random_uuid(), now(), :me, 'material.created', 'material', :own, '{}')`,
  `insert into priority_theme (id, created_at, updated_at, slug, title, short_title, alt_labels, position)
   values (${BASE}, 'tema-kuratora', 'Тема куратора', 'Тема', '{}', 0)`,
  `insert into priority_theme_curator (theme_id, person_id, position)
   select id, :person, 0 from priority_theme where slug = 'tema-kuratora'`,
  `insert into experience_address (id, created_at, updated_at, owner_id, person_id, title, aim)
   values (${BASE}, :me, :person, 'Опыт @name', '@mark')`,
  `insert into meeting (id, created_at, updated_at, starts_at, place) values (${BASE}, now(), 'Кабинет опыта')`,
  `insert into experience_address (id, created_at, updated_at, owner_id, person_id, state, title, return_note)
   values (${BASE}, :me, :person, 'RETURNED', 'Возвращённый опыт @name', '@name, уточните')`,
  `insert into agenda_item (id, created_at, updated_at, meeting_id, position, title, kind, experience_id)
   select ${BASE}, m.id, 0, 'Опыт', 'EXPERIENCE', e.id from meeting m, experience_address e
   where m.place = 'Кабинет опыта' and e.state = 'RETURNED' and e.owner_id = :me`,
  `insert into material_call (id, created_at, updated_at, theme_id, kinds, levels, text, until, opened_by_id)
   select ${BASE}, id, '{}', '{}', 'Ждём работ', current_date, :me from priority_theme where slug = 'tema-kuratora'`,
  `insert into theme_change (id, kind, account_id, undone_by_id, undone_at, title, themes, before)
   select gen_random_uuid(), 'DESCRIBED', :me, :me, now(), title, array[id],
     cast(format('{"themes": [{"curators": ["%s"]}], "created": [], "followers": {"theme": "%s", "accounts": ["%s"]}}',
       :person, id, :me) as jsonb) from priority_theme where slug = 'tema-kuratora'`,
  `insert into idempotency_key (account_id, key, operation, subject_id, created_at)
   values (:me, '@mark', 'material.submit', :own, now())`,
  `insert into bookmark (account_id, material_id, created_at) values (:me, :theirs, now())`,
  `insert into collection (id, created_at, updated_at, owner_id, slug, title, description, visibility)
   values (${BASE}, :me, '@mark', 'Подборка @name', 'для @mark', 'PUBLIC')`,
  `insert into collection_item (id, created_at, updated_at, collection_id, material_id, position, note)
   select ${BASE}, id, :theirs, 0, '@name' from collection where slug = '@mark'`,
  `insert into follow (account_id, kind, target_id, created_at) values (:me, 'NETWORK', '${network}', now()),
     (:secretary, 'AUTHOR', :person, now())`,
  `insert into saved_search (id, created_at, updated_at, account_id, title, query, filter, exact, address, mail, token, mailed_until)
   values (${BASE}, :me, '@name', '@name', '{}', false, '/catalogue?q=@mark', 'DAY', '@mark', now())`,
  `insert into post (id, created_at, updated_at, kind, account_id, material_id, body)
   values (${BASE}, 'COMMENT', :me, :theirs, 'Пишет @name')`,
  `insert into notification (id, account_id, kind, path, subject, actor_name, detail, created_at)
   select gen_random_uuid(), :secretary, 'COMMENTED', '/materials/x#post-' || p.id, 'О чём-то', '@name', 'Пишет @name', now()
   from post p where p.account_id = :me`,
  `insert into rating (account_id, material_id, stars, rated_at) values (:me, :theirs, 5, now())`,
  `insert into complaint (id, created_at, updated_at, account_id, material_id, reason, body, state)
   values (${BASE}, :me, :theirs, 'OTHER', 'Жалуется @name', 'NEW')`,
  `insert into material_decision (id, created_at, updated_at, material_id, material_version_id, kind, note, answer)
   select ${BASE}, m.id, m.draft_version_id, 'RETURN', 'Уважаемая @name', 'Ответ @name' from material m where m.id = :own`,
  `insert into upload (id, account_id, material_id, name, length)
   values (gen_random_uuid(), :me, :own, '@name.pdf', 10)`,
  `insert into erased_file (id, material_version_id, name, size, sha256, hidden_at, hidden_by_owner, hidden_reason)
   select gen_random_uuid(), m.draft_version_id, '@name.txt', 1, 'x', now(), true, 'Просит @name' from material m
   where m.id = :own`,
  `insert into search_query (terms, query, times) values ('@mark', 'Работы @name', 1)`,
  `insert into search_query_daily (terms, day, nothing) values ('@mark', current_date, 1)`,
  `insert into material_request (wish) values ('Не хватает работ @name')`,
  `update network set moderator_id = :person where id = '${network}'`,
  `update network_member set coordinator_id = :person where network_id = '${network}'`,
];
