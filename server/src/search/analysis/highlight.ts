import type { Analyser } from './analyser.js';
import { isStopWord } from './stop-words.js';
import { foldWord } from './normalise.js';
import { eachWord } from './tokens.js';

/** A piece of a text; `match` says that it is a word of the query. */
export interface Segment {
  text: string;
  match: boolean;
}

/** Terms to mark, each with what it is worth: 1 for a word that was asked for, less for one that stands for it. */
export type MarkedTerms = ReadonlyMap<string, number>;

/** A word of a text that is marked. */
interface MarkedWord {
  readonly start: number;
  readonly end: number;
  readonly term: string;
}

/** Marks the words of a text whose terms were asked for; marked neighbours become one piece. */
export function highlight(text: string, terms: MarkedTerms, analyser: Analyser): Segment[] {
  if (terms.size === 0 || text === '') return text === '' ? [] : [{ text, match: false }];
  return mark(text, matches(text, terms, analyser));
}

/** The stretch of a passage that has the most of the query, about `length` characters, cut between words. */
export function snippet(text: string, terms: MarkedTerms, analyser: Analyser, length = 260): Segment[] {
  const found = matches(text, terms, analyser);
  const start = found.length > 0 ? bestStart(text, found, terms, length) : 0;
  const end = wordEnd(text, start + length);
  const piece = text.slice(start, end);
  const inside = found
    .filter((token) => token.start >= start && token.end <= end)
    .map((token) => ({ ...token, start: token.start - start, end: token.end - start }));
  const segments = mark(piece.replace(/\s/gu, ' '), inside);
  if (start > 0) segments.unshift({ text: '…', match: false });
  if (end < text.length) segments.push({ text: '…', match: false });
  return join(segments);
}

function matches(text: string, terms: MarkedTerms, analyser: Analyser): MarkedWord[] {
  const found: MarkedWord[] = [];
  eachWord(text, (start, end) => {
    const written = text.slice(start, end);
    const term = analyser.termOfWritten(written);
    if (terms.has(term) && !isStopWord(foldWord(written))) found.push({ start, end, term });
  });
  return found;
}

/** Where the window whose different terms are worth the most begins, some words before the first of them. */
function bestStart(text: string, found: readonly MarkedWord[], terms: MarkedTerms, length: number): number {
  let best = found[0]!.start;
  let bestScore = -1;
  for (let first = 0; first < found.length; first += 1) {
    const from = found[first]!.start;
    const seen = new Set<string>();
    let score = 0;
    for (let index = first; index < found.length && found[index]!.end <= from + length - 40; index += 1) {
      const { term } = found[index]!;
      const worth = terms.get(term) ?? 0;
      score += seen.has(term) ? worth / 10 : worth;
      seen.add(term);
    }
    if (score > bestScore) {
      bestScore = score;
      best = from;
    }
  }
  if (text.length <= length) return 0;
  const wanted = Math.max(0, Math.min(best - 40, text.length - length));
  if (wanted === 0) return 0;
  const space = text.slice(wanted, best).search(/\s/u);
  return space < 0 ? best : wanted + space + 1;
}

function wordEnd(text: string, wanted: number): number {
  if (wanted >= text.length) return text.length;
  const before = text.slice(Math.max(0, wanted - 40), wanted);
  const space = Math.max(before.lastIndexOf(' '), before.lastIndexOf('\n'));
  return space < 0 ? wanted : wanted - before.length + space;
}

function mark(text: string, found: readonly MarkedWord[]): Segment[] {
  const segments: Segment[] = [];
  let end = 0;
  for (const token of found) {
    const between = text.slice(end, token.start);
    segments.push({ text: between, match: end > 0 && between.trim() === '' && segments.at(-1)!.match });
    segments.push({ text: text.slice(token.start, token.end), match: true });
    end = token.end;
  }
  segments.push({ text: text.slice(end), match: false });
  return join(segments);
}

function join(segments: readonly Segment[]): Segment[] {
  const joined: Segment[] = [];
  for (const segment of segments) {
    const last = joined.at(-1);
    if (segment.text === '') continue;
    if (last && last.match === segment.match) last.text += segment.text;
    else joined.push({ ...segment });
  }
  return joined;
}
