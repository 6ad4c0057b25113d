import type pg from 'pg';
import type { NearMaterial } from '../search-engine.js';
import type { IndexReader } from './index-reader.js';

/** What the nearest in meaning gains, as a share of what the best by words has. */
const SHARE = 0.5;
/** What it has where nothing matches by words. */
const ALONE = 1;

/** The documents of materials that are near in meaning, with how near: 1 for the nearest, 0 for the last. */
export async function nearDocuments(
  pool: pg.Pool,
  reader: IndexReader,
  near: readonly NearMaterial[] | undefined,
): Promise<Map<number, number>> {
  if (!near || near.length === 0) return new Map();
  const { rows } = await pool.query<{ doc: number; material: string }>({
    name: `near-${reader.generation.name}`,
    text: `select doc, material from "${reader.generation.name}".document where material = any($1::uuid[]) and live`,
    values: [near.map(({ id }) => id)],
  });
  const docs = new Map(rows.map(({ doc, material }) => [material, doc]));
  const best = near[0]!.similarity;
  const spread = best - near.at(-1)!.similarity || 1;
  return new Map(
    near.flatMap(({ id, similarity }): [number, number][] => {
      const doc = docs.get(id);
      return doc === undefined || doc >= reader.columns.size
        ? []
        : [[doc, near.length === 1 ? 1 : 1 - (best - similarity) / spread]];
    }),
  );
}

/** What a document gains by its nearness beside what the best document has by its words. */
export function gainOfNearness(nearness: number | undefined, best: number): number {
  return (nearness ?? 0) * SHARE * (best > 0 ? best : ALONE);
}
