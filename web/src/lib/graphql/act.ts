import { error } from '@sveltejs/kit';
import type { AnyVariables, Client, CombinedError, TypedDocumentNode } from '@urql/core';
import { m } from '#lib/paraglide/messages.js';

/** What a form shows when the bank refused it: nothing that was typed is lost. */
export interface Refusal {
  /** Code of the API, `BAD_USER_INPUT`; `UNAVAILABLE` when it did not answer. */
  code: string;
  message: string;
  /** Faulty fields by their names in the API. */
  fields: Readonly<Record<string, string>>;
}

/** An answer of the API to a change: its data, or why there is none. */
export type Answer<Result> = { data: Result; refusal?: undefined } | { data?: undefined; refusal: Refusal };

/** Asks the API for a change, and tells a form what to show. */
export async function act<Result, Variables extends AnyVariables>(
  client: Client,
  document: TypedDocumentNode<Result, Variables>,
  variables: Variables,
): Promise<Answer<Result>> {
  const { data, error: failure } = await client.mutation(document, variables).toPromise();
  if (data && !failure) return { data };
  return { refusal: refusalOf(failure) };
}

/**
 * A refusal that no form can answer.
 * @throws Kit's HTTP error
 */
export function giveUp({ code, message }: Refusal): never {
  const status = { NOT_FOUND: 404, FORBIDDEN: 403, UNAUTHENTICATED: 401, CONFLICT: 409 }[code] ?? 500;
  error(status, message);
}

function refusalOf(failure: CombinedError | undefined): Refusal {
  const first = failure?.graphQLErrors[0];
  if (!first) return { code: 'UNAVAILABLE', message: m.error_unavailable_text(), fields: {} };
  const { code, fields } = first.extensions as { code?: string; fields?: Record<string, string> };
  return { code: code ?? 'INTERNAL_SERVER_ERROR', message: first.message, fields: fields ?? {} };
}
