import type pg from 'pg';
import { repairLayout } from '../analysis/layout.js';
import { isStopWord } from '../analysis/stop-words.js';
import { words } from '../analysis/tokens.js';
import type { EngineSuggestion, FacetValue } from '../search-engine.js';
import { KIND_LABELS } from '../../materials/kind-labels.js';
import { readCards } from './read-documents.js';
import type { IndexReader } from './index-reader.js';
import { topBy } from './top-by.js';
import { termGroup } from './matching.js';
import { IN_TITLE } from './segment-builder.js';

/** Words with which the last, unfinished word is completed. */
const COMPLETIONS = 12;

const KIND_OF_FIELD = {
  THEME: 'THEME',
  AUTHOR: 'AUTHOR',
  NETWORK: 'NETWORK',
  ORGANIZATION: 'ORGANIZATION',
} as const;

/** Things whose names have words beginning as typed; null when the index moved on meanwhile. */
export async function suggestThings(
  pool: pg.Pool,
  reader: IndexReader,
  typed: string,
  first: number,
): Promise<EngineSuggestion[] | null> {
  const { analyser, vocabulary } = reader;
  const known = (word: string): boolean =>
    vocabulary.hasTerm(analyser.term(word)) || vocabulary.completions(word, 1).length > 0;
  const text = repairLayout(typed, known, known);
  const typedWords = words(text);
  const last = typedWords.at(-1);
  if (last === undefined) return [];
  const named = namesLike(reader, typedWords);
  const complete = typedWords.slice(0, -1).filter((word) => !isStopWord(word));
  const endings = vocabulary.completions(last, COMPLETIONS);
  const lastTerms = new Set([analyser.term(last), ...endings.map(({ term }) => term)]);
  const inTitle = (term: string): string => IN_TITLE + term;
  const terms = complete.map((word) => inTitle(analyser.term(word)));
  const { current, postings } = await reader.postings([...terms, ...[...lastTerms].map(inTitle)]);
  if (!current) return null;
  const groups = [...terms.map((term) => [term]), [...lastTerms].map(inTitle)].map((options) =>
    termGroup(
      options.map((term) => ({ posting: postings.get(term)!, weight: 1 })),
      reader.columns.count,
    ),
  );
  const { matcher } = reader;
  const docs = topBy(matcher.match(groups, [], 0.999), first, matcher.score);
  const cards = await readCards(pool, reader, docs);
  const materials = docs.flatMap((doc): EngineSuggestion[] => {
    const card = cards.get(doc)?.card;
    if (!card) return [];
    const detail = [KIND_LABELS[card.kind], card.year].filter(Boolean).join(', ');
    return [{ kind: 'MATERIAL', slug: card.slug, title: card.title, detail: detail || null }];
  });
  const { live: found } = reader.columns;
  const inUse = endings.filter(({ term }) =>
    postings.get(inTitle(term))!.documents.some((doc) => doc < reader.columns.size && found[doc] === 1),
  );
  const queries = completedQueries(text, last, inUse);
  return mix(named, queries, materials, first);
}

function completedQueries(
  text: string,
  last: string,
  endings: readonly { word: string; documents: number }[],
): EngineSuggestion[] {
  const start = text.trimEnd().slice(0, -last.length).toLowerCase();
  return endings
    .filter(({ word, documents }) => word.length > last.length && documents > 1)
    .slice(0, 2)
    .map(({ word }) => ({ kind: 'QUERY', slug: null, title: start + word, detail: null }));
}

/** Themes, authors, networks and organisations in whose names every typed word begins a word. */
function namesLike(reader: IndexReader, typed: readonly string[]): EngineSuggestion[] {
  const found: { value: FacetValue; documents: number; score: number }[] = [];
  for (const { value, tokens, documents } of reader.names()) {
    const every = typed.every((prefix) => tokens.some((token) => token.startsWith(prefix)));
    if (!every) continue;
    const field = value.field as keyof typeof KIND_OF_FIELD;
    const score = (tokens[0]!.startsWith(typed[0]!) ? 2 : 0) + (field === 'THEME' ? 1 : 0);
    found.push({ value, documents, score });
  }
  return found
    .sort((a, b) => b.score - a.score || a.value.label.length - b.value.label.length)
    .slice(0, 12)
    .map(({ value, documents }) => ({
      kind: KIND_OF_FIELD[value.field as keyof typeof KIND_OF_FIELD],
      slug: value.value,
      title: value.label,
      detail: value.detail ?? countOfMaterials(documents),
    }));
}

const plural = new Intl.PluralRules('ru');
const MATERIALS = { one: 'материал', few: 'материала', many: 'материалов', other: 'материала' };

function countOfMaterials(count: number): string {
  return `${count} ${MATERIALS[plural.select(count) as keyof typeof MATERIALS]}`;
}

/** A few of everything: names first as they are few, then completed queries, and materials in the rest. */
function mix(
  names: readonly EngineSuggestion[],
  queries: readonly EngineSuggestion[],
  materials: readonly EngineSuggestion[],
  first: number,
): EngineSuggestion[] {
  const ofMaterials = Math.min(
    materials.length,
    Math.max(Math.ceil(first / 2), first - names.length - queries.length),
  );
  const ofNames = Math.min(names.length, first - ofMaterials - Math.min(queries.length, 1));
  return [
    ...names.slice(0, Math.max(0, ofNames)),
    ...queries.slice(0, Math.max(0, first - ofMaterials - Math.max(0, ofNames))),
    ...materials.slice(0, ofMaterials),
  ].slice(0, first);
}
