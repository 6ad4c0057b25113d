import { ByteWriter } from './byte-writer.js';

/** What filters, counts and sorts need of a document; kept in the process for every document. */
export interface ColumnValues {
  publishedAt: number;
  year: number;
  downloads: number;
  quality: number;
  /** Bytes of the forward entry: what reading it costs. */
  weight: number;
  /** Numbers of facet values. */
  values: readonly number[];
}

/** Packs the columns of a document. */
export function encodeColumns(columns: ColumnValues): Buffer {
  const writer = new ByteWriter(48);
  writer.number(Math.max(0, Math.floor(columns.publishedAt / 1000)));
  writer.number(columns.year);
  writer.number(columns.downloads);
  writer.number(columns.quality);
  writer.number(columns.weight);
  for (const value of columns.values) writer.number(value);
  return writer.buffer();
}

/** A row of the index's document table, as far as columns go. */
export interface ColumnRow {
  doc: number;
  live: boolean;
  columns: Buffer;
}
