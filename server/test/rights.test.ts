/// <reference types="vite/types/importMeta.d.ts" />
import { buildSchema } from 'graphql';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Account } from '../src/directory/account.entity.js';
import type { Organization } from '../src/directory/organization.entity.js';
import { Role } from '../src/directory/role.js';
import { PROJECT_ROOT } from '../src/platform/project-root.js';
import { type BootedApp, bootApp } from './app.js';
import { buildOrganization } from './builders.js';
import { buildAccount, signIn } from './members.js';
import { PUBLIC_FIELDS } from './rights/public.js';
import { CALLERS, type Caller, type Outcome, type RightsRow } from './rights/rights.js';

const modules = import.meta.glob<{ rows?: readonly RightsRow[] }>('./rights/*.ts', { eager: true });
const rows = Object.values(modules).flatMap((module) => module.rows ?? []);

const ROLES: Readonly<Record<Exclude<Caller, 'guest'>, Role[]>> = {
  teacher: [],
  owner: [],
  reviewer: [Role.EXPERT],
  methodist: [Role.METHODIST],
  secretary: [Role.COUNCIL_SECRETARY],
  coordinator: [Role.ORG_COORDINATOR],
  moderator: [Role.MODERATOR],
  municipal: [Role.MUNICIPAL_COORDINATOR],
  admin: [Role.ADMIN],
};

let app: BootedApp;
let school: Organization;
const accounts = {} as Record<Exclude<Caller, 'guest'>, Account>;

beforeAll(async () => {
  app = await bootApp();
  const em = app.orm.em.fork();
  school = buildOrganization(em);
  const centre = buildOrganization(em, 'Методический центр');
  for (const [caller, roles] of Object.entries(ROLES) as [Exclude<Caller, 'guest'>, Role[]][]) {
    const outside = caller === 'admin' || caller === 'municipal';
    // a coordinator answers for the own organisation alone
    const held = caller === 'coordinator' ? roles.map((role) => ({ role, organization: school })) : roles;
    accounts[caller] = buildAccount(em, { roles: held, organization: outside ? centre : school });
  }
  await em.flush();
});
afterAll(() => app.close());

test('every query and mutation of the API has a row', () => {
  const schema = buildSchema(readFileSync(join(PROJECT_ROOT, 'schema', 'schema.graphql'), 'utf8'));
  const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.keys(type?.getFields() ?? {}).map((field) => `${type!.name}.${field}`),
  );
  const known = [...PUBLIC_FIELDS, ...rows.map(({ field }) => field)];
  expect(fields.filter((field) => !known.includes(field))).toEqual([]);
  expect(known.filter((field) => !fields.includes(field))).toEqual([]);
});

test('no mutation is public without a row', () => {
  expect(PUBLIC_FIELDS.filter((field) => field.startsWith('Mutation.'))).toEqual([]);
});

describe.each(rows.map((row) => [row.field, row] as const))('%s', (_field, row) => {
  test.each(CALLERS.map((caller) => [caller, row.expected[caller]] as const))(
    '%s: %s',
    async (caller, expected) => {
      const world = { app, em: app.orm.em.fork(), school, accounts };
      const variables = await row.arrange?.(world, caller);
      // each call comes on a session of its own: one that signs out disturbs no other
      const headers = caller === 'guest' ? {} : await signIn(app.pool, accounts[caller]);
      const { errors } = await app.gql(row.document, variables, headers);
      const outcome = (errors[0]?.extensions['code'] ?? 'ok') as Outcome;
      expect(outcome, errors[0]?.message).toBe(expected);
    },
  );
});
