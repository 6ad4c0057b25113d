import type { ForwardDocument } from './forward.js';
import { impact } from './scoring.js';

/** A term of the query as a number, with its rarity; its stand-ins count as itself, but less. */
export interface QueryNumber {
  number: number;
  rarity: number;
  weight: number;
  /** Place of the term in the query; stand-ins share it. */
  position: number;
}

/** How near, in words, two neighbours of the query must stand to earn something. */
const NEAR = 3;
const NEAR_SHARE = 0.3;
/** What a document loses when its matching words are scattered over many passages. */
const SCATTER_SHARE = 0.5;

export interface PassageScore {
  /** Index into the document's passages. */
  index: number;
  score: number;
}

/** Scores the passages of a document, best first; passages without a term of the query are left out. */
export function scorePassages(
  document: ForwardDocument,
  query: ReadonlyMap<number, QueryNumber>,
): PassageScore[] {
  const scores: PassageScore[] = [];
  document.passages.forEach(({ terms }, index) => {
    const score = sequenceScore(terms, query);
    if (score > 0) scores.push({ index, score });
  });
  return scores.sort((a, b) => b.score - a.score || a.index - b.index);
}

/** What nearness in the card and concentration in one passage add to the first score; may be negative. */
export function adjustment(
  document: ForwardDocument,
  passages: readonly PassageScore[],
  query: ReadonlyMap<number, QueryNumber>,
): number {
  const best = passages[0];
  const together = best ? bare(document.passages[best.index]!.terms, query) : new Map<number, number>();
  const scattered = new Map<number, number>();
  for (const { index } of passages)
    for (const [position, value] of bare(document.passages[index]!.terms, query))
      scattered.set(position, Math.max(value, scattered.get(position) ?? 0));
  let loss = 0;
  for (const [position, value] of scattered) loss += value - (together.get(position) ?? 0);
  const title = nearness(document.title, query);
  const body = best ? nearness(document.passages[best.index]!.terms, query) : 0;
  return Math.max(title, nearness(document.annotation, query), body) - loss * SCATTER_SHARE;
}

/** True when the terms follow one another somewhere in the document. */
export function hasPhrase(document: ForwardDocument, phrase: readonly number[]): boolean {
  const within = (terms: readonly number[]): boolean => {
    for (let start = terms.indexOf(phrase[0]!); start >= 0; start = terms.indexOf(phrase[0]!, start + 1))
      if (phrase.every((term, offset) => terms[start + offset] === term)) return true;
    return false;
  };
  return (
    within(document.title) ||
    within(document.keywords) ||
    within(document.labels) ||
    within(document.annotation) ||
    document.passages.some((passage) => within(passage.terms))
  );
}

function sequenceScore(terms: readonly number[], query: ReadonlyMap<number, QueryNumber>): number {
  let score = 0;
  for (const value of bare(terms, query).values()) score += value;
  return score === 0 ? 0 : score + nearness(terms, query);
}

/** For each place of the query the most that a sequence says about it. */
function bare(terms: readonly number[], query: ReadonlyMap<number, QueryNumber>): Map<number, number> {
  const counts = new Map<QueryNumber, number>();
  for (const term of terms) {
    const asked = query.get(term);
    if (asked) counts.set(asked, (counts.get(asked) ?? 0) + 1);
  }
  const values = new Map<number, number>();
  for (const [asked, count] of counts) {
    const value = impact('passage', count, terms.length) * asked.rarity * asked.weight;
    values.set(asked.position, Math.max(value, values.get(asked.position) ?? 0));
  }
  return values;
}

/** What neighbours of the query earn by standing near each other; the order of the query earns double. */
function nearness(terms: readonly number[], query: ReadonlyMap<number, QueryNumber>): number {
  const best = new Map<number, number>();
  const last = new Map<number, { at: number; asked: QueryNumber }>();
  for (let at = 0; at < terms.length; at += 1) {
    const asked = query.get(terms[at]!);
    if (!asked) continue;
    last.set(asked.position, { at, asked });
    for (const step of [-1, 1]) {
      const other = last.get(asked.position + step);
      const distance = other ? at - other.at : 0;
      if (!other || distance > NEAR) continue;
      const value =
        (Math.min(asked.rarity * asked.weight, other.asked.rarity * other.asked.weight) *
          NEAR_SHARE *
          (step === -1 ? 1 : 0.5)) /
        distance;
      const pair = Math.min(asked.position, asked.position + step);
      if (value > (best.get(pair) ?? 0)) best.set(pair, value);
    }
  }
  let sum = 0;
  for (const value of best.values()) sum += value;
  return sum;
}
