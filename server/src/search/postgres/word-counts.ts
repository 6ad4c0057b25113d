import type pg from 'pg';
import type { VocabularyWord } from '../analysis/vocabulary.js';
import { ByteReader, ByteWriter } from './byte-writer.js';
import { insertRows } from './insert-rows.js';

/** A word of the vocabulary under its number. */
export interface CountedWord extends VocabularyWord {
  number: number;
}

/** Packs the numbers of the different words of a document. */
export function encodeWords(numbers: number[]): Buffer {
  const writer = new ByteWriter(64);
  let last = 0;
  for (const number of numbers.sort((a, b) => a - b)) {
    writer.number(number - last);
    last = number;
  }
  return writer.buffer();
}

/**
 * Counts in how many of a generation's documents each word stands, down as well as up: a word that only a hidden
 * material has must not be offered to anybody.
 */
export class WordCounts {
  /** Documents that words have lost since the last write, by number. */
  readonly #lost = new Map<number, number>();

  constructor(
    private readonly client: pg.ClientBase,
    /** In quotes. */
    private readonly schema: string,
  ) {}

  /** Remembers the words of new documents. */
  async keep(rows: readonly (readonly [doc: number, words: Buffer])[]): Promise<void> {
    await insertRows(this.client, `insert into ${this.schema}.spelling (doc, words)`, ['int', 'bytea'], rows);
  }

  /** Takes away what documents that leave have counted. */
  async release(docs: readonly number[]): Promise<void> {
    const { rows } = await this.client.query<{ words: Buffer }>(
      `delete from ${this.schema}.spelling where doc = any($1) returning words`,
      [docs],
    );
    for (const { words } of rows) {
      const reader = new ByteReader(words);
      for (let number = 0; !reader.done;) {
        number += reader.number();
        this.#lost.set(number, (this.#lost.get(number) ?? 0) + 1);
      }
    }
  }

  /** Writes the counts: what came with the words of a segment, less what was released. */
  async write(gained: readonly CountedWord[], change: number): Promise<void> {
    const changed: unknown[][] = [];
    for (const { number, word, term, documents } of gained) {
      const difference = documents - (this.#lost.get(number) ?? 0);
      this.#lost.delete(number);
      if (difference !== 0) changed.push([number, word, term, difference, change]);
    }
    await insertRows(
      this.client,
      `insert into ${this.schema}.word (id, word, term, documents, change)`,
      ['int', 'text', 'text', 'int', 'bigint'],
      changed,
      `on conflict (id) do update
       set documents = ${this.schema}.word.documents + excluded.documents, change = excluded.change`,
    );
    if (this.#lost.size === 0) return;
    await this.client.query(
      `update ${this.schema}.word set documents = documents - lost.count, change = $3
       from unnest($1::int[], $2::int[]) as lost (id, count) where word.id = lost.id`,
      [[...this.#lost.keys()], [...this.#lost.values()], change],
    );
    this.#lost.clear();
  }
}
