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

const CARD_FIELDS = ['title', 'keywords', 'labels', 'annotation'] as const;

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

/** For each term of a document how much it says: its fields together, of the passages only the best one. */
export function documentImpacts(document: ForwardDocument): Map<number, number> {
  const total = new Map<number, number>();
  for (const field of CARD_FIELDS) {
    const terms = document[field];
    for (const [term, count] of counts(terms))
      total.set(term, (total.get(term) ?? 0) + impact(field, count, terms.length));
  }
  const best = new Map<number, number>();
  for (const { terms } of document.passages) {
    for (const [term, count] of counts(terms)) {
      const value = impact('passage', count, terms.length);
      if (value > (best.get(term) ?? 0)) best.set(term, value);
    }
  }
  for (const [term, value] of best) total.set(term, (total.get(term) ?? 0) + value);
  return total;
}

function counts(terms: readonly number[]): Map<number, number> {
  const found = new Map<number, number>();
  for (const term of terms) found.set(term, (found.get(term) ?? 0) + 1);
  return found;
}
