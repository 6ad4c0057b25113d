/**
 * A process of its own that sends the last review of a material, and says what was acknowledged.
 * `review-failpoints.test.ts` kills it at each named point. The environment names the database and what is sent.
 */
import 'reflect-metadata'; // before any decorator runs
import type { SendReviewInput } from '../src/council/reviews/reviewing.input.js';
import { ReviewingService } from '../src/council/reviews/reviewing.service.js';
import { entities } from '../src/entities.js';
import { CertificateService } from '../src/materials/certificates/certificate.service.js';
import type { Member } from '../src/platform/actor.js';
import { openOrm } from '../src/platform/database.js';

const { DATABASE_URL, TASK } = process.env as { DATABASE_URL: string; TASK: string };
const { reviewer, input } = JSON.parse(TASK) as { reviewer: Member; input: SendReviewInput };

const orm = await openOrm(DATABASE_URL, entities);
const certificates = new CertificateService({ organization: null, signerPost: 'Директор', signerName: null });
await new ReviewingService(orm, certificates).send(reviewer, input);
process.stdout.write('sent\n');
await orm.close(true);
