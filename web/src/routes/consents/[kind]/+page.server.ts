import { error } from '@sveltejs/kit';
import { inAddress } from '#lib/address.ts';
import { ask, notFound } from '#lib/graphql/ask.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import type { PageServerLoad } from './$types';

const DocumentsQuery = graphql(`
  query ConsentTexts {
    consentDocuments {
      kind
      version
      title
      text
      hash
    }
  }
`);

export const load: PageServerLoad = async ({ params, locals }) => {
  const { consentDocuments } = await ask(locals.client, DocumentsQuery, {});
  const document = consentDocuments.find(({ kind }) => inAddress(kind) === params.kind);
  if (!document) error(404, notFound());
  return { document };
};
