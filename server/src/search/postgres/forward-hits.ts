import type { ForwardDocument } from './forward.js';

/** Where the terms that were asked for stand in a sequence of words. */
export interface SequenceHits {
  /** Words of the sequence. */
  readonly length: number;
  /** Places, ascending. */
  readonly places: readonly number[];
  /** Numbers of the terms at these places. */
  readonly terms: readonly number[];
}

/** A document as far as a query is concerned. */
export interface ForwardHits extends Record<Exclude<keyof ForwardDocument, 'passages'>, SequenceHits> {
  /** Passages with a term that was asked for. */
  readonly passages: readonly {
    readonly file: number;
    readonly ordinal: number;
    readonly words: SequenceHits;
  }[];
}

/** Finds terms in packed documents without unpacking the rest: most words of a document are not asked for. */
export class ForwardScanner {
  readonly #asked: Uint8Array;
  #bytes: Uint8Array = new Uint8Array(0);
  #position = 0;

  /** @param terms numbers of the terms that are looked for */
  constructor(terms: Iterable<number>) {
    const numbers = [...terms];
    this.#asked = new Uint8Array(Math.max(0, ...numbers) + 1);
    for (const number of numbers) this.#asked[number] = 1;
  }

  /** Looks through a document that `encodeForward` packed. */
  scan(bytes: Uint8Array): ForwardHits {
    this.#bytes = bytes;
    this.#position = 0;
    const [title, keywords, labels, annotation] = [
      this.#sequence(),
      this.#sequence(),
      this.#sequence(),
      this.#sequence(),
    ];
    const passages: ForwardHits['passages'][number][] = [];
    while (this.#position < bytes.length) {
      const file = this.#number();
      const ordinal = this.#number();
      const words = this.#sequence();
      if (words.places.length > 0) passages.push({ file, ordinal, words });
    }
    return { title, keywords, labels, annotation, passages };
  }

  #sequence(): SequenceHits {
    const length = this.#number();
    const asked = this.#asked;
    const bytes = this.#bytes;
    const places: number[] = [];
    const terms: number[] = [];
    let position = this.#position;
    for (let place = 0; place < length; place += 1) {
      // a number as ByteReader reads it, here without a call for each
      let byte = bytes[position++]!;
      let term = byte & 0x7f;
      for (let shift = 7; byte >= 0x80; shift += 7) {
        byte = bytes[position++]!;
        term |= (byte & 0x7f) << shift;
      }
      if (asked[term] !== 1) continue;
      places.push(place);
      terms.push(term);
    }
    this.#position = position;
    return { length, places, terms };
  }

  #number(): number {
    let byte = this.#bytes[this.#position++]!;
    let value = byte & 0x7f;
    for (let shift = 7; byte >= 0x80; shift += 7) {
      byte = this.#bytes[this.#position++]!;
      value |= (byte & 0x7f) << shift;
    }
    return value;
  }
}
