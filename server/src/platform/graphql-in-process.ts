/** Lets the server-rendered pages ask the API without going through the network. */
import { HeaderMap } from '@apollo/server';
import { randomUUID } from 'node:crypto';
import type { GraphQLEndpoint } from './graphql-endpoint.js';
import { localeOf } from './localized.js';

/** Where the web finds the function. */
export const IN_PROCESS = Symbol.for('metodbank.graphql');

/** Header in which the web hands over the address of the visitor for whom it draws a page. */
const CLIENT_ADDRESS = 'x-client-address';

/** Answers a request like `/graphql` does, with the same limits, without a socket and an address. */
export type AnswerInProcess = (request: Request) => Promise<Response>;

/** Makes the function over an endpoint. */
export function answerInProcess(endpoint: GraphQLEndpoint): AnswerInProcess {
  return async (request) => {
    const headers = new HeaderMap();
    request.headers.forEach((value, name) => headers.set(name, value));
    headers.set('apollo-require-preflight', 'true');
    const answer = await endpoint.answer({
      method: request.method,
      headers,
      search: new URL(request.url).search,
      body: request.method === 'POST' ? ((await request.json()) as unknown) : undefined,
      scope: {
        requestId: randomUUID(),
        locale: localeOf(headers.get('accept-language')),
        signal: request.signal,
      },
      address: headers.get(CLIENT_ADDRESS),
      pays: false,
    });
    const empty = answer.status === 304 || answer.status === 204;
    const given = new Headers({ ...answer.headers });
    for (const line of answer.setCookies ?? []) given.append('set-cookie', line);
    return new Response(empty ? null : answer.body, { status: answer.status, headers: given });
  };
}
