import { ByteReader, ByteWriter } from './byte-writer.js';
import { impact } from './scoring.js';

/** The words of a document in reading order, as numbers of terms: for phrases, nearness and places. */
export interface ForwardDocument {
  title: number[];
  keywords: number[];
  labels: number[];
  annotation: number[];
  passages: { file: number; ordinal: number; terms: number[] }[];
}

/** Parts of a document beside its passages, in the order in which they are packed. */
export const CARD_FIELDS = ['title', 'keywords', 'labels', 'annotation'] as const;

/** Packs a document into bytes: lengths, then term numbers. */
export function encodeForward(document: ForwardDocument): Buffer {
  const writer = new ByteWriter(1024);
  const sequence = (terms: readonly number[]): void => {
    writer.number(terms.length);
    for (const term of terms) writer.number(term);
  };
  for (const field of CARD_FIELDS) sequence(document[field]);
  for (const passage of document.passages) {
    writer.number(passage.file);
    writer.number(passage.ordinal);
    sequence(passage.terms);
  }
  return writer.buffer();
}

/** Unpacks what `encodeForward` packed. */
export function decodeForward(bytes: Buffer): ForwardDocument {
  const reader = new ByteReader(bytes);
  const sequence = (): number[] => {
    const terms = new Array<number>(reader.number());
    for (let index = 0; index < terms.length; index += 1) terms[index] = reader.number();
    return terms;
  };
  const [title, keywords, labels, annotation] = [sequence(), sequence(), sequence(), sequence()];
  const passages: ForwardDocument['passages'] = [];
  while (!reader.done) passages.push({ file: reader.number(), ordinal: reader.number(), terms: sequence() });
  return { title, keywords, labels, annotation, passages };
}

/** Counts terms of one sequence after the other without making a map for each. */
class TermCounter {
  #counts = new Uint32Array(1024);

  /** Calls back once for each different term. */
  each(terms: readonly number[], visit: (term: number, count: number) => void): void {
    for (const term of terms) {
      if (term >= this.#counts.length) {
        const larger = new Uint32Array(Math.max(term + 1, this.#counts.length * 2));
        larger.set(this.#counts);
        this.#counts = larger;
      }
      this.#counts[term]! += 1;
    }
    for (const term of terms) {
      const count = this.#counts[term]!;
      if (count === 0) continue;
      this.#counts[term] = 0;
      visit(term, count);
    }
  }
}

const counter = new TermCounter();

/** For each term of a document how much it says: its fields together, of the passages only the best one. */
export function documentImpacts(document: ForwardDocument): Map<number, number> {
  const best = new Map<number, number>();
  for (const { terms } of document.passages)
    counter.each(terms, (term, count) => {
      const value = impact('passage', count, terms.length);
      if (value > (best.get(term) ?? 0)) best.set(term, value);
    });
  for (const field of CARD_FIELDS) {
    const terms = document[field];
    counter.each(terms, (term, count) =>
      best.set(term, (best.get(term) ?? 0) + impact(field, count, terms.length)),
    );
  }
  return best;
}
