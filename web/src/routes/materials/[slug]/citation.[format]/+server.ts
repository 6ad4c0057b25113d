import { error, isHttpError } from '@sveltejs/kit';
import type { Client } from '@urql/core';
import { ask, notFound } from '#lib/graphql/ask.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { askOfWithdrawn } from '../withdrawn.ts';
import type { RequestHandler } from './$types';

const CitationQuery = graphql(`
  query Citation($slug: String!) {
    material(slug: $slug) {
      citation {
        bibtex
        ris
      }
    }
  }
`);

const types = { bib: 'application/x-bibtex', ris: 'application/x-research-info-systems' };
const isFormat = (name: string): name is keyof typeof types => Object.hasOwn(types, name);

/** How a material is cited, also when it is withdrawn: works that cite it stay right. */
async function citationOf(client: Client, slug: string) {
  try {
    return (await ask(client, CitationQuery, { slug })).material!.citation;
  } catch (thrown) {
    if (!isHttpError(thrown, 404)) throw thrown;
    return (await askOfWithdrawn(client, slug)).citation;
  }
}

/** The citation as a file for a reference manager. */
export const GET: RequestHandler = async ({ params, locals }) => {
  const { format } = params;
  if (!isFormat(format)) error(404, notFound());
  const { bibtex, ris } = await citationOf(locals.client, params.slug);
  const text = format === 'bib' ? bibtex : ris;
  const name = encodeURIComponent(`${params.slug}.${format}`);
  return new Response(text, {
    headers: {
      'content-type': `${types[format]}; charset=utf-8`,
      'content-disposition': `attachment; filename*=UTF-8''${name}`,
    },
  });
};
