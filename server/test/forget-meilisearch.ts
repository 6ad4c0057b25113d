import { Meilisearch } from 'meilisearch';

/** Gives clients of a server, each with a key. */
export const connectTo =
  (host: string) =>
  (apiKey: string | undefined): Meilisearch =>
    new Meilisearch({ host, ...(apiKey && { apiKey }) });

/** Takes away the indexes and keys of a bank that was only for a test or a measurement. */
export async function forgetMeilisearch(
  host: string,
  apiKey: string | undefined,
  prefix: string,
): Promise<void> {
  const client = connectTo(host)(apiKey);
  for (const { uid } of (await client.getRawIndexes({ limit: 1000 })).results)
    if (uid.startsWith(prefix)) await client.deleteIndex(uid);
  if (!apiKey) return;
  for (const { uid, name } of (await client.getKeys({ limit: 1000 })).results)
    if (name?.startsWith(prefix)) await client.deleteKey(uid);
}
