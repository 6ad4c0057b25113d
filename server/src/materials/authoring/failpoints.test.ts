import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildPerson } from '../../../test/builders.js';
import { createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { storeDraft } from '../../../test/drafts.js';
import { buildAccount, memberOf } from '../../../test/members.js';
import { Role } from '../../directory/role.js';
import { entities } from '../../entities.js';
import { openOrm } from '../../platform/database.js';
import { PROJECT_ROOT } from '../../platform/project-root.js';

/** Every point of the way, with what stands in the bank when the process dies there. */
const POINTS = [
  ['submit.before-commit', 'DRAFT'],
  ['submit.after-commit', 'SUBMITTED'],
  ['publish.certified', 'SUBMITTED'],
  ['publish.before-commit', 'SUBMITTED'],
  ['publish.after-commit', 'PUBLISHED'],
] as const;

let database: TestDatabase;
let orm: MikroORM;
beforeAll(async () => {
  database = await createTestDatabase();
  orm = await openOrm(database.url, entities);
});
afterAll(async () => {
  await orm.close(true);
  await database.drop();
});

async function newTask() {
  const em = orm.em.fork();
  const owner = buildAccount(em);
  const methodist = buildAccount(em, { roles: [Role.METHODIST] });
  await em.flush();
  const { material, draft } = await storeDraft(em, owner, { coAuthors: [buildPerson(em)] });
  const actors = { owner: memberOf(owner), methodist: memberOf(methodist, [Role.METHODIST]) };
  return { id: material.id, expectedVersion: draft.version, ...actors };
}

/** Runs the process until it ends or dies. */
async function run(
  task: object,
  failpoint?: string,
): Promise<{ signal: string | null; acknowledged: string[] }> {
  const child = spawn(
    process.execPath,
    ['--import', '@oxc-node/core/register', join(PROJECT_ROOT, 'server', 'test', 'authoring-process.ts')],
    {
      cwd: join(PROJECT_ROOT, 'server'),
      env: {
        ...process.env,
        DATABASE_URL: database.url,
        TASK: JSON.stringify(task),
        ...(failpoint && { METODBANK_FAILPOINT: failpoint }),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [output, [, signal]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { signal: signal as string | null, acknowledged: output.split('\n').filter(Boolean) };
}

interface Standing {
  status: string;
  draft: string | null;
  frozen: boolean;
  registered: boolean;
  certificates: number;
  decisions: number;
  audit: string[];
}

async function standing(id: string): Promise<Standing> {
  const [row] = await orm.em.fork().execute<[Standing]>(
    `select m.status, m.draft_status as draft, v.frozen_at is not null as frozen,
       m.registration_number is not null and m.slug is not null as registered,
       (select count(*)::int from certificate c where c.material_version_id = v.id) as certificates,
       (select count(*)::int from material_decision d where d.material_id = m.id) as decisions,
       (select coalesce(json_agg(a.action order by a.id), '[]') from audit_event a where a.subject_id = m.id) as audit
     from material m join material_version v on v.material_id = m.id where m.id = ?`,
    [id],
  );
  return row;
}

const WHOLE: Readonly<Record<string, Standing>> = {
  DRAFT: {
    status: 'DRAFT',
    draft: 'DRAFT',
    frozen: false,
    registered: false,
    certificates: 0,
    decisions: 0,
    audit: [],
  },
  SUBMITTED: {
    ...{
      status: 'SUBMITTED',
      draft: 'SUBMITTED',
      frozen: true,
      registered: false,
      certificates: 0,
      decisions: 0,
    },
    audit: ['material.submitted'],
  },
  PUBLISHED: {
    ...{ status: 'PUBLISHED', draft: null, frozen: true, registered: true, certificates: 2, decisions: 1 },
    audit: ['material.submitted', 'material.published'],
  },
};

test.each(POINTS)(
  'F2: killed at %s, nothing acknowledged is lost, nothing is half done, and a repeat ends it once',
  { timeout: 300_000 },
  async (point, expected) => {
    const task = await newTask();
    const { signal, acknowledged } = await run(task, point);
    expect(signal, 'the point was reached').toBe('SIGKILL');
    const after = await standing(task.id);
    expect(after).toEqual(WHOLE[expected]);
    if (acknowledged.includes('submitted')) expect(after.frozen).toBe(true);
    expect(acknowledged, 'died before it could say so').not.toContain('published');

    expect((await run(task)).acknowledged).toEqual(['submitted', 'published']);
    expect(await standing(task.id)).toEqual(WHOLE['PUBLISHED']);
    const [numbers] = await orm.em.fork().execute<{ given: number; used: number }[]>(
      `select (select sum(last)::int from registration_counter) as given,
         (select count(*)::int from material where registration_number is not null) as used`,
    );
    expect(numbers!.given, 'no number was burnt').toBe(numbers!.used);
  },
);
