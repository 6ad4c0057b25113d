import { error, isHttpError } from '@sveltejs/kit';
import type { Client, TypedDocumentNode } from '@urql/core';
import { ask } from '#lib/graphql/ask.ts';
import { graphql, type ResultOf } from '#lib/graphql/graphql.ts';
import { m } from '#lib/paraglide/messages.js';

const WithdrawnQuery = graphql(`
  query WithdrawnMaterial($slug: String!) {
    withdrawnMaterial(slug: $slug) {
      registrationNumber
      title
      contributions {
        shortName
      }
      publishedAt
      withdrawnAt
      withdrawnBy
      reason
      replacedBy {
        slug
        title
      }
      citation {
        gost
        bibtex
        ris
      }
    }
  }
`);

/** What is left of a withdrawn material. */
export type Withdrawn = NonNullable<ResultOf<typeof WithdrawnQuery>['withdrawnMaterial']>;

/** What is left of a withdrawn material. @throws Kit's HTTP error 404 for all other addresses */
export async function askOfWithdrawn(client: Client, slug: string): Promise<Withdrawn> {
  const { withdrawnMaterial } = await ask(client, WithdrawnQuery, { slug });
  return withdrawnMaterial!;
}

/**
 * Asks what a page of a material shows.
 * @throws Kit's HTTP error: 410 with the tombstone for what is withdrawn, else as `ask` does
 */
export function askOfMaterial<Result, Variables extends { slug: string }>(
  client: Client,
  document: TypedDocumentNode<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  return stillPublic(client, variables.slug, () => ask(client, document, variables));
}

/** What `read` gives. @throws Kit's HTTP error: 410 with the tombstone for what is withdrawn, else as `read` does */
export async function stillPublic<Result>(
  client: Client,
  slug: string,
  read: () => Promise<Result>,
): Promise<Result> {
  try {
    return await read();
  } catch (thrown) {
    if (!isHttpError(thrown, 404)) throw thrown;
    const withdrawn = await askOfWithdrawn(client, slug);
    error(410, { message: m.withdrawn_title(), withdrawn });
  }
}
