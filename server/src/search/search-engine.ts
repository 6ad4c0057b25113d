import type { AnalysedQuery } from './analysis/query.js';
import type { FacetField } from './facet-field.js';
import type { EngineName, IndexOwner } from './generations.js';
import type { MaterialCard } from './material-card.js';

/** A value by which materials can be filtered and counted. */
export interface FacetValue {
  field: FacetField;
  /** Enum name, slug, class or year: what the address of a page holds. */
  value: string;
  /** Russian label. */
  label: string;
  /** Value of the broader theme. */
  parent?: string | null;
  /** Second line of a suggestion. */
  detail?: string | null;
  /** Other names under which people know it. */
  aliases?: readonly string[];
}

/** A named file of a material, as a place refers to it. */
export interface IndexFile {
  id: string;
  name: string;
  sha256: string;
}

/** A page, slide, sheet or caption of a file. */
export interface IndexPassage {
  /** Index into the document's files. */
  file: number;
  /** Number of the passage within the file, from 0. */
  ordinal: number;
  text: string;
}

/** Everything that search knows about one public material. */
export interface IndexDocument {
  /** The material's id. */
  id: string;
  card: MaterialCard;
  title: string;
  keywords: string;
  /** Labels that people search by: kind, subjects, classes, themes, authors, organisation, network. */
  labels: string;
  annotation: string;
  facets: FacetValue[];
  /** Milliseconds since 1970. */
  publishedAt: number;
  year: number;
  downloads: number;
  /** 0 to 3: what breaks a tie between equally good matches. */
  quality: number;
  files: IndexFile[];
  passages: IndexPassage[];
}

/** OR inside a field, AND between fields; the server adds nothing to it but validity. */
export interface SearchFilter {
  values: Partial<Record<FacetField, readonly string[]>>;
  yearFrom?: number;
  yearTo?: number;
}

export type SearchSort = 'RELEVANCE' | 'NEWEST' | 'OLDEST' | 'POPULAR' | 'TITLE';

export interface SearchRequest {
  query: AnalysedQuery;
  filter: SearchFilter;
  sort: SearchSort;
  /** From 1. */
  page: number;
  pageSize: number;
  /** What is near in meaning, nearest first; it is found beside what the words find. */
  near?: readonly NearMaterial[];
  /** What the words of the query seem to name; among materials that match as well those that are it come first. */
  preferred?: readonly Pick<FacetValue, 'field' | 'value'>[];
  /** Whether facets are wanted; they are unless it is false. */
  facets?: boolean;
}

/** A passage that matches. */
export interface EnginePlace {
  file: IndexFile;
  ordinal: number;
}

/** A public material of which a passage is near in meaning to the question. */
export interface NearMaterial {
  id: string;
  /** 1 is the same meaning. */
  similarity: number;
  place: EnginePlace;
}

export interface EngineHit {
  card: MaterialCard;
  /** Best first, at most three. */
  places: EnginePlace[];
  /** Matching passages in all. */
  placeCount: number;
}

export interface EngineBucket {
  value: string;
  label: string;
  count: number;
  parent: string | null;
}

export interface EngineFacet {
  field: FacetField;
  buckets: EngineBucket[];
}

export interface EngineResult {
  total: number;
  hits: EngineHit[];
  facets: EngineFacet[];
}

/** A thing offered while the reader types. */
export interface EngineSuggestion {
  kind: 'MATERIAL' | 'THEME' | 'AUTHOR' | 'NETWORK' | 'ORGANIZATION' | 'QUERY';
  slug: string | null;
  title: string;
  detail: string | null;
}

/** A generation of an index while it is being built; readers do not see it until `commit`. */
export interface IndexBuild {
  add(documents: readonly IndexDocument[]): Promise<void>;
  /** Finishes the build; readers still use the old generation. Returns how many documents it holds. */
  finish(): Promise<number>;
  /** After `finish`: ids of materials that the new generation finds by these words, at most `first`. */
  find(query: AnalysedQuery, first: number): Promise<string[]>;
  /** After `finish`: brings in what changed while the generation was filled. */
  replace(documents: readonly IndexDocument[], removed: readonly string[]): Promise<void>;
  /** Shows the new generation to readers and keeps the old one for a rollback. */
  commit(): Promise<void>;
  /** Throws the unfinished generation away. */
  abort(): Promise<void>;
}

export interface EngineHealth {
  ready: boolean;
  documents: number;
  /** Version of the server that searches. */
  version: string;
}

/** What a search engine must do; one contract test suite runs against every implementation. */
export interface SearchEngine {
  readonly name: EngineName;
  /** Whose index it reads and writes. */
  readonly owner: IndexOwner;
  /** Prepares an empty index where there is none. True when it has to be filled by a rebuild. */
  ensure(): Promise<boolean>;
  /** Adds or replaces materials; searches see the change when the promise resolves. */
  upsert(documents: readonly IndexDocument[]): Promise<void>;
  /** Takes materials out by id; unknown ids are no error. */
  remove(ids: readonly string[]): Promise<void>;
  search(request: SearchRequest): Promise<EngineResult>;
  /** Offers things whose names begin with what is typed. */
  suggest(typed: string, first: number): Promise<EngineSuggestion[]>;
  /** Materials like the given one, best first, without it. */
  similar(id: string, first: number): Promise<MaterialCard[]>;
  /** Values of one facet whose label has the words typed, with counts under the request's other filters. */
  facetValues(
    request: SearchRequest,
    field: FacetField,
    typed: string,
    first: number,
  ): Promise<EngineBucket[]>;
  health(): Promise<EngineHealth>;
  beginRebuild(): Promise<IndexBuild>;
  /** Drops what builds that broke off have left, and the indexes that no program reads any more. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}
