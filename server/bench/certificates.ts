/**
 * How long the certificates of a publication of three co-authors take over HTTP, from the decision to the last sheet
 * (bar < 1 s): `npm run bench:certificates -w server -- [publications]`. Starts the built bank over a folder of its own,
 * which it removes.
 */
import 'reflect-metadata'; // before any decorator runs
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildMissing } from '../build-missing.mjs';
import { Role } from '../src/directory/role.js';
import { entities } from '../src/entities.js';
import { MaterialStatus } from '../src/materials/material-enums.js';
import { openOrm, openPool } from '../src/platform/database.js';
import { startEmbeddedPostgres } from '../src/platform/postgres.js';
import { buildPerson } from '../test/builders.js';
import { CHANGE } from '../test/desk.js';
import { storeDraft } from '../test/drafts.js';
import { buildAccount, signIn } from '../test/members.js';
import { serveBank } from './bank-server.js';
import { answerOf, median } from './load.js';
import { address, dataOf } from './scenario.js';

const PUBLICATIONS = Number(process.argv[2] ?? 20);
const BAR_MS = 1000;
const dataDir = await mkdtemp(join(tmpdir(), 'metodbank-certificates-bench-'));
await buildMissing('server', 'web');
const postgres = await startEmbeddedPostgres({ dataDir });
const bank = await serveBank(dataDir, { SEED_DEMO: 'false' });
const [orm, pool] = [await openOrm(postgres.url, entities), openPool(postgres.url)];
try {
  const em = orm.em.fork();
  const owner = buildAccount(em);
  const methodist = buildAccount(em, { roles: [Role.METHODIST] });
  const names: [string, string, string][] = [
    ['Ким', 'Олег', 'Иванович'],
    ['Орлова', 'Вера', 'Юрьевна'],
  ];
  const coAuthors = names.map((name) => buildPerson(em, name));
  await em.flush();
  const session = await signIn(pool, methodist);
  const times: number[] = [];
  for (let n = 0; n < PUBLICATIONS; n += 1) {
    const { material } = await storeDraft(em, owner, { coAuthors, status: MaterialStatus.SUBMITTED });
    const began = performance.now();
    await publish(material.id, material.version, session, n);
    await Promise.all((await codesOf(material.id)).map((code) => sheet(code, n)));
    times.push(performance.now() - began);
  }
  const [usual, longest] = [median(times), Math.max(...times)];
  console.log(
    `certificates of three co-authors, published, numbered and drawn: the first ${times[0]!.toFixed(0)} ms, ` +
      `usually ${usual.toFixed(0)} ms, at most ${longest.toFixed(0)} ms (bar < ${BAR_MS}) ${usual < BAR_MS ? '✓' : '✗'}`,
  );
  process.exitCode = usual < BAR_MS ? 0 : 1;
} finally {
  await Promise.all([orm.close(true), pool.end()]);
  await bank.stop();
  await postgres.leave();
  await rm(dataDir, { recursive: true, force: true });
}

async function publish(id: string, expectedVersion: number, session: object, n: number): Promise<void> {
  const body = JSON.stringify({
    query: CHANGE.publish,
    variables: { input: { id, expectedVersion, idempotencyKey: randomUUID() } },
  });
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': address(n), ...session };
  dataOf(await answerOf(bank.url, { method: 'POST', path: '/graphql', body, headers }));
}

async function codesOf(material: string): Promise<string[]> {
  const { rows } = await pool.query<{ code: string }>(
    `select c.check_code as code from certificate c join material_version v on v.id = c.material_version_id
     where v.material_id = $1`,
    [material],
  );
  if (rows.length !== 3) throw new Error(`${rows.length} certificates instead of three`);
  return rows.map(({ code }) => code);
}

async function sheet(code: string, n: number): Promise<void> {
  const path = `/certificates/${code}.pdf`;
  const text = await answerOf(bank.url, { method: 'GET', path, headers: { 'x-forwarded-for': address(n) } });
  if (!text.startsWith('%PDF')) throw new Error(`${path} is no PDF`);
}
