import { CertificateKind } from '../../src/materials/certificates/certificate-enums.js';
import { Certificate } from '../../src/materials/certificates/certificate.entity.js';
import { CertificateService } from '../../src/materials/certificates/certificate.service.js';
import { buildMaterial, buildPerson } from '../builders.js';
import { everybody, only, type RightsRow, type World } from './rights.js';

/** A valid certificate of somebody else's; its code is what the calls name. */
async function certificate({ em }: World): Promise<{ code: string }> {
  const material = buildMaterial(em, { authors: [buildPerson(em)], pages: ['Текст'] });
  await em.flush();
  const issuer = { organization: null, signerPost: 'Директор', signerName: null };
  await em.transactional((tx) =>
    new CertificateService(issuer).issueFor(tx, material, material.publishedVersion!.unwrap(), 'system'),
  );
  const version = material.publishedVersion!.id;
  const issued = await em.findOneOrFail(Certificate, {
    materialVersion: version,
    kind: CertificateKind.PUBLICATION,
  });
  return { code: issued.checkCode };
}

/** Certificates: anybody checks one whose code they have; the council's officers and the administrator annul. */
export const rows: readonly RightsRow[] = [
  {
    field: 'Query.certificate',
    document: 'query ($code: String!) { certificate(checkCode: $code) { number } }',
    arrange: certificate,
    expected: everybody('ok'),
  },
  {
    field: 'Query.myCertificates',
    document: '{ myCertificates { totalCount } }',
    expected: everybody('ok', { guest: 'UNAUTHENTICATED' }),
  },
  {
    field: 'Mutation.annulCertificate',
    document: `mutation ($code: String!) {
      annulCertificate(input: { checkCode: $code, reason: "плагиат, протокол № 5" }) { status }
    }`,
    arrange: certificate,
    expected: only(['secretary', 'admin']),
  },
  {
    field: 'Query.authorStatistics',
    document: '{ authorStatistics(from: "2026-01-01", to: "2026-12-31") { views } }',
    expected: everybody('ok', { guest: 'UNAUTHENTICATED' }),
  },
  {
    field: 'Query.portfolio',
    document: '{ portfolio(from: "2026-01-01", to: "2026-12-31") { fullName } }',
    expected: everybody('ok', { guest: 'UNAUTHENTICATED' }),
  },
];
