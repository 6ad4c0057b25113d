import { forgetMeilisearch } from '../test/forget-meilisearch.js';

/** What the bank is told so that it searches by Meilisearch, under a prefix of the bench's own. */
export type MeilisearchEnvironment = Readonly<Record<string, string>>;

/**
 * The environment for a run of the bench.
 * @throws Error when the address or the key of the server is not given
 */
export function meilisearchEnvironment(prefix: string): MeilisearchEnvironment {
  const { MEILI_URL, MEILI_API_KEY } = process.env;
  if (!MEILI_URL || !MEILI_API_KEY) throw new Error('--engine meilisearch needs MEILI_URL and MEILI_API_KEY');
  return { MEILI_URL, MEILI_API_KEY, MEILI_INDEX_PREFIX: prefix };
}

/** Deletes the indexes and keys that the run has made. */
export async function forgetIndexes(environment: MeilisearchEnvironment): Promise<void> {
  const { MEILI_URL, MEILI_API_KEY, MEILI_INDEX_PREFIX } = environment;
  if (MEILI_URL && MEILI_INDEX_PREFIX) await forgetMeilisearch(MEILI_URL, MEILI_API_KEY, MEILI_INDEX_PREFIX);
}
