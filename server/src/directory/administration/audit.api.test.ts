import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildPerson } from '../../../test/builders.js';
import { buildAccount, signIn } from '../../../test/members.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { Role } from '../role.js';

let app: BootedApp;
let admin: { cookie: string };
beforeAll(async () => {
  app = await bootApp();
  const em = app.orm.em.fork();
  const keeper = buildAccount(em, { roles: [Role.ADMIN] });
  const person = buildPerson(em, ['Рябинина', 'Ольга', 'Юрьевна']);
  const { id: actor } = buildAccount(em, { person, email: 'o_r@school.example' });
  const line = (hour: string, who: string, subjectType: string, action: string, data = {}) =>
    em.create(AuditEvent, {
      ...{ at: new Date(`2026-10-${hour}:00Z`), actor: who, action: `${subjectType}.${action}`, subjectType },
      ...{ subjectId: '01900000-0000-7000-8000-000000000001', data },
    });
  line('01T20:59', actor, 'material', 'submitted');
  line('01T21:00', actor, 'material', 'published', { number: 7 });
  line('02T12:00', 'import', 'material', 'published');
  line('02T13:00', actor, 'complaint', 'made');
  await em.flush();
  admin = await signIn(app.pool, keeper);
});
afterAll(() => app.close());

const trail = async (args: object) =>
  (
    await app.gql(
      `query ($person: String, $subjectType: String, $from: LocalDate, $to: LocalDate, $first: Int! = 20, $after: String) {
        auditTrail(person: $person, subjectType: $subjectType, from: $from, to: $to, first: $first, after: $after) {
          nodes { at actorName actor action data } subjectTypes pageInfo { hasNextPage endCursor } } }`,
      args,
      admin,
    )
  ).data.auditTrail;
const actions = async (args: object) =>
  (await trail(args)).nodes.map(({ action }: { action: string }) => action);

test('the newest line comes first, with the name of who did it and what was kept of it', async () => {
  const { nodes, subjectTypes } = await trail({});
  expect(nodes).toMatchObject([
    { actorName: 'Рябинина Ольга Юрьевна', action: 'complaint.made' },
    { actorName: null, actor: 'import', action: 'material.published' },
    { action: 'material.published', data: '{"number": 7}' },
    { action: 'material.submitted', data: '{}' },
  ]);
  expect(subjectTypes).toEqual(['complaint', 'material']);
});

test('by person, by kind and by days as Moscow has them', async () => {
  expect(await actions({ person: 'рябинина o_r' })).toHaveLength(3);
  expect(await actions({ person: 'o%r' })).toEqual([]);
  expect(await actions({ subjectType: 'complaint' })).toEqual(['complaint.made']);
  expect(await actions({ to: '2026-10-01' })).toEqual(['material.submitted']);
  expect(await actions({ from: '2026-10-02', to: '2026-10-02', subjectType: 'material' })).toEqual([
    'material.published',
    'material.published',
  ]);
});

test('page after page, each line once', async () => {
  const start = await trail({ first: 3 });
  expect(start.pageInfo.hasNextPage).toBe(true);
  const rest = await trail({ first: 3, after: start.pageInfo.endCursor });
  expect(rest.nodes).toMatchObject([{ action: 'material.submitted' }]);
  expect(rest.pageInfo.hasNextPage).toBe(false);
});
