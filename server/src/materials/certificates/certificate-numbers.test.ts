import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildMaterial, buildPerson } from '../../../test/builders.js';
import { createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { entities } from '../../entities.js';
import { openOrm } from '../../platform/database.js';
import { PROJECT_ROOT } from '../../platform/project-root.js';
import { CertificateService } from './certificate.service.js';
import { Material } from '../material.entity.js';

const PUBLICATIONS = 400;
const AUTHORS = 2;
const KILLS = 10;
const AT_ONCE = 3;

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

test('J103: one publication at twenty places at once gives each co-author one certificate', async () => {
  const em = orm.em.fork();
  const { id } = buildMaterial(em, { authors: [buildPerson(em), buildPerson(em)], pages: ['Текст'] });
  await em.flush();
  const service = new CertificateService({ organization: null, signerPost: 'Директор', signerName: null });
  const issued = await Promise.all(
    Array.from({ length: 20 }, () =>
      orm.em.fork().transactional(async (tx) => {
        const material = await tx.findOneOrFail(Material, id, { populate: ['publishedVersion'] });
        return service.issueFor(tx, material, material.publishedVersion!.unwrap(), 'system');
      }),
    ),
  );
  expect(issued.flat()).toHaveLength(2);
  expect(await gaps()).toEqual([]);
});

test(
  'J107: numbers have no gap and no double over parallel publications and ten kill -9',
  { timeout: 300_000 },
  async () => {
    const em = orm.em.fork();
    const people = Array.from({ length: 20 }, () => buildPerson(em));
    for (let at = 0; at < PUBLICATIONS; at++)
      buildMaterial(em, { authors: [people[at % 20]!, people[(at + 7) % 20]!], pages: ['Текст'] });
    await em.flush();

    const places = Array.from({ length: AT_ONCE }, async (_, place) => {
      for (let round = place; round < KILLS; round += AT_ONCE) await publishUntilKilled(Math.random() * 120);
    });
    await Promise.all(places);
    const afterKills = await count();
    expect(afterKills).toBeGreaterThan(0);
    // the kills came before the work was done, or they would prove nothing
    expect(afterKills).toBeLessThan(PUBLICATIONS * AUTHORS);
    expect(await gaps()).toEqual([]);

    const last = start();
    expect(await once(last, 'exit')).toEqual([0, null]);
    expect(await count()).toBe(PUBLICATIONS * AUTHORS + 2);
    expect(await gaps()).toEqual([]);
    const [audited] = await orm.em.execute<{ n: number }[]>(
      `select count(distinct subject_id)::int as n from audit_event where action = 'certificate.issued'`,
    );
    expect(audited!.n).toBe(PUBLICATIONS * AUTHORS + 2);
  },
);

function start(): ChildProcess {
  return spawn(
    process.execPath,
    ['--import', '@oxc-node/core/register', join(PROJECT_ROOT, 'server', 'test', 'issuing-process.ts')],
    {
      cwd: join(PROJECT_ROOT, 'server'),
      env: { ...process.env, DATABASE_URL: database.url },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
}

/** Kills a process some milliseconds after a certificate was issued since it began: its own, as a rule. */
async function publishUntilKilled(milliseconds: number): Promise<void> {
  const child = start();
  await once(child.stdout!, 'data');
  const before = await count();
  while ((await count()) === before) await sleep(5);
  await sleep(milliseconds);
  child.kill('SIGKILL');
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
}

async function count(): Promise<number> {
  const [row] = await orm.em.fork().execute<{ n: number }[]>('select count(*)::int as n from certificate');
  return row!.n;
}

/** Numbers up to the counter's last that nobody has, or that two have. */
async function gaps(): Promise<{ number: number; held: number }[]> {
  return orm.em.fork().execute<{ number: number; held: number }[]>(
    `select n as number, (select count(*)::int from certificate where split_part(number, '-', 3)::int = n) as held
     from certificate_counter, generate_series(1, greatest(last, (select count(*)::int from certificate))) n
     where (select count(*) from certificate where split_part(number, '-', 3)::int = n) <> 1`,
  );
}
