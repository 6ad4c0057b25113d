import { has, setOf } from './document-set.js';

/**
 * The first `count` documents by a key, greatest first (or least, with `ascending`); equal keys keep the higher
 * number, the newer one.
 */
export function topBy(
  documents: ArrayLike<number>,
  count: number,
  keys: ArrayLike<number>,
  ascending = false,
): number[] {
  const sign = ascending ? -1 : 1;
  const room = Math.min(count, documents.length);
  if (room === 0) return [];
  // a heap of the best so far, the worst of them at its root: nearly every document fails against the root alone
  const docs = new Uint32Array(room);
  const values = new Float64Array(room);
  let size = 0;
  for (let at = 0; at < documents.length; at += 1) {
    const doc = documents[at]!;
    const value = keys[doc]! * sign;
    if (size < room) {
      rise(docs, values, size, doc, value);
      size += 1;
    } else if (isWorse(values[0]!, docs[0]!, value, doc)) sink(docs, values, size, doc, value);
  }
  const ranked = Array.from(docs.keys());
  ranked.sort((a, b) => values[b]! - values[a]! || docs[b]! - docs[a]!);
  return ranked.map((at) => docs[at]!);
}

/** The first `count` of some documents in an order that is known for all. */
export function firstOf(
  order: ArrayLike<number>,
  documents: ArrayLike<number>,
  size: number,
  count: number,
): number[] {
  const wanted = setOf(documents, size);
  const found: number[] = [];
  for (let at = 0; at < order.length && found.length < count; at += 1)
    if (has(wanted, order[at]!)) found.push(order[at]!);
  return found;
}

/** Puts an entry in at the end and lets it rise to its place. */
function rise(docs: Uint32Array, values: Float64Array, end: number, doc: number, value: number): void {
  let at = end;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isWorse(value, doc, values[parent]!, docs[parent]!)) break;
    docs[at] = docs[parent]!;
    values[at] = values[parent]!;
    at = parent;
  }
  docs[at] = doc;
  values[at] = value;
}

/** Puts an entry in at the root, in place of the worst, and lets it sink to its place. */
function sink(docs: Uint32Array, values: Float64Array, size: number, doc: number, value: number): void {
  let at = 0;
  for (;;) {
    let child = at * 2 + 1;
    if (child >= size) break;
    const right = child + 1;
    if (right < size && isWorse(values[right]!, docs[right]!, values[child]!, docs[child]!)) child = right;
    if (!isWorse(values[child]!, docs[child]!, value, doc)) break;
    docs[at] = docs[child]!;
    values[at] = values[child]!;
    at = child;
  }
  docs[at] = doc;
  values[at] = value;
}

function isWorse(value: number, doc: number, other: number, otherDoc: number): boolean {
  return value < other || (value === other && doc < otherDoc);
}
