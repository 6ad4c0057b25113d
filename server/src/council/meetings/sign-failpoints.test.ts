import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { Desk } from '../../../test/desk.js';
import { storeExperience } from '../../../test/experiences.js';
import { MeetingDesk } from '../../../test/meeting-desk.js';
import { memberOf } from '../../../test/members.js';
import { Role } from '../../directory/role.js';
import { PROJECT_ROOT } from '../../platform/project-root.js';

let app: BootedApp;
let desk: MeetingDesk;
let authors: Desk;
beforeAll(async () => {
  app = await bootApp();
  desk = await MeetingDesk.open(app);
  authors = await Desk.open(app);
});
afterAll(() => app.close());

/** A closed meeting that publishes, withdraws for plagiarism, gives back, and enters an experience. */
async function closedMeeting() {
  const published = (await desk.handedIn()).material.id;
  const withdrawn = (await authors.published()).id;
  const given = (await authors.published()).id;
  await app.pool.query(
    `update material set status = 'WITHDRAWN', withdrawn_at = now(), withdrawn_reason = '' where id = $1`,
    [given],
  );
  const experience = (await storeExperience(app.orm.em.fork(), authors.owner)).id;
  const ground = 'Обращение автора.';
  let meeting = await desk.opened(
    { material: published },
    { kind: 'WITHDRAWAL', material: withdrawn, ground },
    { kind: 'REINSTATEMENT', material: given, ground },
    { kind: 'EXPERIENCE', experience },
  );
  const decisions = [
    { outcome: 'PUBLISH' },
    { outcome: 'WITHDRAW', reason: 'PLAGIARISM' },
    { outcome: 'REINSTATE' },
    { outcome: 'ENTER' },
  ];
  for (const [index, decision] of decisions.entries()) meeting = await desk.decide(meeting, index, decision);
  meeting = await desk.close(meeting);
  const input = { id: meeting.id, expectedVersion: meeting.version, idempotencyKey: `sign-${meeting.id}` };
  return { input, ids: [meeting.id, published, withdrawn, given, experience] };
}

async function run(input: object, failpoint?: string) {
  const chair = memberOf(desk.council[0]!, [Role.COUNCIL_CHAIR]);
  const child = spawn(
    process.execPath,
    ['--import', '@oxc-node/core/register', join(PROJECT_ROOT, 'server', 'test', 'signing-process.ts')],
    {
      cwd: join(PROJECT_ROOT, 'server'),
      env: {
        ...process.env,
        DATABASE_URL: app.databaseUrl,
        TASK: JSON.stringify({ chair, input }),
        ...(failpoint && { METODBANK_FAILPOINT: failpoint }),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [output, [, signal]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { signal: signal as string | null, acknowledged: output.includes('signed') };
}

async function standing(ids: readonly string[]) {
  const { rows } = await app.pool.query(
    `select t.status as meeting, p.status as published, w.status as withdrawn, g.status as given, x.state as experience,
       (select count(*)::int from meeting_protocol where meeting_id = t.id) as sheets,
       (select count(*)::int from certificate c join material_version v on v.id = c.material_version_id
          where v.material_id = p.id) as issued,
       (select count(*)::int from certificate c join material_version v on v.id = c.material_version_id
          where v.material_id = w.id and c.status = 'ANNULLED') as annulled,
       (select count(*)::int from audit_event e where e.subject_id = t.id and e.action = 'meeting.signed') as audited
     from meeting t, material p, material w, material g, experience_address x
     where t.id = $1 and p.id = $2 and w.id = $3 and g.id = $4 and x.id = $5`,
    [...ids],
  );
  return rows[0];
}

const NOTHING = {
  ...{ meeting: 'CLOSED', published: 'SUBMITTED', withdrawn: 'PUBLISHED', given: 'WITHDRAWN' },
  ...{ experience: 'SUBMITTED', sheets: 0, issued: 0, annulled: 0, audited: 0 },
};
const ALL = {
  ...{ meeting: 'PROTOCOL_SIGNED', published: 'PUBLISHED', withdrawn: 'WITHDRAWN', given: 'PUBLISHED' },
  ...{ experience: 'ENTERED', sheets: 1, issued: 1, annulled: 1, audited: 1 },
};

test.each([
  ['publish.certified', NOTHING],
  ['sign.decided', NOTHING],
  ['sign.before-commit', NOTHING],
  ['sign.after-commit', ALL],
] as const)(
  'killed at %s, a protocol is signed whole or not at all, and a repeat signs it once',
  { timeout: 300_000 },
  async (point, expected) => {
    const { input, ids } = await closedMeeting();
    const { signal, acknowledged } = await run(input, point);
    expect([signal, acknowledged]).toEqual(['SIGKILL', false]);
    expect(await standing(ids)).toEqual(expected);
    expect((await run(input)).acknowledged).toBe(true);
    expect(await standing(ids)).toEqual(ALL);
  },
);

test('numbers of protocols and of the register have no gap after all that', async () => {
  const { rows } = await app.pool.query(
    `select array(select protocol_number from meeting where protocol_number is not null order by 1) as protocols,
       array(select number from experience_address where number is not null order by 1) as entries`,
  );
  expect(rows[0]).toEqual({ protocols: [1, 2, 3, 4], entries: [1, 2, 3, 4] });
});
