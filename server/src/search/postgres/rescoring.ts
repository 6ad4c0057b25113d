import type { ForwardHits, SequenceHits } from './forward-hits.js';
import { CARD_FIELDS } from './forward.js';
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
  /** Index into the document's passages with hits. */
  index: number;
  score: number;
  /** For each place of the query the most that the passage says about it. */
  values: ReadonlyMap<number, number>;
  /** What neighbours of the query earn in it. */
  near: number;
}

/** Scores the passages of a document, best first. */
export function scorePassages(
  { passages }: ForwardHits,
  query: ReadonlyMap<number, QueryNumber>,
): PassageScore[] {
  return passages
    .map(({ words }, index) => {
      const values = bare(words, query);
      const near = nearness(words, query);
      let score = near;
      for (const value of values.values()) score += value;
      return { index, score, values, near };
    })
    .sort((a, b) => b.score - a.score || a.index - b.index);
}

/** What nearness in the card and concentration in one passage add to the first score; may be negative. */
export function adjustment(
  document: ForwardHits,
  passages: readonly PassageScore[],
  query: ReadonlyMap<number, QueryNumber>,
): number {
  const best = passages[0];
  const scattered = new Map<number, number>();
  for (const { values } of passages)
    for (const [position, value] of values)
      if (value > (scattered.get(position) ?? 0)) scattered.set(position, value);
  let loss = 0;
  for (const [position, value] of scattered) loss += value - (best?.values.get(position) ?? 0);
  const card = Math.max(nearness(document.title, query), nearness(document.annotation, query));
  return Math.max(card, best?.near ?? 0) - loss * SCATTER_SHARE;
}

/** For each term that was asked for how much a document says about it, as `documentImpacts` tells of all its terms. */
export function hitImpacts(document: ForwardHits): Map<number, number> {
  const best = new Map<number, number>();
  for (const { words } of document.passages)
    for (const [term, count] of countTerms(words)) {
      const value = impact('passage', count, words.length);
      if (value > (best.get(term) ?? 0)) best.set(term, value);
    }
  for (const field of CARD_FIELDS)
    for (const [term, count] of countTerms(document[field]))
      best.set(term, (best.get(term) ?? 0) + impact(field, count, document[field].length));
  return best;
}

/** True when the terms follow one another somewhere in the document. */
export function hasPhrase(document: ForwardHits, phrase: readonly number[]): boolean {
  const within = ({ places, terms }: SequenceHits): boolean =>
    places.some((place, start) =>
      phrase.every(
        (term, offset) => terms[start + offset] === term && places[start + offset] === place + offset,
      ),
    );
  return (
    within(document.title) ||
    within(document.keywords) ||
    within(document.labels) ||
    within(document.annotation) ||
    document.passages.some(({ words }) => within(words))
  );
}

function countTerms({ terms }: SequenceHits): Map<number, number> {
  const counts = new Map<number, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

/** For each place of the query the most that a sequence says about it. */
function bare(words: SequenceHits, query: ReadonlyMap<number, QueryNumber>): Map<number, number> {
  const values = new Map<number, number>();
  for (const [term, count] of countTerms(words)) {
    const asked = query.get(term);
    if (!asked) continue;
    const value = impact('passage', count, words.length) * asked.rarity * asked.weight;
    if (value > (values.get(asked.position) ?? 0)) values.set(asked.position, value);
  }
  return values;
}

/** What neighbours of the query earn by standing near each other; the order of the query earns double. */
function nearness({ places, terms }: SequenceHits, query: ReadonlyMap<number, QueryNumber>): number {
  if (terms.length < 2) return 0;
  const best = new Map<number, number>();
  const last = new Map<number, { at: number; asked: QueryNumber }>();
  terms.forEach((term, index) => {
    const asked = query.get(term);
    if (!asked) return;
    const at = places[index]!;
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
  });
  let sum = 0;
  for (const value of best.values()) sum += value;
  return sum;
}
