import type { Bank } from '../bank.js';
import { readEnvironment } from '../platform/environment.js';
import { ProgressLine } from '../platform/terminal.js';
import { Search } from '../search/search.js';

/** `reindex`: builds the search index anew beside the old one and prints what was done. */
export async function reindex({ url, pool }: Bank): Promise<void> {
  const report = (error: unknown, message: string): void => console.error(message, error);
  const search = await Search.open({ url, pool, report, meilisearch: readEnvironment().meili });
  const line = new ProgressLine('Индексирую материалы');
  try {
    const reports = await search.rebuild((done, total) => line.show(done, total));
    for (const { engine, documents, seconds } of reports)
      console.log(`  ${engine.padEnd(14)} ${documents} материалов за ${seconds.toFixed(1)} с`);
  } finally {
    line.stop();
    await search.close();
  }
}
