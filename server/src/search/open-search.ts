import { join } from 'node:path';
import type pg from 'pg';
import type { Config } from '../platform/config.js';
import { findMeilisearch, startMeilisearch } from './meilisearch/meilisearch-program.js';
import { Search, type SearchOptions } from './search.js';

/** A search with what was started for it. */
export interface OpenSearch {
  readonly search: Search;
  /** What answers visitors, in words for the person at the terminal: Russian, one line. */
  describe(): string;
  /** Closes the search, and stops the server that was started for it when no other process uses it. */
  close(): Promise<void>;
}

/**
 * Opens the search that the deployment wants: the Meilisearch that it names, or the program on the PATH, or the
 * database alone. A program that does not start is told to `report`, and the database searches.
 */
export async function openSearch(
  { url, pool }: { url: string; pool: pg.Pool },
  { meili, embeddings, dataDir }: Pick<Config, 'meili' | 'dataDir'> & Partial<Pick<Config, 'embeddings'>>,
  report: SearchOptions['report'],
): Promise<OpenSearch> {
  const found = meili.url === undefined ? await findMeilisearch() : null;
  const server = found
    ? await startMeilisearch(found, dataDir, url).catch((error: unknown) => {
        report(error, `${found} does not start; the database searches`);
        return null;
      })
    : null;
  const meilisearch = server ? { ...server, indexPrefix: meili.indexPrefix } : meili;
  const place = server ? join(dataDir, 'meilisearch') : meili.url && new URL(meili.url).origin;
  try {
    const search = await Search.open({ url, pool, report, meilisearch, embeddings });
    return {
      search,
      describe: () => {
        if (search.serving === 'MEILISEARCH') return `Meilisearch, ${place}`;
        if (place) return `PostgreSQL, пока не отвечает Meilisearch, ${place}`;
        return found ? `PostgreSQL: Meilisearch (${found}) не запустился` : 'PostgreSQL';
      },
      close: async () => {
        await search.close();
        await server?.leave();
      },
    };
  } catch (error) {
    await server?.leave();
    throw error;
  }
}
