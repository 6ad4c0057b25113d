import type { Bank } from '../bank.js';
import { CertificateService } from '../materials/certificates/certificate.service.js';
import { checkUrl } from '../materials/certificates/certificate.reads.js';
import { issueMissing } from '../materials/certificates/issue-missing.js';
import { readEnvironment } from '../platform/environment.js';

/** `certificates issue`: certifies what an import has published, and prints each number with its check address. */
export async function issueCertificates({ orm }: Bank): Promise<void> {
  const { certificateIssuer, publicUrl } = readEnvironment();
  const issued = await issueMissing(orm.em.fork(), new CertificateService(certificateIssuer), 'system');
  for (const { number, snapshot, checkCode } of issued)
    console.log(`  ${number}  ${snapshot.holder}\n  ${checkUrl(publicUrl, checkCode)}`);
  console.log(`  выдано свидетельств: ${issued.length}`);
}
