import type pg from 'pg';
import type { MaterialCard } from '../material-card.js';
import type { IndexFile } from '../search-engine.js';
import { ForwardScanner, type ForwardHits } from './forward-hits.js';
import type { IndexReader } from './index-reader.js';

/** Where terms stand in documents. */
export async function readForwards(
  pool: pg.Pool,
  reader: IndexReader,
  docs: readonly number[],
  terms: Iterable<number>,
): Promise<Map<number, ForwardHits>> {
  if (docs.length === 0) return new Map();
  const { name: schema } = reader.generation;
  const { rows } = await pool.query<{ doc: number; forward: Buffer }>({
    name: `forward-${schema}`,
    text: `select doc, forward from "${schema}".content where doc = any($1)`,
    values: [docs],
  });
  const scanner = new ForwardScanner(terms);
  return new Map(rows.map(({ doc, forward }) => [doc, scanner.scan(forward)]));
}

/** The present cards of documents; a document replaced meanwhile answers with its replacement. */
export async function readCards(
  pool: pg.Pool,
  reader: IndexReader,
  docs: readonly number[],
): Promise<Map<number, { card: MaterialCard; files: IndexFile[] }>> {
  if (docs.length === 0) return new Map();
  const { name: schema } = reader.generation;
  const { rows } = await pool.query<{ doc: number; card: MaterialCard; files: IndexFile[] }>({
    name: `cards-${schema}`,
    text: `select d.doc, c.card, c.files from "${schema}".document d
           join "${schema}".document n on n.doc = coalesce(d.replaced_by, d.doc) and n.live
           join "${schema}".content c on c.doc = n.doc
           where d.doc = any($1)`,
    values: [docs],
  });
  return new Map(rows.map(({ doc, card, files }) => [doc, { card, files }]));
}

/** Reads the order of the titles by the Russian alphabet, once a change. */
export async function readTitleOrder(pool: pg.Pool, reader: IndexReader): Promise<void> {
  if (reader.titleOrder) return;
  const { rows } = await pool.query<{ docs: Buffer | null }>(
    `select string_agg(int4send(doc), null::bytea order by title_key, doc) as docs
     from "${reader.generation.name}".document where live`,
  );
  const bytes = rows[0]?.docs ?? Buffer.alloc(0);
  const order = new Uint32Array(bytes.length / 4);
  for (let index = 0; index < order.length; index += 1) order[index] = bytes.readUInt32BE(index * 4);
  reader.titleOrder = order;
}
