import type { Analyser } from './analyser.js';
import { repairLayout } from './layout.js';
import { normaliseText } from './normalise.js';
import { isStopWord } from './stop-words.js';
import type { Alternative, Synonyms } from './synonyms.js';
import { tokenise, words } from './tokens.js';
import type { Vocabulary } from './vocabulary.js';

/** Words beyond this number do not count: nobody asks that long, but somebody pastes a page. */
const MAX_WORDS = 32;

/** One thing asked for: the term, and what may stand for it. */
export interface QueryTerm {
  term: string;
  alternatives: Alternative[];
}

/** What was changed in a query before it was searched. */
export interface QueryCorrection {
  kind: 'SPELLING' | 'LAYOUT';
  original: string;
  corrected: string;
}

/** A query made ready for an engine. */
export interface AnalysedQuery {
  /** The query as searched: corrected, without operators. */
  text: string;
  terms: QueryTerm[];
  /** Terms that must follow one another: what stood in quotes. */
  phrases: string[][];
  /** Terms that a result must not have: what stood after a minus. */
  excluded: string[];
  corrections: QueryCorrection[];
  /** Expressions that widened the query, as a person writes them. */
  synonyms: string[];
}

/** What the analysis of a query leans on; both parts come from the library itself. */
export interface QueryKnowledge {
  analyser: Analyser;
  vocabulary: Vocabulary;
  synonyms: Synonyms;
}

const PHRASE = /"([^"]+)"|«([^»]+)»|“([^”]+)”|„([^“”]+)[“”]/gu;
/** A minus excludes only after a space, so that «план-конспект» stays a word. */
const EXCLUDED = /(?:^|\s)[-−–](?=[\p{L}\p{N}])([\p{L}\p{N}]+)/gu;

/**
 * Understands a query as typed. With `exact` nothing is repaired and nothing is widened.
 * Never fails: an empty or meaningless query has no terms.
 */
export function analyseQuery(typed: string, knowledge: QueryKnowledge, exact = false): AnalysedQuery {
  const { analyser, vocabulary } = knowledge;
  const corrections: QueryCorrection[] = [];
  let text = normaliseText(typed).trim();
  if (!exact) {
    const repaired = repairLayout(
      text,
      (word) => vocabulary.hasTerm(analyser.term(word)) || analyser.knows(word),
      (word) => vocabulary.hasTerm(analyser.term(word)),
    );
    if (repaired !== text) {
      corrections.push({ kind: 'LAYOUT', original: text, corrected: repaired });
      text = repaired;
    }
  }
  const excluded: string[] = [];
  text = text.replace(EXCLUDED, (_, word: string) => {
    excluded.push(...analyser.terms(word));
    return ' ';
  });
  if (!exact) text = correctSpelling(text, knowledge, corrections);
  const phrases = [...text.matchAll(PHRASE)]
    .map((match) => analyser.terms(match[1] ?? match[2] ?? match[3] ?? match[4] ?? ''))
    .filter((terms) => terms.length > 1);
  const all = words(text).slice(0, MAX_WORDS);
  const content = all.filter((word) => !isStopWord(word));
  const terms = (content.length > 0 ? content : all).map((word) => analyser.term(word));
  return {
    text: text.replace(/\s+/gu, ' ').trim(),
    ...widen(terms, exact ? null : knowledge.synonyms),
    phrases,
    excluded: [...new Set(excluded)].filter((term) => !terms.includes(term)),
    corrections,
  };
}

/** Replaces words that neither the library nor the dictionary has by the nearest word of the library. */
function correctSpelling(text: string, knowledge: QueryKnowledge, corrections: QueryCorrection[]): string {
  const { analyser, vocabulary } = knowledge;
  let result = '';
  let end = 0;
  for (const token of tokenise(text).slice(0, MAX_WORDS)) {
    if (isStopWord(token.word) || vocabulary.hasTerm(analyser.term(token.word))) continue;
    const corrected = vocabulary.nearest(token.word, analyser.knows(token.word) ? 1 : undefined);
    if (!corrected) continue;
    corrections.push({ kind: 'SPELLING', original: text.slice(token.start, token.end), corrected });
    result += text.slice(end, token.start) + corrected;
    end = token.end;
  }
  return result + text.slice(end);
}

function widen(
  terms: readonly string[],
  synonyms: Synonyms | null,
): Pick<AnalysedQuery, 'terms' | 'synonyms'> {
  const byTerm = new Map<string, QueryTerm>();
  for (const term of terms) if (!byTerm.has(term)) byTerm.set(term, { term, alternatives: [] });
  const labels = new Set<string>();
  if (synonyms) {
    terms.forEach((_, position) => {
      for (const { length, alternative } of synonyms.at(terms, position)) {
        if (alternative.terms.every((term) => byTerm.has(term))) continue;
        labels.add(alternative.label);
        for (const term of terms.slice(position, position + length))
          byTerm.get(term)?.alternatives.push(alternative);
      }
    });
  }
  return { terms: [...byTerm.values()], synonyms: [...labels] };
}
