import type pg from 'pg';
import { indexDocument } from './index-document.js';
import {
  PASSAGES,
  PUBLIC_COUNT,
  PUBLIC_IDS,
  SOURCES,
  THEMES,
  type PassageRow,
  type SourceRow,
  type ThemeRow,
} from './index-source.sql.js';
import type { IndexDocument } from './search-engine.js';

/** Reads what is to be indexed from the bank: three statements a batch, whatever its size. */
export class IndexSource {
  constructor(private readonly pool: pg.Pool) {}

  /** How many materials are public. */
  async count(): Promise<number> {
    const { rows } = await this.pool.query<{ count: number }>(PUBLIC_COUNT);
    return rows[0]!.count;
  }

  /** The search documents of those of the materials that are public now. */
  async read(ids: readonly string[]): Promise<IndexDocument[]> {
    const [sources, themes] = await Promise.all([
      this.pool.query<SourceRow>({ name: 'search-sources', text: SOURCES, values: [ids] }),
      this.pool.query<ThemeRow>(THEMES),
    ]);
    const bytes = new Set(sources.rows.flatMap(({ files }) => files.map(({ sha256 }) => sha256)));
    const found = await this.pool.query<PassageRow>({
      name: 'search-passages',
      text: PASSAGES,
      values: [[...bytes]],
    });
    const passages = Map.groupBy(found.rows, ({ sha256 }) => sha256);
    const bySlug = new Map(themes.rows.map((theme) => [theme.slug, theme]));
    return sources.rows.map((row) => indexDocument(row, bySlug, passages));
  }

  /** All public materials, in batches of documents. */
  async *all(batch: number): AsyncGenerator<IndexDocument[]> {
    for (let after: string | null = null; ;) {
      const { rows }: { rows: { id: string }[] } = await this.pool.query({
        name: 'search-public-ids',
        text: PUBLIC_IDS,
        values: [after, batch],
      });
      if (rows.length === 0) return;
      yield await this.read(rows.map(({ id }) => id));
      after = rows.at(-1)!.id;
    }
  }
}
