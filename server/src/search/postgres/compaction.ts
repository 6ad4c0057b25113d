import type pg from 'pg';
import type { Generation } from '../generations.js';
import { insertRows } from './insert-rows.js';
import { decodePosting, PostingWriter } from './posting.js';

/** So many small segments are allowed before they become one; a search reads every segment of a term. */
const SMALL_SEGMENTS = 12;
/** A segment of more documents than this is left alone. */
const SMALL = 5000;

/** Joins the small segments of a generation into one and drops what belongs to replaced documents. */
export async function compact(client: pg.ClientBase, generation: Generation): Promise<void> {
  const schema = `"${generation.name}"`;
  const small = await client.query<{ id: number; documents: number }>(
    `select id, documents from ${schema}.segment where documents < $1 order by id`,
    [SMALL],
  );
  if (small.rows.length < SMALL_SEGMENTS) return;
  const segments = small.rows.map(({ id }) => id);
  const dead = await client.query<{ doc: number }>(`select doc from ${schema}.document where not live`);
  const gone = new Set(dead.rows.map(({ doc }) => doc));
  const { rows } = await client.query<{ term: number; documents: number; data: Buffer }>(
    `select term, documents, data from ${schema}.posting where segment = any($1) order by term, segment`,
    [segments],
  );
  const target = segments[0]!;
  const joined: unknown[][] = [];
  for (let start = 0, end = 0; start < rows.length; start = end) {
    const term = rows[start]!.term;
    while (end < rows.length && rows[end]!.term === term) end += 1;
    const { documents, impacts } = decodePosting(rows.slice(start, end));
    const writer = new PostingWriter();
    documents.forEach((doc, index) => {
      if (!gone.has(doc)) writer.add(doc, impacts[index]!);
    });
    if (writer.documents > 0) joined.push([term, target, writer.documents, writer.bytes.buffer()]);
  }
  await client.query(`delete from ${schema}.posting where segment = any($1)`, [segments]);
  await client.query(`delete from ${schema}.segment where id = any($1)`, [segments]);
  await client.query(`insert into ${schema}.segment (id, documents) values ($1, $2)`, [
    target,
    small.rows.reduce((sum, { documents }) => sum + documents, 0),
  ]);
  await insertRows(
    client,
    `insert into ${schema}.posting (term, segment, documents, data)`,
    ['int', 'int', 'int', 'bytea'],
    joined,
  );
}
