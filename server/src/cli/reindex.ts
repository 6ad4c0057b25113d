import type { Bank } from '../bank.js';
import { readEnvironment } from '../platform/environment.js';
import { PlainError } from '../platform/plain-error.js';
import { ProgressLine } from '../platform/terminal.js';
import { openSearch } from '../search/open-search.js';

/** `reindex`: builds the search index anew beside the old one and prints what was done. */
export async function reindex(bank: Bank): Promise<void> {
  const report = (error: unknown, message: string): void =>
    console.error(message, error instanceof PlainError ? error.message : error);
  const { search, close } = await openSearch(bank, readEnvironment(), report);
  const line = new ProgressLine('Индексирую материалы');
  try {
    const reports = await search.rebuild((done, total) => line.show(done, total));
    for (const { engine, documents, seconds } of reports)
      console.log(`  ${engine.padEnd(14)} ${documents} материалов за ${seconds.toFixed(1)} с`);
  } finally {
    line.stop();
    await close();
  }
}
