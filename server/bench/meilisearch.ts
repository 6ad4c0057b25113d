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

/** Deletes the indexes that the run has made. */
export async function forgetIndexes(environment: MeilisearchEnvironment): Promise<void> {
  const { MEILI_URL, MEILI_API_KEY, MEILI_INDEX_PREFIX } = environment;
  if (!MEILI_INDEX_PREFIX) return;
  const headers = { authorization: `Bearer ${MEILI_API_KEY}` };
  const response = await fetch(`${MEILI_URL}/indexes?limit=1000`, { headers });
  const { results } = (await response.json()) as { results: { uid: string }[] };
  for (const { uid } of results)
    if (uid.startsWith(MEILI_INDEX_PREFIX))
      await fetch(`${MEILI_URL}/indexes/${uid}`, { method: 'DELETE', headers });
}
