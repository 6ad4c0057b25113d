import { Client, cacheExchange, fetchExchange } from '@urql/core';
import { getLocale } from '#lib/paraglide/runtime.js';

/** A client of the bank's API; on the server one for every request, so that visitors share no cache. */
export const makeClient = (fetch: typeof globalThis.fetch): Client =>
  new Client({
    url: '/graphql',
    fetch,
    preferGetMethod: false,
    fetchOptions: () => ({ headers: { 'accept-language': getLocale() } }),
    exchanges: [cacheExchange, fetchExchange],
  });
