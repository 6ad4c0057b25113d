/**
 * A process of its own that publishes: issues the certificates of all public versions that have none, four at a time
 * and in no order, with a pause before each commit. `certificate-numbers.test.ts` kills it in the middle.
 */
import 'reflect-metadata'; // before any decorator runs
import { setTimeout as sleep } from 'node:timers/promises';
import { entities } from '../src/entities.js';
import { CertificateService } from '../src/materials/certificates/certificate.service.js';
import { Material } from '../src/materials/material.entity.js';
import { openOrm } from '../src/platform/database.js';

const orm = await openOrm(process.env['DATABASE_URL'] as string, entities);
const service = new CertificateService({ organization: null, signerPost: 'Директор', signerName: null });
const rows = await orm.em.execute<{ id: string }[]>('select id from material order by random()');
const ids = rows.map(({ id }) => id);
process.stdout.write('publishing\n');

async function publish(): Promise<void> {
  for (let id = ids.pop(); id; id = ids.pop()) {
    const material = id;
    await orm.em.fork().transactional(async (em) => {
      const found = await em.findOneOrFail(Material, material, { populate: ['publishedVersion'] });
      const issued = await service.issueFor(em, found, found.publishedVersion!.unwrap(), 'system');
      await em.flush();
      if (issued.length > 0) await sleep(Math.random() * 8);
    });
  }
}
await Promise.all(Array.from({ length: 4 }, publish));
await orm.close(true);
