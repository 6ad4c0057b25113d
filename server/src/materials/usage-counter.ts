import type { Pool } from 'pg';

/** How long a count waits in memory at most: what a process that dies may lose. */
const FLUSH_MS = 5_000;

/** Counts downloads by day in memory and adds them to the bank every few seconds; no person is recorded. */
export class UsageCounter {
  private counts = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly pool: Pool) {}

  /** One more download of a material. */
  download(materialId: string): void {
    this.counts.set(materialId, (this.counts.get(materialId) ?? 0) + 1);
    this.timer ??= setTimeout(() => void this.flush().catch(() => {}), FLUSH_MS).unref();
  }

  /** Writes what was counted; counts that cannot be written are kept for the next time. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const counts = this.counts;
    this.counts = new Map();
    if (counts.size === 0) return;
    try {
      // In one order, so that two processes never wait for each other.
      const entries = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1));
      await this.pool.query({
        name: 'usage-downloads',
        text: `insert into usage_daily (material_id, day, views, downloads)
          select id, (now() at time zone 'utc')::date, 0, n from unnest($1::uuid[], $2::int[]) as counted (id, n)
          where exists (select 1 from material m where m.id = counted.id)
          on conflict (material_id, day) do update set downloads = usage_daily.downloads + excluded.downloads`,
        values: [entries.map(([id]) => id), entries.map(([, count]) => count)],
      });
    } catch (error) {
      for (const [id, count] of counts) this.counts.set(id, (this.counts.get(id) ?? 0) + count);
      this.timer ??= setTimeout(() => void this.flush().catch(() => {}), FLUSH_MS).unref();
      throw error;
    }
  }
}
