import type { Pool } from 'pg';
import { TODAY } from '../../platform/time-zone.js';
import { WriteBehind } from '../../platform/write-behind.js';

/** Adds counts to the day; `$1` are the keys, `$2` the counts. */
const DOWNLOADS = {
  name: 'usage-downloads',
  text: `insert into usage_daily (material_id, day, views, downloads)
    select m.id, ${TODAY}, 0, n
    from unnest($1::text[], $2::int[]) as counted (key, n) join material m on m.id = counted.key::uuid
    on conflict (material_id, day) do update set downloads = usage_daily.downloads + excluded.downloads`,
};
const VIEWS = {
  name: 'usage-views',
  text: `insert into usage_daily (material_id, day, views, downloads)
    select m.id, ${TODAY}, n, 0
    from unnest($1::text[], $2::int[]) as counted (key, n) join material m on m.slug = counted.key
    on conflict (material_id, day) do update set views = usage_daily.views + excluded.views`,
};

/** Counts views and downloads by day in memory and adds them to the bank every few seconds; no person is recorded. */
export class UsageCounter {
  private readonly downloads = new Map<string, number>();
  private readonly views = new Map<string, number>();
  private readonly behind = new WriteBehind(
    async () => {
      await this.write(DOWNLOADS, this.downloads);
      await this.write(VIEWS, this.views);
    },
    () => {},
  );

  constructor(private readonly pool: Pool) {}

  /** One more download of a material. */
  download(materialId: string): void {
    this.count(this.downloads, materialId);
  }

  /** One more reader of a material's page. */
  view(slug: string): void {
    this.count(this.views, slug);
  }

  /**
   * Writes what was counted until now, also what is being written already; counts that cannot be written are kept for
   * the next time.
   */
  flush(): Promise<void> {
    return this.behind.flush();
  }

  private count(counts: Map<string, number>, key: string): void {
    counts.set(key, (counts.get(key) ?? 0) + 1);
    this.behind.wake();
  }

  private async write(statement: typeof VIEWS, counts: Map<string, number>): Promise<void> {
    if (counts.size === 0) return;
    // In one order, so that two processes never wait for each other.
    const entries = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1));
    counts.clear();
    try {
      await this.pool.query({
        ...statement,
        values: [entries.map(([key]) => key), entries.map(([, count]) => count)],
      });
    } catch (error) {
      for (const [key, count] of entries) counts.set(key, (counts.get(key) ?? 0) + count);
      this.behind.wake();
      throw error;
    }
  }
}
