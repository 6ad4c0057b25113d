import { error } from '@sveltejs/kit';
import { ask, notFound } from '#lib/graphql/ask.ts';
import { graphql } from '#lib/graphql/graphql.ts';
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

/** The citation as a file for a reference manager. */
export const GET: RequestHandler = async ({ params, locals }) => {
  const { format } = params;
  if (!isFormat(format)) error(404, notFound());
  const { material } = await ask(locals.client, CitationQuery, { slug: params.slug });
  if (!material) error(404, notFound());
  const text = format === 'bib' ? material.citation.bibtex : material.citation.ris;
  const name = encodeURIComponent(`${params.slug}.${format}`);
  return new Response(text, {
    headers: {
      'content-type': `${types[format]}; charset=utf-8`,
      'content-disposition': `attachment; filename*=UTF-8''${name}`,
    },
  });
};
