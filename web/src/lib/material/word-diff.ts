/** A run of words that the other text has too, or has not. */
export interface Run {
  changed: boolean;
  text: string;
}

/** Two texts side by side: in the earlier one the changed runs are removed, in the later one they are new. */
export interface Sides {
  before: Run[];
  after: Run[];
}

/** Size of the table beyond which two texts are shown as wholly different: it grows with their product. */
const MOST = 4_000_000;

/** Words, and signs between them one by one, each with the space after it. */
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+\s*|\S\s*|\s+/gu) ?? [];

/** Where two texts differ, word by word; how they are spaced is not told. */
export function wordDiff(before: string, after: string): Sides {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  const same = (i: number, j: number) => a[i]!.trimEnd() === b[j]!.trimEnd();
  let start = 0;
  while (start < a.length && start < b.length && same(start, start)) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && same(a.length - 1 - end, b.length - 1 - end)) end++;
  const kept = new Map<number, number>();
  for (let at = 0; at < start; at++) kept.set(at, at);
  for (let at = 1; at <= end; at++) kept.set(a.length - at, b.length - at);
  const middle = [a.slice(start, a.length - end), b.slice(start, b.length - end)] as const;
  for (const [i, j] of common(...middle)) kept.set(start + i, start + j);
  const keptAfter = new Set(kept.values());
  return { before: runs(a, (at) => !kept.has(at)), after: runs(b, (at) => !keptAfter.has(at)) };
}

/** Which values of a list the other has not. */
export function listDiff(before: readonly string[], after: readonly string[]): Sides {
  const side = (values: readonly string[], others: readonly string[]) =>
    values.map((text) => ({ changed: !others.includes(text), text }));
  return { before: side(before, after), after: side(after, before) };
}

/** Places of the longest words in common, in order. */
function common(a: readonly string[], b: readonly string[]): [number, number][] {
  const width = b.length + 1;
  if ((a.length + 1) * width > MOST) return [];
  const same = (i: number, j: number) => a[i]!.trimEnd() === b[j]!.trimEnd();
  /** How many words the rests from i and j on have in common. */
  const length = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      length[i * width + j] = same(i, j)
        ? length[(i + 1) * width + j + 1]! + 1
        : Math.max(length[(i + 1) * width + j]!, length[i * width + j + 1]!);
  const places: [number, number][] = [];
  for (let [i, j] = [0, 0]; i < a.length && j < b.length;) {
    if (same(i, j)) places.push([i++, j++]);
    else if (length[(i + 1) * width + j]! >= length[i * width + j + 1]!) i++;
    else j++;
  }
  return places;
}

/** Neighbouring words of one kind joined. */
function runs(words: readonly string[], isChanged: (at: number) => boolean): Run[] {
  const joined: Run[] = [];
  for (const [at, text] of words.entries()) {
    const changed = isChanged(at);
    const last = joined.at(-1);
    if (last?.changed === changed) last.text += text;
    else joined.push({ changed, text });
  }
  return joined;
}
