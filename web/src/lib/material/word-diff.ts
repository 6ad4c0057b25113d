/** A run of words that both texts have, or one of them. */
export interface Run {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/** Words beyond which two texts are shown as wholly different: the table of a comparison grows with their product. */
const MOST = 4_000_000;

const wordsOf = (text: string): string[] => text.match(/\S+\s*/g) ?? [];

/** Where two texts differ, word by word: what is removed stands before what is added in its place. */
export function wordDiff(before: string, after: string): Run[] {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  const same = (i: number, j: number) => a[i]!.trimEnd() === b[j]!.trimEnd();
  let start = 0;
  while (start < a.length && start < b.length && same(start, start)) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && same(a.length - 1 - end, b.length - 1 - end))
    end++;
  const runs: Run[] = [];
  const push = (kind: Run['kind'], text: string) => {
    const last = runs.at(-1);
    if (last?.kind === kind) last.text += text;
    else if (text) runs.push({ kind, text });
  };
  push('same', b.slice(0, start).join(''));
  for (const { kind, text } of middle(a.slice(start, a.length - end), b.slice(start, b.length - end)))
    push(kind, text);
  push('same', b.slice(b.length - end).join(''));
  return runs;
}

/** The longest words in common, in order; what lies between them is removed or added. */
function middle(a: readonly string[], b: readonly string[]): Run[] {
  const width = b.length + 1;
  if ((a.length + 1) * width > MOST)
    return [
      { kind: 'removed', text: a.join('') },
      { kind: 'added', text: b.join('') },
    ];
  const same = (i: number, j: number) => a[i]!.trimEnd() === b[j]!.trimEnd();
  /** Length of the longest common part of the rests from i and j on. */
  const common = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] = same(i, j)
        ? common[(i + 1) * width + j + 1]! + 1
        : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
  const runs: Run[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && same(i, j)) {
      runs.push({ kind: 'same', text: b[j]! });
      i++;
      j++;
    } else if (i < a.length && (j >= b.length || common[(i + 1) * width + j]! >= common[i * width + j + 1]!))
      runs.push({ kind: 'removed', text: a[i++]! });
    else runs.push({ kind: 'added', text: b[j++]! });
  }
  return runs;
}

/** Which values of a list both have, or one of them: in the order of the earlier one, new ones last. */
export function listDiff(before: readonly string[], after: readonly string[]): Run[] {
  return [
    ...before.map((text): Run => ({ kind: after.includes(text) ? 'same' : 'removed', text })),
    ...after.filter((text) => !before.includes(text)).map((text): Run => ({ kind: 'added', text })),
  ];
}
