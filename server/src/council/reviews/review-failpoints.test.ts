import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type MikroORM, ref } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { storeDraft } from '../../../test/drafts.js';
import { buildAccount, memberOf } from '../../../test/members.js';
import { Role } from '../../directory/role.js';
import { entities } from '../../entities.js';
import { CertificateService } from '../../materials/certificates/certificate.service.js';
import { MaterialStatus } from '../../materials/material-enums.js';
import { openOrm } from '../../platform/database.js';
import { PROJECT_ROOT } from '../../platform/project-root.js';
import { formInForce } from '../forms/review-form.entity.js';
import { ReviewAssignment } from './review-assignment.entity.js';
import { Recommendation } from './review.entity.js';
import { ReviewingService } from './reviewing.service.js';

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

/** A material with two reviewers at work, of whom the first has sent; the task of the second. */
async function newTask() {
  const em = orm.em.fork();
  const [owner, ...reviewers] = Array.from({ length: 3 }, () => buildAccount(em, { roles: [Role.EXPERT] }));
  await em.flush();
  const { material, draft } = await storeDraft(em, owner!, { status: MaterialStatus.SUBMITTED });
  const form = await formInForce(em);
  material.sendToReview(draft);
  const assignments = reviewers.map((reviewer, index) => {
    const one = em.create(ReviewAssignment, {
      ...{
        material: ref(material),
        materialVersion: ref(draft),
        form: ref(form),
        round: 1,
        number: index + 1,
      },
      ...{ reviewer: ref(reviewer), invitedBy: ref(owner!), blind: true, dueOn: '2099-01-01' },
    });
    one.accept(new Date());
    return one;
  });
  await em.flush();
  const inputs = assignments.map(({ id }) => ({
    ...{ id, expectedVersion: 0, toAuthor: 'Спасибо за работу.', toCouncil: '', idempotencyKey: `key-${id}` },
    recommendation: Recommendation.PUBLISH,
    scores: form.criteria.getItems().map((criterion) => ({ criterionId: criterion.id, score: 4 })),
    remarks: [{ body: 'Уточните.' }],
  }));
  const members = reviewers.map((reviewer) => memberOf(reviewer, [Role.EXPERT]));
  const issuer = { organization: null, signerPost: 'Директор', signerName: null };
  await new ReviewingService(orm, new CertificateService(issuer)).send(members[0]!, inputs[0]!);
  return { material: material.id, reviewer: members[1], input: inputs[1] };
}

async function run(task: object, failpoint?: string) {
  const child = spawn(
    process.execPath,
    ['--import', '@oxc-node/core/register', join(PROJECT_ROOT, 'server', 'test', 'review-process.ts')],
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
  return { signal: signal as string | null, acknowledged: output.includes('sent') };
}

async function standing(id: string) {
  const [row] = await orm.em.fork().execute<[object]>(
    `select m.draft_status as draft, m.reviews_in as "reviewsIn",
       (select count(*)::int from review_assignment a where a.material_id = m.id and a.state = 'SUBMITTED') as submitted,
       (select count(*)::int from review r join review_assignment a on a.id = r.assignment_id
          where a.material_id = m.id and r.sent_at is not null and r.total = 80) as sent,
       (select count(*)::int from review_remark k join review r on r.id = k.review_id
          join review_assignment a on a.id = r.assignment_id where a.material_id = m.id) as remarks,
       (select count(*)::int from certificate c where c.material_version_id = m.draft_version_id
          and c.kind = 'REVIEW') as certificates,
       (select count(*)::int from audit_event e where e.subject_id = m.id and e.action = 'review.sent') as audited
     from material m where m.id = ?`,
    [id],
  );
  return row;
}

const ONE = {
  draft: 'IN_REVIEW',
  reviewsIn: 1,
  submitted: 1,
  sent: 1,
  remarks: 1,
  certificates: 1,
  audited: 1,
};
const BOTH = {
  draft: 'COUNCIL',
  reviewsIn: 2,
  submitted: 2,
  sent: 2,
  remarks: 2,
  certificates: 2,
  audited: 2,
};

test.each([
  ['review-send.before-commit', ONE],
  ['review-send.after-commit', BOTH],
] as const)(
  'F2: killed at %s, a review is sent whole or not at all, and a repeat sends it once',
  { timeout: 300_000 },
  async (point, expected) => {
    const { material, ...task } = await newTask();
    const { signal, acknowledged } = await run(task, point);
    expect([signal, acknowledged]).toEqual(['SIGKILL', false]);
    expect(await standing(material)).toEqual(expected);
    expect((await run(task)).acknowledged).toBe(true);
    expect(await standing(material)).toEqual(BOTH);
  },
);
