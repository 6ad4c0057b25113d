/** A stretch of a text, from `start` up to `end`, in UTF-16 units. */
export interface Stretch {
  start: number;
  end: number;
}

/** Endings of Russian nouns, adjectives and participles, the longest first by where they begin. */
const ENDING =
  /(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|иях|ией|иям|ием|ых|их|ым|им|ов|ев|ей|ой|ий|ый|ая|яя|ое|ее|ие|ые|ах|ях|ам|ям|ом|ем|ую|юю|ия|ию|ии|ья|ье|ью|ю|я|а|о|у|е|и|ы|ь|й)$/;
/** A word; one that a line end has cut («дости-\nжений») counts as one. */
const WORD =
  /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}\u00AD]*[\p{L}\p{N}\p{M}])?(?:[-\u00AD\u2010][ \t]*\n[ \t]*\p{Ll}[\p{L}\p{M}\u00AD]*)?/gu;
const LINE_END = /[-\u00AD\u2010][ \t]*\n[ \t]*/;
/** Shorter words are in every text. */
const SHORTEST = 3;
const LETTERS = /[\p{L}\p{N}\p{M}]+/gu;

const fold = (word: string): string =>
  word
    .normalize('NFD')
    .replace(/\u00AD|\u0300|\u0301/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е');

/** What the forms of a Russian word have in common, roughly: a sign for the eye, not the search itself. */
function stem(word: string): string {
  const folded = fold(word);
  const cut = folded.replace(ENDING, '');
  return cut.length >= SHORTEST ? cut : folded;
}

/**
 * The words of a query that are worth marking; those after a minus are not looked for.
 * @param words what the search found for them, where it is another word: corrected, of other roots, a synonym
 */
export function stemsOf({ query, words = '' }: { query: string; words?: string }): ReadonlySet<string> {
  const asked = `${query.replace(/(^|\s)-\S+/gu, '$1')} ${words}`;
  const worth = asked.match(LETTERS) ?? [];
  return new Set(worth.filter((word) => word.length >= SHORTEST).map(stem));
}

/** Words that the search has marked in a stretch of text and that nobody would know by the query alone. */
export function wordsBeside(query: string, segments: readonly { text: string; match: boolean }[]): string {
  const known = new Set(stemsOf({ query }));
  const beside: string[] = [];
  for (const { text, match } of segments) {
    for (const word of match ? (text.match(LETTERS) ?? []) : []) {
      if (word.length < SHORTEST || known.has(stem(word))) continue;
      known.add(stem(word));
      beside.push(word.toLowerCase());
    }
  }
  return beside.join(' ');
}

/** Where a text has forms of the words wanted; neighbours with a space between them are one stretch. */
export function findWords(text: string, stems: ReadonlySet<string>): Stretch[] {
  const found: Stretch[] = [];
  if (stems.size === 0) return found;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    for (const { start, end } of wanted(word, stems)) {
      const last = found.at(-1);
      const from = index + start;
      if (last && /^[ \u00A0]+$/.test(text.slice(last.end, from))) last.end = index + end;
      else found.push({ start: from, end: index + end });
    }
  }
  return found;
}

function wanted(word: string, stems: ReadonlySet<string>): Stretch[] {
  const whole = { start: 0, end: word.length };
  const cut = LINE_END.exec(word);
  if (stems.has(stem(word.replace(LINE_END, '')))) return [whole];
  if (!cut) return [];
  // not one word after all: «научно-\nметодический»
  const second = cut.index + cut[0].length;
  return [
    { start: 0, end: cut.index },
    { start: second, end: word.length },
  ].filter(({ start, end }) => stems.has(stem(word.slice(start, end))));
}

/** A text in stretches, those that have words of the query marked. */
export function markText(text: string, stems: ReadonlySet<string>): { text: string; match: boolean }[] {
  const segments: { text: string; match: boolean }[] = [];
  let end = 0;
  for (const stretch of findWords(text, stems)) {
    if (stretch.start > end) segments.push({ text: text.slice(end, stretch.start), match: false });
    segments.push({ text: text.slice(stretch.start, stretch.end), match: true });
    end = stretch.end;
  }
  if (end < text.length) segments.push({ text: text.slice(end), match: false });
  return segments;
}

const PIECE = /<[^>]*>|&[a-z0-9#]{1,10};|[^<&]+|&/gi;
/** Tags that stand inside a word as well as around it. */
const INLINE = /^<\/?(?:strong|em|u|s|sub|sup|a|span|b|i|code)\b/i;

/**
 * Marks words in HTML that the server has made safe; adds nothing but `<mark>` around text that is there.
 * A word may run over tags, as Word cuts it: `оцен<strong>ка</strong>`.
 */
export function markHtml(html: string, stems: ReadonlySet<string>): string {
  if (stems.size === 0) return html;
  const pieces = html.match(PIECE) ?? [];
  const isText = (piece: string): boolean => !piece.startsWith('<') && !piece.startsWith('&');
  const words = pieces.map((piece) => (isText(piece) ? piece : INLINE.test(piece) ? '' : '\n'));
  const found = findWords(words.join(''), stems);
  let at = 0;
  let next = 0;
  let marked = '';
  pieces.forEach((piece, index) => {
    const start = at;
    at += words[index]!.length;
    if (!isText(piece)) {
      marked += piece;
      return;
    }
    let done = 0;
    while (next < found.length && found[next]!.start < at) {
      const from = Math.max(found[next]!.start - start, 0);
      const to = Math.min(found[next]!.end - start, piece.length);
      if (to > from) marked += `${piece.slice(done, from)}<mark>${piece.slice(from, to)}</mark>`;
      done = Math.max(done, to);
      if (found[next]!.end > at) break;
      next += 1;
    }
    marked += piece.slice(done);
  });
  return marked;
}
