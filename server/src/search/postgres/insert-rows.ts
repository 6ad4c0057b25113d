import type pg from 'pg';

/** Bytes of one statement's values, about; keeps a statement's memory bounded. */
const STATEMENT_BYTES = 4_000_000;
const STATEMENT_ROWS = 5000;

/** Inserts many rows with few statements, one array a column. `types` are the columns' types in order. */
export async function insertRows(
  client: pg.ClientBase,
  insert: string,
  types: readonly string[],
  rows: readonly (readonly unknown[])[],
  suffix = '',
): Promise<void> {
  const columns = types.map((type, index) => `$${index + 1}::${type}[]`).join(', ');
  const statement = `${insert} select * from unnest(${columns}) ${suffix}`;
  let start = 0;
  while (start < rows.length) {
    let end = start;
    let bytes = 0;
    while (end < rows.length && end - start < STATEMENT_ROWS && bytes < STATEMENT_BYTES) {
      for (const value of rows[end]!)
        bytes += typeof value === 'string' || Buffer.isBuffer(value) ? value.length : 8;
      end += 1;
    }
    const values = types.map((_, column) => rows.slice(start, end).map((row) => row[column]));
    await client.query(statement, values);
    start = end;
  }
}
