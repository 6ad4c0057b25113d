import { type Cookies, redirect } from '@sveltejs/kit';
import type { AnyVariables, Client, TypedDocumentNode } from '@urql/core';
import { act, type Answer } from '#lib/graphql/act.ts';
import { httpError } from '#lib/graphql/ask.ts';
import { routes } from '#lib/routes.ts';

/** What a page's `load` and actions know of the visitor. */
interface Visit {
  readonly url: URL;
  readonly cookies: Cookies;
  readonly locals: { readonly client: Client };
}

/** Whether the visitor may have signed in; the bank alone knows whether the session is still good. */
const hasSession = (cookies: Cookies): boolean => Boolean(cookies.get('__Host-sid') ?? cookies.get('sid'));

/** What a page shows beside the public, of the visitor's own; null for guests, who cost no question. */
export async function askOwn<Result, Variables extends AnyVariables>(
  { cookies, locals }: Pick<Visit, 'cookies' | 'locals'>,
  document: TypedDocumentNode<Result, Variables>,
  variables: Variables,
): Promise<Result | null> {
  if (!hasSession(cookies)) return null;
  const { data } = await locals.client.query(document, variables).toPromise();
  return data ?? null;
}

/** Asks for what only members have; guests sign in first and come back. */
export async function askAsMember<Result, Variables extends AnyVariables>(
  visit: Visit,
  document: TypedDocumentNode<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  if (!hasSession(visit.cookies)) signInFirst(visit.url);
  const { data, error } = await visit.locals.client.query(document, variables).toPromise();
  if (data && !error) return data;
  if (error?.graphQLErrors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED'))
    signInFirst(visit.url);
  httpError(error);
}

/** Does a member's action; guests sign in first and come back. */
export async function actAsMember<Result, Variables extends AnyVariables>(
  { locals, url }: Pick<Visit, 'locals' | 'url'>,
  document: TypedDocumentNode<Result, Variables>,
  variables: Variables,
): Promise<Answer<Result>> {
  const answer = await act(locals.client, document, variables);
  if (answer.refusal?.code === 'UNAUTHENTICATED') signInFirst(url);
  return answer;
}

/** The page without the name of the action that it was asked for. */
function signInFirst(url: URL): never {
  const query = new URLSearchParams([...url.searchParams].filter(([name]) => !name.startsWith('/')));
  redirect(303, routes.signIn(url.pathname + (query.size ? `?${query}` : '')));
}
