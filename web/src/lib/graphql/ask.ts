import { error } from '@sveltejs/kit';
import type { AnyVariables, Client, CombinedError, TypedDocumentNode } from '@urql/core';
import { m } from '#lib/paraglide/messages.js';

const statuses: Record<string, number> = {
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  LIMIT_EXCEEDED: 429,
};

/**
 * Asks the API for what a page needs.
 * @throws Kit's HTTP error: 404 for what is not public, 503 when the API does not answer.
 */
export async function ask<Result, Variables extends AnyVariables>(
  client: Client,
  document: TypedDocumentNode<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  const { data, error: failure } = await client.query(document, variables).toPromise();
  if (failure || !data) httpError(failure);
  return data;
}

/** What a page says of an address that leads nowhere. */
export const notFound = () => ({ message: m.error_not_found(), advice: m.error_not_found_text() });

/**
 * Says why a page cannot be shown.
 * @throws Kit's HTTP error, always
 */
export function httpError(failure: CombinedError | undefined): never {
  const first = failure?.graphQLErrors[0];
  const status = first ? (statuses[String(first.extensions.code)] ?? 500) : 503;
  if (status === 404) error(404, notFound());
  if (status < 500) error(status, first!.message);
  if (status === 503) error(503, { message: m.error_unavailable(), advice: m.error_unavailable_text() });
  error(status, { message: m.error_internal(), advice: m.error_internal_text() });
}
