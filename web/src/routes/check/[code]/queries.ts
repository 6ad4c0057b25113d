import { graphql } from '#lib/graphql/graphql.ts';

/** A certificate by its code. */
export const CertificateQuery = graphql(`
  query Certificate($code: String!) {
    certificate(checkCode: $code) {
      kind
      number
      status
      issuedAt
      annulledAt
      annulmentReason
      checkCode
      pdfUrl
      holder
      role
      post
      organizationName
      coAuthors
      title
      subtitle
      materialKind
      registrationNumber
      versionNumber
      publishedOn
      reviewedOn
      approval {
        protocolNumber
        protocolDate
        recommended
      }
      fileName
      sha256
      issuedBy
      materialSlug
      viewerCanAnnul
    }
  }
`);

/** Takes its force away. */
export const AnnulMutation = graphql(`
  mutation AnnulCertificate($code: String!, $reason: String!) {
    annulCertificate(input: { checkCode: $code, reason: $reason }) {
      status
    }
  }
`);
