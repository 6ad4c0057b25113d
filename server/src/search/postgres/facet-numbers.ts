import type pg from 'pg';
import type { FacetValue, IndexDocument } from '../search-engine.js';
import { insertRows } from './insert-rows.js';

/** The numbers of a generation's facet values; writes new values and new names of known ones. */
export class FacetNumbers {
  readonly #known = new Map<string, { id: number; print: string }>();
  #next = 0;

  private constructor(
    private readonly client: pg.ClientBase,
    /** In quotes. */
    private readonly schema: string,
  ) {}

  /** Reads the values that the generation has. */
  static async open(client: pg.ClientBase, schema: string): Promise<FacetNumbers> {
    const numbers = new FacetNumbers(client, schema);
    const { rows } = await client.query<FacetValue & { id: number }>(
      `select id, field, value, label, parent, detail, aliases from ${schema}.facet_value`,
    );
    for (const { id, ...value } of rows) {
      numbers.#known.set(key(value), { id, print: fingerprint(value) });
      numbers.#next = Math.max(numbers.#next, id + 1);
    }
    return numbers;
  }

  /** The numbers of a document's values. */
  of({ facets }: IndexDocument): number[] {
    return [...new Set(facets.map((value) => this.#known.get(key(value))!.id))];
  }

  /** Writes what documents bring that is not known yet. */
  async write(documents: readonly IndexDocument[], change: number): Promise<void> {
    const changed = new Map<number, FacetValue>();
    for (const { facets } of documents) {
      for (const value of facets) {
        const known = this.#known.get(key(value));
        const print = fingerprint(value);
        if (known?.print === print) continue;
        const id = known?.id ?? this.#next++;
        this.#known.set(key(value), { id, print });
        changed.set(id, value);
      }
    }
    await insertRows(
      this.client,
      `insert into ${this.schema}.facet_value (id, field, value, label, parent, detail, aliases, change)`,
      ['int', 'text', 'text', 'text', 'text', 'text', 'jsonb', 'bigint'],
      [...changed].map(([id, { field, value, label, parent, detail, aliases }]) => [
        ...[id, field, value, label, parent ?? null, detail ?? null, JSON.stringify(aliases ?? []), change],
      ]),
      `on conflict (id) do update set label = excluded.label, parent = excluded.parent,
         detail = excluded.detail, aliases = excluded.aliases, change = excluded.change`,
    );
  }
}

function key({ field, value }: FacetValue): string {
  return `${field}:${value}`;
}

function fingerprint(value: FacetValue): string {
  return JSON.stringify([value.label, value.parent ?? null, value.detail ?? null, value.aliases ?? []]);
}
