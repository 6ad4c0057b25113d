import type { Analyser } from './analysis/analyser.js';
import type { IndexSource } from './index-source.js';
import type { SearchEngine } from './search-engine.js';
import type { SearchOutbox } from './search-outbox.js';
import { Sentinels } from './sentinels.js';

/** Materials read and indexed together. */
const BATCH = 250;

/** Tells how far a rebuild is. */
export type RebuildProgress = (done: number, total: number) => void;

/** What a rebuild did. */
export interface RebuildReport {
  engine: SearchEngine['name'];
  documents: number;
  seconds: number;
}

/**
 * Fills a new generation of an engine's index beside the one that is read, checks it and swaps them: no search
 * fails meanwhile, no change is lost. Throws, and leaves the old generation in use, when documents are missing
 * or do not find themselves.
 */
export async function rebuildIndex(
  engine: SearchEngine,
  source: IndexSource,
  outbox: SearchOutbox,
  analyser: Analyser,
  progress: RebuildProgress = () => {},
): Promise<RebuildReport> {
  const start = performance.now();
  const build = await engine.beginRebuild();
  try {
    const mark = await outbox.mark();
    const total = await source.count();
    const sentinels = new Sentinels(total);
    let done = 0;
    progress(done, total);
    for await (const documents of source.all(BATCH)) {
      await build.add(documents);
      sentinels.take(documents);
      done += documents.length;
      progress(done, Math.max(total, done));
    }
    const built = await build.finish();
    if (built !== done) throw new Error(`The new search index holds ${built} materials of ${done}.`);
    await sentinels.check(build, analyser);
    await outbox.handOver(build, mark);
    return { engine: engine.name, documents: done, seconds: (performance.now() - start) / 1000 };
  } catch (error) {
    await build.abort();
    throw error;
  }
}
