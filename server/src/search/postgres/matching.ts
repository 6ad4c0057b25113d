import type { DocumentColumns } from './columns.js';
import { IMPACT_STEP, type Posting } from './posting.js';
import { rarity } from './scoring.js';

/** One thing asked for, as postings: the term itself first, then what may stand for it. */
export interface TermGroup {
  options: { posting: Posting; weight: number }[];
  /** How rare the thing is. */
  rarity: number;
}

/**
 * A document must have this share of what the best document has of the query: of two words both, of three two;
 * a long question is content with less.
 */
const COVERAGE = 0.45;
const COVERAGE_OF_QUESTION = 0.35;
const SHORT_QUERY = 3;

/** Builds a group; the rarity is that of the term, or of its commonest stand-in where nothing has the term. */
export function termGroup(options: TermGroup['options'], documents: number): TermGroup {
  const own = options[0]?.posting.documents.length ?? 0;
  const most = Math.max(0, ...options.map((option) => option.posting.documents.length));
  return { options, rarity: rarity(documents, own > 0 ? own : most) };
}

/** Adds up scores for all documents of a generation; its arrays are used again by the next query. */
export class Matcher {
  score = new Float32Array(0);
  cover = new Float32Array(0);
  /** What a document must cover of the query last matched, in rarities added up. */
  needed = 0;
  #group = new Float32Array(0);
  #coverGroup = new Float32Array(0);
  /** Documents with a score, the first `#count` entries. */
  #touched = new Uint32Array(0);
  #found = new Uint32Array(0);
  #count = 0;

  constructor(private readonly columns: DocumentColumns) {}

  /** The documents that match well enough, in no order; they and their scores in `score` are valid until the next call. */
  match(
    groups: readonly TermGroup[],
    excluded: readonly Posting[],
    coverage = groups.length <= SHORT_QUERY ? COVERAGE : COVERAGE_OF_QUESTION,
  ): Uint32Array {
    this.#clear();
    const { live, size, quality } = this.columns;
    const { score, cover } = this;
    const all = groups.reduce((sum, group) => sum + group.rarity, 0);
    for (const group of groups) this.#add(group);
    for (const { documents } of excluded) for (const doc of documents) if (doc < size) cover[doc] = 0;
    const [touched, count] = [this.#touched, this.#count];
    let best = 0;
    for (let at = 0; at < count; at += 1) {
      const doc = touched[at]!;
      if (live[doc] === 1 && cover[doc]! > best) best = cover[doc]!;
    }
    const least = Math.max(best * coverage, Number.MIN_VALUE);
    this.needed = least;
    const found = this.#found;
    let length = 0;
    for (let at = 0; at < count; at += 1) {
      const doc = touched[at]!;
      const covered = cover[doc]!;
      if (covered < least || live[doc] !== 1) continue;
      score[doc]! *= Math.sqrt(covered / all) * (1 + quality[doc]! * 0.01);
      found[length++] = doc;
    }
    return found.subarray(0, length);
  }

  #add(group: TermGroup): void {
    if (group.options.length === 1) return this.#addTerm(group);
    const { score, cover } = this;
    const [best, bestCover] = [this.#group, this.#coverGroup];
    const { size } = this.columns;
    const touched = this.#touched;
    let count = this.#count;
    const seen: number[] = [];
    for (const { posting, weight } of group.options) {
      const { documents, impacts } = posting;
      const factor = group.rarity * weight * IMPACT_STEP;
      const covered = group.rarity * (weight === 1 ? 1 : 0.5 + weight / 2);
      for (let index = 0; index < documents.length; index += 1) {
        const doc = documents[index]!;
        if (doc >= size) continue;
        const value = impacts[index]! * factor;
        if (cover[doc] === 0) touched[count++] = doc;
        if (bestCover[doc] === 0) seen.push(doc);
        if (value > best[doc]!) {
          score[doc]! += value - best[doc]!;
          best[doc] = value;
        }
        if (covered > bestCover[doc]!) {
          cover[doc]! += covered - bestCover[doc]!;
          bestCover[doc] = covered;
        }
      }
    }
    for (const doc of seen) {
      best[doc] = 0;
      bestCover[doc] = 0;
    }
    this.#count = count;
  }

  /** The common case, which must be fast: every document of the posting once. */
  #addTerm({ options, rarity: covered }: TermGroup): void {
    const { score, cover } = this;
    const { size } = this.columns;
    const { documents, impacts } = options[0]!.posting;
    const factor = covered * options[0]!.weight * IMPACT_STEP;
    const touched = this.#touched;
    let count = this.#count;
    for (let index = 0; index < documents.length; index += 1) {
      const doc = documents[index]!;
      if (doc >= size) continue;
      if (cover[doc] === 0) touched[count++] = doc;
      score[doc]! += impacts[index]! * factor;
      cover[doc]! += covered;
    }
    this.#count = count;
  }

  #clear(): void {
    const { score, cover } = this;
    const [touched, count] = [this.#touched, this.#count];
    if (count * 4 > score.length) {
      score.fill(0);
      cover.fill(0);
    } else
      for (let at = 0; at < count; at += 1) {
        const doc = touched[at]!;
        score[doc] = 0;
        cover[doc] = 0;
      }
    this.#count = 0;
    if (score.length >= this.columns.size) return;
    const capacity = Math.ceil(this.columns.size * 1.2);
    this.score = new Float32Array(capacity);
    this.cover = new Float32Array(capacity);
    this.#group = new Float32Array(capacity);
    this.#coverGroup = new Float32Array(capacity);
    this.#touched = new Uint32Array(capacity);
    this.#found = new Uint32Array(capacity);
  }
}
