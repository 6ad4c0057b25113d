import type { MikroORM } from '@mikro-orm/postgresql';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { storeDraft } from '../../../test/drafts.js';
import { type Model, STEPS, type StepName } from '../../../test/material-model.js';
import { buildAccount, memberOf } from '../../../test/members.js';
import type { Account } from '../../directory/account.entity.js';
import { Role } from '../../directory/role.js';
import { entities } from '../../entities.js';
import type { Member } from '../../platform/actor.js';
import { openOrm } from '../../platform/database.js';
import { DomainError } from '../../platform/errors.js';
import { CertificateService } from '../certificates/certificate.service.js';
import { RejectionReason } from '../material-decision.entity.js';
import { DecisionService } from './decision.service.js';
import { NewVersionService } from './new-version.service.js';
import { OwnMaterialReads } from './own-material.reads.js';
import { PublicationService } from './publication.service.js';
import { SubmissionService } from './submission.service.js';
import { IN_A_MONTH } from '../../../test/days.js';

const HISTORIES = 25;
const NOTE = 'Причина, которую поймёт автор.';

let database: TestDatabase;
let orm: MikroORM;
let account: Account;
let owner: Member;
let methodist: Member;

beforeAll(async () => {
  database = await createTestDatabase();
  orm = await openOrm(database.url, entities);
  const em = orm.em.fork();
  account = buildAccount(em);
  const decider = buildAccount(em, { roles: [Role.METHODIST] });
  await em.flush();
  owner = memberOf(account);
  methodist = memberOf(decider, [Role.METHODIST]);
});
afterAll(async () => {
  await orm.close(true);
  await database.drop();
});

/** A step as the one who takes it asks for it, on what both saw. */
type Ask = (at: { id: string; expectedVersion: number; draftVersion: number }) => Promise<unknown>;

function asks(): Partial<Record<StepName, Ask>> {
  const reads = new OwnMaterialReads(orm);
  const issuer = { organization: null, signerPost: 'Директор', signerName: null };
  const decisions = new DecisionService(orm, new PublicationService(new CertificateService(issuer)), reads);
  const submissions = new SubmissionService(orm, reads);
  const versions = new NewVersionService(orm, reads);
  return {
    submit: ({ id, draftVersion }) =>
      submissions.submit(owner, id, { expectedVersion: draftVersion, answer: 'Сделано.' }),
    recall: ({ id, expectedVersion }) => submissions.recall(owner, id, expectedVersion),
    publish: (at) => decisions.publish(methodist, at),
    sendBack: (at) => decisions.sendBack(methodist, { ...at, note: NOTE, dueDate: IN_A_MONTH }),
    reject: (at) => decisions.reject(methodist, { ...at, note: NOTE, reason: RejectionReason.QUALITY }),
    startNewVersion: ({ id, expectedVersion }) => versions.start(owner, id, expectedVersion),
    confirmCurrent: (at) => decisions.confirmCurrent(owner, at),
    withdraw: (at) => decisions.withdraw(owner, { ...at, reason: NOTE }),
    reinstate: (at) => decisions.reinstate(methodist, { ...at, note: NOTE }),
  };
}

interface Row extends Model {
  expectedVersion: number;
  draftVersion: number;
  numbers: number[];
}

async function stateOf(id: string): Promise<Row> {
  const [row] = await orm.em.fork().execute<[Row]>(
    `select m.status, m.draft_status as draft, m.published_version_id is not null as published,
       m.version as "expectedVersion", coalesce(d.version, 0) as "draftVersion", count(v.id)::int as versions,
       array_agg(v.number order by v.number) as numbers
     from material m join material_version v on v.material_id = m.id
     left join material_version d on d.id = m.draft_version_id
     where m.id = ? group by m.id, d.version`,
    [id],
  );
  return row;
}

const plain = ({ status, draft, published, versions }: Model): Model => ({
  status,
  draft,
  published,
  versions,
});

test('J106: two who act at once leave a state that the table knows, and who was told that it is done was not deceived', async () => {
  const ask = asks();
  const names = Object.keys(ask) as StepName[];
  const pair = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names));
  await fc.assert(
    fc.asyncProperty(fc.array(pair, { minLength: 6, maxLength: 12 }), async (history) => {
      const { material } = await storeDraft(orm.em.fork(), account);
      for (const steps of history) {
        const before = await stateOf(material.id);
        const at = { ...before, id: material.id };
        const done = await Promise.all(
          steps.map((step) =>
            ask[step]!(at).then(
              () => step,
              (error: unknown) => {
                expect(error).toBeInstanceOf(DomainError);
                return null;
              },
            ),
          ),
        );
        const after = await stateOf(material.id);
        const told = done.filter((step) => step !== null);
        const orders = [told, told.toReversed()].map((order) =>
          order.reduce<Model | null>((model, step) => model && STEPS[step](model), plain(before)),
        );
        expect(orders, `${steps.join(' and ')} at ${JSON.stringify(plain(before))}`).toContainEqual(
          plain(after),
        );
        // a step that was possible is refused only because the other was taken
        if (told.length === 0) for (const step of steps) expect(STEPS[step](plain(before))).toBeNull();
        expect(after.numbers, 'the history has no gap').toEqual(after.numbers.map((_, index) => index + 1));
      }
    }),
    { numRuns: HISTORIES },
  );
}, 300_000);
