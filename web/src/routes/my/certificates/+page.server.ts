import { graphql } from '#lib/graphql/graphql.ts';
import { askAsMember } from '#lib/reader/own.ts';
import type { PageServerLoad } from './$types';

const CertificatesQuery = graphql(`
  query MyCertificates($after: String) {
    myCertificates(first: 20, after: $after) {
      totalCount
      nodes {
        id
        number
        status
        issuedAt
        annulmentReason
        checkCode
        pdfUrl
        title
        materialSlug
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const after = url.searchParams.get('after');
  const { myCertificates } = await askAsMember({ url, locals, cookies }, CertificatesQuery, { after });
  return {
    total: myCertificates.totalCount,
    certificates: myCertificates.nodes,
    next: myCertificates.pageInfo.hasNextPage ? myCertificates.pageInfo.endCursor : null,
  };
};
