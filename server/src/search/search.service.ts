import type pg from 'pg';
import type { Analyser } from './analysis/analyser.js';
import { analyseQuery } from './analysis/query.js';
import { tokenise } from './analysis/tokens.js';
import { InvalidInput } from '../platform/errors.js';
import type { MaterialFilter } from '../materials/material-filter.input.js';
import { CircuitBreaker } from './circuit-breaker.js';
import { FacetField } from './facet-field.js';
import { describeHits } from './hit-texts.js';
import type { MaterialCard } from './material-card.js';
import type { PostgresEngine } from './postgres/postgres-engine.js';
import { DEEPEST, type SearchArgs } from './search.args.js';
import type { SearchEngine, SearchFilter, SearchRequest } from './search-engine.js';
import type { Facet, FacetBucket, Relaxation, SearchResult, TextSegment } from './search-result.js';
import type { SearchGaps } from './search-gaps.js';
import type { Suggestion } from './suggestion.js';
import { understand, type UnderstoodFilter } from './understanding.js';

/** Longest that the configured engine may take before the fallback answers, milliseconds. */
const BUDGET_MS = 1500;

/** Finds materials: understands the query, asks the engine or the fallback, shows what matched. */
export class SearchService {
  readonly #breaker = new CircuitBreaker(BUDGET_MS);

  /**
   * @param fallback the engine in the database; it is the only one where no other is configured
   * @param configured the engine that the deployment wants, if another
   * @param available whether the configured engine is worth asking: it was there when last seen
   * @param gaps keeps what was asked for and not found
   * @param report takes the failures of the configured engine
   */
  constructor(
    private readonly pool: pg.Pool,
    private readonly fallback: PostgresEngine,
    private readonly configured: SearchEngine | null,
    private readonly available: () => boolean,
    private readonly gaps: SearchGaps,
    private readonly report: (error: unknown) => void,
  ) {}

  /**
   * A page of the catalogue. Throws InvalidInput for a page that is too deep.
   * @param asksFor which parts of the result are wanted; those that cost something are left empty otherwise
   */
  async search(
    args: SearchArgs,
    asksFor: (part: keyof SearchResult) => boolean = () => true,
  ): Promise<SearchResult> {
    const start = performance.now();
    const { page, pageSize, sort } = args;
    if (page * pageSize > DEEPEST) throw new InvalidInput({ page: 'range' });
    const { request, understood, analyser, answer, engine } = await this.#understandAndAsk(
      args,
      { filter: engineFilter(args.filter), sort, page, pageSize, facets: asksFor('facets') },
      (one, asked) => one.search(asked),
    );
    const { query } = request;
    const filtered = chosenFields(request.filter).length > 0;
    if (answer.total === 0 && !filtered && page === 1)
      void this.gaps.record(query).catch((error: unknown) => this.report(error));
    return {
      total: answer.total,
      page,
      pageSize,
      hits: await describeHits(this.pool, answer.hits, query, analyser),
      facets: answer.facets.map(withoutNo),
      corrections: query.corrections as SearchResult['corrections'],
      synonyms: query.synonyms,
      understood,
      relaxations: answer.total === 0 && asksFor('relaxations') ? await this.#relaxations(request) : [],
      engine: engine.name as SearchResult['engine'],
      simplified: this.configured !== null && engine !== this.configured,
      tookMs: Math.round((performance.now() - start) * 10) / 10,
    };
  }

  /** Values of a field whose labels have words that begin as typed, counted like the facets of the search. */
  async facetValues(
    field: FacetField,
    typed: string,
    args: Pick<SearchArgs, 'query' | 'filter' | 'exact'>,
    first: number,
  ): Promise<FacetBucket[]> {
    const { answer } = await this.#understandAndAsk(
      args,
      { filter: engineFilter(args.filter), sort: 'RELEVANCE', page: 1, pageSize: 1 },
      (engine, request) => engine.facetValues(request, field, typed, first),
    );
    return answer;
  }

  /** Things whose names begin as typed. */
  async suggest(typed: string, first: number): Promise<Suggestion[]> {
    const { answer } = await this.#ask((engine) => engine.suggest(typed, first));
    const prefixes = tokenise(typed).map(({ word }) => word);
    return answer.map(({ kind, slug, title, detail }) => ({
      kind: kind as Suggestion['kind'],
      slug,
      title: markPrefixes(title, prefixes),
      detail,
    }));
  }

  /** Materials like one. */
  async similar(id: string, first: number): Promise<MaterialCard[]> {
    return (await this.#ask((engine) => engine.similar(id, first))).answer;
  }

  /** What giving up each chosen field would bring; at most one search a field, and only when nothing was found. */
  async #relaxations(request: SearchRequest): Promise<Relaxation[]> {
    const found = await Promise.all(
      chosenFields(request.filter).map(async (field) => {
        const { [field]: _, ...values } = request.filter.values;
        const filter = field === FacetField.YEAR ? { values } : { ...request.filter, values };
        const { answer } = await this.#ask((engine) =>
          engine.search({ ...request, filter, page: 1, pageSize: 1, facets: false }),
        );
        return { field, total: answer.total };
      }),
    );
    return found.filter(({ total }) => total > 0).sort((a, b) => b.total - a.total);
  }

  /**
   * Understands a query and asks. Words are corrected to those that this process knows the bank to have; when the
   * answer shows that the bank has changed since, all is done once more, so that nothing names what was hidden before.
   */
  async #understandAndAsk<T>(
    { query: typed, exact }: Pick<SearchArgs, 'query' | 'exact'>,
    rest: Omit<SearchRequest, 'query'>,
    question: (engine: SearchEngine, request: SearchRequest) => Promise<T>,
  ): Promise<{
    request: SearchRequest;
    understood: UnderstoodFilter[];
    analyser: Analyser;
    answer: T;
    engine: SearchEngine;
  }> {
    for (let again = false; ; again = true) {
      const knowledge = await this.fallback.knowledge();
      const { analyser } = knowledge;
      const query = analyseQuery(typed, knowledge, exact);
      const understood =
        exact || query.terms.length === 0
          ? []
          : understand(query.text, await this.fallback.facetsInUse(), rest.filter, analyser);
      const request = { ...rest, query, preferred: understood };
      const asked = await this.#ask((engine) => question(engine, request));
      const { state } = await this.fallback.knowledge();
      if (again || state === knowledge.state) return { ...asked, request, understood, analyser };
    }
  }

  async #ask<T>(
    question: (engine: SearchEngine) => Promise<T>,
  ): Promise<{ answer: T; engine: SearchEngine }> {
    const { configured } = this;
    if (configured && this.available()) {
      const answer = await this.#breaker.ask(() => question(configured), this.report);
      if (answer !== undefined) return { answer, engine: configured };
    }
    return { answer: await question(this.fallback), engine: this.fallback };
  }
}

