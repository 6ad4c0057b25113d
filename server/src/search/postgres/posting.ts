import { ByteReader, ByteWriter } from './byte-writer.js';

/** Which documents have a term, ascending, and how much it says about each (see `quantise`). */
export interface Posting {
  documents: Uint32Array;
  impacts: Uint8Array;
}

/** Steps of an impact: the strongest, 15.9, is several fields full of the term. */
const STEPS = 16;

/** Makes an impact fit one byte; 0 is never stored for a term that is there. */
export function quantise(impact: number): number {
  return Math.max(1, Math.min(255, Math.round(impact * STEPS)));
}

/** The impact that a byte stands for. */
export const IMPACT_STEP = 1 / STEPS;

/** Collects the posting of one term as bytes: gap to the previous document, then the impact. */
export class PostingWriter {
  readonly bytes = new ByteWriter(8);
  documents = 0;
  #last = 0;

  /** Documents must come in ascending order. */
  add(document: number, impact: number): void {
    this.bytes.number(document - this.#last);
    this.bytes.byte(impact);
    this.#last = document;
    this.documents += 1;
  }
}

/** Joins the pieces that the segments hold of one term; segments come in ascending order of documents. */
export function decodePosting(pieces: readonly { documents: number; data: Buffer }[]): Posting {
  const length = pieces.reduce((sum, piece) => sum + piece.documents, 0);
  const documents = new Uint32Array(length);
  const impacts = new Uint8Array(length);
  let index = 0;
  for (const piece of pieces) {
    const reader = new ByteReader(piece.data);
    let document = 0;
    while (!reader.done) {
      document += reader.number();
      documents[index] = document;
      impacts[index] = reader.byte();
      index += 1;
    }
  }
  return { documents, impacts };
}

/** The documents that have all the terms; the weakest impact counts. */
export function intersect(postings: readonly Posting[]): Posting {
  const [first, ...rest] = postings.toSorted((a, b) => a.documents.length - b.documents.length);
  if (!first) return { documents: new Uint32Array(0), impacts: new Uint8Array(0) };
  const documents: number[] = [];
  const impacts: number[] = [];
  const at = rest.map(() => 0);
  for (let index = 0; index < first.documents.length; index += 1) {
    const document = first.documents[index]!;
    let impact = first.impacts[index]!;
    const everywhere = rest.every((posting, which) => {
      let position = at[which]!;
      while (position < posting.documents.length && posting.documents[position]! < document) position += 1;
      at[which] = position;
      impact = Math.min(impact, posting.impacts[position] ?? 0);
      return posting.documents[position] === document;
    });
    if (!everywhere) continue;
    documents.push(document);
    impacts.push(impact);
  }
  return { documents: Uint32Array.from(documents), impacts: Uint8Array.from(impacts) };
}
