import type { Pool } from 'pg';
import { holds } from '../../directory/role.js';
import type { Actor } from '../../platform/actor.js';
import { decodeCursor, type Page, toPage } from '../../platform/connection.js';
import { IS_PUBLIC } from '../material.sql.js';
import { CertificateStatus, type CertificateKind } from './certificate-enums.js';
import { MAY_ANNUL } from './certificate.policy.js';
import type { CertificateSnapshot } from './certificate-snapshot.js';
import type { CertificateType } from './certificate.type.js';
import { printedCheckCode } from './check-code.js';

/** A certificate with what became of its material. */
export interface CertificateRow {
  readonly id: string;
  readonly kind: CertificateKind;
  readonly number: string;
  readonly status: CertificateStatus;
  readonly issuedAt: Date;
  readonly annulledAt: Date | null;
  readonly annulmentReason: string | null;
  readonly checkCode: string;
  readonly sha256: string | null;
  readonly snapshot: CertificateSnapshot;
  readonly materialSlug: string | null;
}

const CERTIFICATE = `c.id, c.kind, c.number, c.status, c.issued_at as "issuedAt", c.annulled_at as "annulledAt",
  c.annulment_reason as "annulmentReason", c.check_code as "checkCode", c.sha256, c.snapshot,
  (select m.slug from material_version v join material m on m.id = v.material_id
    where v.id = c.material_version_id and c.kind = 'PUBLICATION' and ${IS_PUBLIC}) as "materialSlug"`;

/** Reads certificates as plain rows: one by its code for anybody, a list for its holder. */
export class CertificateReads {
  constructor(private readonly pool: Pool) {}

  /** @param checkCode as it is stored, see `readCheckCode` */
  async byCode(checkCode: string): Promise<CertificateRow | undefined> {
    const { rows } = await this.pool.query<CertificateRow>({
      name: 'certificate-by-code',
      text: `select ${CERTIFICATE} from certificate c where c.check_code = $1`,
      values: [checkCode],
    });
    return rows[0];
  }

  /** The certificates of a person, newest first. */
  async ofPerson(personId: string, first: number, after?: string | null): Promise<Page<CertificateRow>> {
    const { rows } = await this.pool.query<CertificateRow & { total: number; cursorTime: string }>({
      name: 'certificates-of-person',
      text: `select ${CERTIFICATE}, c.issued_at::text as "cursorTime",
          (select count(*)::int from certificate where person_id = $1) as total
        from certificate c
        where c.person_id = $1
          and ($3::text[] is null or (c.issued_at, c.number) < ((($3::text[])[1])::timestamptz, ($3::text[])[2]))
        order by c.issued_at desc, c.number desc limit $2`,
      values: [personId, first + 1, decodeCursor(after, 2)],
    });
    const total = rows[0]?.total ?? 0;
    return toPage<CertificateRow & { cursorTime: string }>(rows, first, total, (row) => [
      row.cursorTime,
      row.number,
    ]);
  }
}

/** A certificate as the API shows it to one who asks. */
export function toCertificate(row: CertificateRow, actor: Actor, publicUrl: string): CertificateType {
  const { snapshot, ...certificate } = row;
  const { issuer, coAuthors, ...printed } = snapshot;
  const valid = row.status === CertificateStatus.VALID;
  return {
    ...certificate,
    ...(printed as Omit<CertificateType, keyof CertificateRow>),
    reviewedOn: snapshot.reviewedOn ?? null,
    coAuthors: [...coAuthors],
    issuedBy: issuer.organization,
    checkCode: printedCheckCode(row.checkCode),
    checkUrl: checkUrl(publicUrl, row.checkCode),
    pdfUrl: valid ? `/certificates/${row.checkCode}.pdf` : null,
    viewerCanAnnul: valid && holds(actor, MAY_ANNUL),
  };
}

/** Where anybody checks a certificate. */
export function checkUrl(publicUrl: string, checkCode: string): string {
  return `${publicUrl}/check/${checkCode}`;
}
