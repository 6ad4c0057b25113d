import type { Analyser } from '../analysis/analyser.js';
import { foldWord, normaliseText } from '../analysis/normalise.js';
import { FACET_FIELDS, type FacetField } from '../facet-field.js';
import type { IndexDocument } from '../search-engine.js';

/** Fields that are searched, the weightiest first. */
const SEARCHED = ['title', 'keywords', 'labels', 'annotation', 'body'] as const;

const DEEPEST = 10_000;
const FACET_VALUES = 300;

/** Settings of an index: words come as terms, already corrected, and the ranking that counts is ours. */
export const SETTINGS = {
  searchableAttributes: [...SEARCHED],
  displayedAttributes: ['id'],
  filterableAttributes: [...FACET_FIELDS, 'year', 'id'],
  sortableAttributes: ['publishedAt', 'downloads', 'titleOrder'],
  rankingRules: ['sort', 'words', 'proximity', 'attribute', 'exactness'],
  typoTolerance: { enabled: false },
  prefixSearch: 'disabled' as const,
  pagination: { maxTotalHits: DEEPEST },
  faceting: { maxValuesPerFacet: FACET_VALUES, sortFacetValuesBy: { '*': 'count' as const } },
  searchCutoffMs: 1000,
};

/** A material as Meilisearch holds it: terms instead of words, nothing of it is shown. */
export type MeilisearchDocument = Record<(typeof SEARCHED)[number], string> &
  Partial<Record<FacetField, string[]>> & {
    id: string;
    publishedAt: number;
    downloads: number;
    year: number;
    titleOrder: string;
  };

/** Makes the document of a material. Only what is public comes here. */
export function meilisearchDocument(source: IndexDocument, analyser: Analyser): MeilisearchDocument {
  const terms = (text: string): string => analyser.terms(normaliseText(text)).join(' ');
  const document: MeilisearchDocument = {
    id: source.id,
    title: terms(source.title),
    keywords: terms(source.keywords),
    labels: terms(source.labels),
    annotation: terms(source.annotation),
    // a full stop keeps the words of two pages from standing together
    body: source.passages.map(({ text }) => terms(text)).join(' . '),
    publishedAt: source.publishedAt,
    downloads: source.downloads,
    year: source.year,
    titleOrder: foldWord(source.title)
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  };
  for (const field of FACET_FIELDS) document[field] = [];
  for (const { field, value } of source.facets) document[field]!.push(value);
  return document;
}
