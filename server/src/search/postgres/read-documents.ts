import type pg from 'pg';
import type { MaterialCard } from '../material-card.js';
import type { IndexFile } from '../search-engine.js';
import { decodeForward, type ForwardDocument } from './forward.js';
import type { IndexReader } from './index-reader.js';

/** The words of documents in reading order. */
export async function readForwards(
  pool: pg.Pool,
  reader: IndexReader,
  docs: readonly number[],
): Promise<Map<number, ForwardDocument>> {
  if (docs.length === 0) return new Map();
  const { name: schema } = reader.generation;
  const { rows } = await pool.query<{ doc: number; forward: Buffer }>({
    name: `forward-${schema}`,
    text: `select doc, forward from "${schema}".content where doc = any($1)`,
    values: [docs],
  });
  return new Map(rows.map(({ doc, forward }) => [doc, decodeForward(forward)]));
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

/** The first documents by title, in the order of the Russian alphabet. */
export async function firstByTitle(
  pool: pg.Pool,
  reader: IndexReader,
  documents: readonly number[],
  end: number,
): Promise<number[]> {
  if (!reader.titleOrder) {
    const { rows } = await pool.query<{ docs: Buffer }>(
      `select string_agg(int4send(doc), null::bytea order by title_key, doc) as docs
       from "${reader.generation.name}".document where live`,
    );
    const bytes = rows[0]?.docs ?? Buffer.alloc(0);
    const order = new Uint32Array(bytes.length / 4);
    for (let index = 0; index < order.length; index += 1) order[index] = bytes.readUInt32BE(index * 4);
    reader.titleOrder = order;
  }
  const wanted = new Set(documents);
  const found: number[] = [];
  for (const doc of reader.titleOrder) {
    if (!wanted.has(doc)) continue;
    found.push(doc);
    if (found.length === end) break;
  }
  return found;
}
