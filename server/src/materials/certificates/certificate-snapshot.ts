import type { ContributionRole, MaterialKind } from '../material-enums.js';

/** Who issues certificates and signs them, as the deployment says. */
export interface CertificateIssuer {
  /** Organisation that keeps the bank; null where the bank speaks for itself. */
  readonly organization: string | null;
  /** «Директор»: printed beside the line for the signature. */
  readonly signerPost: string;
  /** «И. О. Фамилия»; null leaves the place empty, to be written by hand. */
  readonly signerName: string | null;
}

/**
 * Everything that a certificate prints, as it was on the day of the issue: later changes do not reach it. That of a
 * review names neither the material nor its author, who do not learn whom they were judged by.
 */
export interface CertificateSnapshot {
  /** «Фамилия Имя Отчество». */
  readonly holder: string;
  /** Null where it certifies a review. */
  readonly role: `${ContributionRole}` | null;
  readonly post: string | null;
  readonly organizationName: string | null;
  /** The other people of the title page, «И. О. Фамилия», in its order. */
  readonly coAuthors: readonly string[];
  readonly title: string;
  readonly subtitle: string | null;
  readonly materialKind: `${MaterialKind}`;
  /** Null where it certifies a review. */
  readonly registrationNumber: string | null;
  /** Number of the published version, from 1. */
  readonly versionNumber: number | null;
  /** Day in Moscow, `YYYY-MM-DD`. */
  readonly publishedOn: string | null;
  /** Day in Moscow on which the review was sent; absent where it certifies a publication. */
  readonly reviewedOn?: string;
  /** Name of the main file, whose digest is the certificate's. */
  readonly fileName: string | null;
  /** The council's approval. */
  readonly approval: {
    readonly protocolNumber: string;
    readonly protocolDate: string;
    readonly recommended: boolean;
  } | null;
  readonly issuer: CertificateIssuer;
}
