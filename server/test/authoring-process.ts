/**
 * A process of its own that hands a draft in and publishes it, and says what was acknowledged. `failpoints.test.ts`
 * kills it at each named point. The environment names the database, the material and the two who act.
 */
import 'reflect-metadata'; // before any decorator runs
import type { Member } from '../src/platform/actor.js';
import { entities } from '../src/entities.js';
import { DecisionService } from '../src/materials/authoring/decision.service.js';
import { OwnMaterialReads } from '../src/materials/authoring/own-material.reads.js';
import { PublicationService } from '../src/materials/authoring/publication.service.js';
import { SubmissionService } from '../src/materials/authoring/submission.service.js';
import { CertificateService } from '../src/materials/certificates/certificate.service.js';
import { openOrm } from '../src/platform/database.js';

const { DATABASE_URL, TASK } = process.env as { DATABASE_URL: string; TASK: string };
const { id, expectedVersion, owner, methodist } = JSON.parse(TASK) as {
  id: string;
  expectedVersion: number;
  owner: Member;
  methodist: Member;
};

const orm = await openOrm(DATABASE_URL, entities);
const reads = new OwnMaterialReads(orm);
const certificates = new CertificateService({ organization: null, signerPost: 'Директор', signerName: null });
const submissions = new SubmissionService(orm, reads);
const decisions = new DecisionService(orm, new PublicationService(certificates), reads);

const handedIn = await submissions.submit(owner, id, { expectedVersion, idempotencyKey: 'отправка' });
process.stdout.write('submitted\n');
const { version } = handedIn.published ? handedIn : await reads.one(methodist, id);
await decisions.publish(methodist, { id, expectedVersion: version, idempotencyKey: 'решение' });
process.stdout.write('published\n');
await orm.close(true);
