/**
 * A process of its own that signs a protocol, and says what was acknowledged. `sign-failpoints.test.ts` kills it at
 * each named point. The environment names the database and what is signed.
 */
import 'reflect-metadata'; // before any decorator runs
import type { SignProtocolInput } from '../src/council/meetings/meeting.input.js';
import { ProtocolService } from '../src/council/meetings/protocol.service.js';
import { entities } from '../src/entities.js';
import { PublicationService } from '../src/materials/authoring/publication.service.js';
import { CertificateService } from '../src/materials/certificates/certificate.service.js';
import type { Member } from '../src/platform/actor.js';
import { openOrm } from '../src/platform/database.js';

const { DATABASE_URL, TASK } = process.env as { DATABASE_URL: string; TASK: string };
const { chair, input } = JSON.parse(TASK) as { chair: Member; input: SignProtocolInput };

const orm = await openOrm(DATABASE_URL, entities);
const certificates = new CertificateService({ organization: null, signerPost: 'Директор', signerName: null });
await new ProtocolService(orm, new PublicationService(certificates)).sign(chair, input);
process.stdout.write('signed\n');
await orm.close(true);