function chosenFields({ values, yearFrom, yearTo }: SearchFilter): FacetField[] {
  const fields = Object.keys(values) as FacetField[];
  return yearFrom === undefined && yearTo === undefined ? fields : [...fields, FacetField.YEAR];
}

/** A filter of the API as engines take it; empty lists filter nothing. */
function engineFilter(filter?: MaterialFilter | null): SearchFilter {
  const values: SearchFilter['values'] = {};
  const put = (field: FacetField, list?: readonly (string | number)[] | null): void => {
    if (list && list.length > 0) values[field] = list.map(String);
  };
  put(FacetField.KIND, filter?.kinds);
  put(FacetField.THEME, filter?.themes);
  put(FacetField.SUBJECT, filter?.subjects);
  put(FacetField.LEVEL, filter?.levels);
  put(FacetField.GRADE, filter?.grades);
  put(FacetField.NETWORK, filter?.networks);
  put(FacetField.ORGANIZATION, filter?.organizations);
  put(FacetField.AUTHOR, filter?.authors);
  put(FacetField.FORMAT, filter?.formats);
  put(FacetField.LANGUAGE, filter?.languages);
  put(FacetField.LICENSE, filter?.licenses);
  put(FacetField.AGE_RATING, filter?.ageRatings);
  if (typeof filter?.approved === 'boolean') put(FacetField.APPROVED, [String(filter.approved)]);
  if (typeof filter?.recommended === 'boolean') put(FacetField.RECOMMENDED, [String(filter.recommended)]);
  return {
    values,
    ...(typeof filter?.yearFrom === 'number' && { yearFrom: filter.yearFrom }),
    ...(typeof filter?.yearTo === 'number' && { yearTo: filter.yearTo }),
  };
}

/** «Нет» of a yes-or-no facet is nothing to choose. */
function withoutNo(facet: Facet): Facet {
  const yesNo = facet.field === FacetField.APPROVED || facet.field === FacetField.RECOMMENDED;
  return yesNo ? { ...facet, buckets: facet.buckets.filter(({ value }) => value === 'true') } : facet;
}

function markPrefixes(title: string, prefixes: readonly string[]): TextSegment[] {
  const segments: TextSegment[] = [];
  let end = 0;
  for (const { word, start } of tokenise(title)) {
    const prefix = prefixes.filter((one) => word.startsWith(one)).sort((a, b) => b.length - a.length)[0];
    if (!prefix) continue;
    if (start > end) segments.push({ text: title.slice(end, start), match: false });
    segments.push({ text: title.slice(start, start + prefix.length), match: true });
    end = start + prefix.length;
  }
  if (end < title.length) segments.push({ text: title.slice(end), match: false });
  return segments;
}
