/** A set of documents, a bit for each number: 12.5 KB for 100,000 documents, whatever it holds. */
export type DocumentSet = Uint32Array;

/** The set of some documents. */
export function setOf(documents: ArrayLike<number>, size: number): DocumentSet {
  const set = emptySet(size);
  for (let index = 0; index < documents.length; index += 1) add(set, documents[index]!);
  return set;
}

/** A set without members that has room for numbers below `size`. */
export function emptySet(size: number): DocumentSet {
  return new Uint32Array((size + 31) >>> 5);
}

/** Puts a document into a set. */
export function add(set: DocumentSet, document: number): void {
  set[document >>> 5]! |= 1 << (document & 31);
}

/** Whether a document is in a set. */
export function has(set: DocumentSet, document: number): boolean {
  return (set[document >>> 5]! & (1 << (document & 31))) !== 0;
}

/** What is in all of the sets, and not in `without`. */
export function allOf(sets: readonly DocumentSet[], without?: DocumentSet): DocumentSet {
  const [first, ...others] = sets;
  const result = first!.slice();
  for (const other of others) for (let at = 0; at < result.length; at += 1) result[at]! &= other[at]!;
  if (without) for (let at = 0; at < result.length; at += 1) result[at]! &= ~without[at]!;
  return result;
}

/** What is in any of the sets. */
export function anyOf(sets: readonly DocumentSet[], size: number): DocumentSet {
  const result = emptySet(size);
  for (const set of sets) for (let at = 0; at < result.length; at += 1) result[at]! |= set[at]!;
  return result;
}

/** Those of some documents that are in a set, in their order. */
export function within(documents: Uint32Array, set: DocumentSet): Uint32Array {
  const found = new Uint32Array(documents.length);
  let count = 0;
  for (let index = 0; index < documents.length; index += 1)
    if (has(set, documents[index]!)) found[count++] = documents[index]!;
  return found.subarray(0, count);
}

/** The members in ascending order. */
export function membersOf(set: DocumentSet): Uint32Array {
  const members = new Uint32Array(sizeOf(set));
  let count = 0;
  for (let at = 0; at < set.length; at += 1)
    for (let rest = set[at]!; rest !== 0; rest &= rest - 1)
      members[count++] = (at << 5) | (31 - Math.clz32(rest & -rest));
  return members;
}

/** How many members a set has. */
function sizeOf(set: DocumentSet): number {
  let size = 0;
  for (let at = 0; at < set.length; at += 1) {
    // bits added up in pairs, fours and bytes
    let word = set[at]!;
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    size += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return size;
}
