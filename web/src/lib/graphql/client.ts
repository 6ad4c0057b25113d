import { browser } from '$app/env';
import { Client, cacheExchange, fetchExchange } from '@urql/core';
import { getLocale } from '#lib/paraglide/runtime.js';

const makeClient = (fetch: typeof globalThis.fetch): Client =>
  new Client({
    url: '/graphql',
    fetch,
    preferGetMethod: false,
    fetchOptions: () => ({ headers: { 'accept-language': getLocale() } }),
    exchanges: [cacheExchange, fetchExchange],
  });

let inBrowser: Client | undefined;

/** One client in the browser; one for every request on the server, so that visitors share no cache. */
export function graphqlClient(fetch: typeof globalThis.fetch): Client {
  if (!browser) return makeClient(fetch);
  return (inBrowser ??= makeClient(fetch));
}
