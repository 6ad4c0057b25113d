import type pg from 'pg';
import type { Analyser } from './analysis/analyser.js';
import { analyseQuery, type AnalysedQuery, type QueryKnowledge } from './analysis/query.js';
import { tokenise } from './analysis/tokens.js';
import type { Client, Count } from '../platform/context.js';
import { InvalidInput } from '../platform/errors.js';
import { CircuitBreaker } from './circuit-breaker.js';
import { chosenFields, engineFilter } from './engine-filter.js';
import { FacetField } from './facet-field.js';
import { describeHits } from './hit-texts.js';
import type { MaterialCard } from './material-card.js';
import type { PostgresEngine } from './postgres/postgres-engine.js';
import { DEEPEST, type SearchArgs } from './search.args.js';
import type { Outcome, SearchTally } from './gaps/search-tally.js';
import type { ShownSearch } from './gaps/opened-hits.js';
import type { SemanticSearch } from './semantic/semantic-search.js';
import type { EngineHit, NearMaterial, SearchEngine, SearchFilter, SearchRequest } from './search-engine.js';
import type { Facet, FacetBucket, Relaxation, SearchResult, TextSegment } from './search-result.js';
import type { RebuildProgress } from './rebuild.js';
import { ThemeAddresses } from '../vocabulary/theme-addresses.js';
import type { MaterialFilter } from '../materials/material-filter.input.js';
import type { SearchLag } from './search-outbox.js';
import type { Suggestion } from './suggestion.js';
import { understand, type UnderstoodFilter } from './understanding.js';

/** Longest that the configured engine may take before the fallback answers, milliseconds. */
const BUDGET_MS = 1500;

/** Finds materials: understands the query, asks the engine or the fallback, shows what matched. */
export class SearchService {
  readonly #breaker = new CircuitBreaker(BUDGET_MS);
  readonly #themes: ThemeAddresses;

  /**
   * @param fallback the engine in the database; it is the only one where no other is configured
   * @param configured the engine that the deployment wants, if another
   * @param available whether the configured engine is worth asking: it was there when last seen
   * @param tally counts what was asked for and not found, or not opened
   * @param report takes the failures of the configured engine
   * @param semantic finds what is near in meaning, where the deployment wants that
   */
  constructor(
    private readonly pool: pg.Pool,
    private readonly fallback: PostgresEngine,
    private readonly configured: SearchEngine | null,
    private readonly available: () => boolean,
    private readonly tally: SearchTally,
    private readonly report: (error: unknown) => void,
    private readonly semantic: Pick<SemanticSearch, 'near'> | null,
    /** Builds every engine's index anew beside the old one. */
    readonly rebuild: (progress: RebuildProgress) => Promise<unknown>,
    /** How far the engine that answers is behind the bank. */
    readonly lag: () => Promise<SearchLag>,
  ) {
    this.#themes = new ThemeAddresses(pool);
  }

  /**
   * A page of the catalogue. Throws InvalidInput for a page that is too deep.
   * @param asksFor which parts of the result are wanted; those that cost something are left empty otherwise
   * @param onAsked given what counts the search, for searches of people
   */
  async search(
    args: SearchArgs,
    asksFor: (part: keyof SearchResult) => boolean = () => true,
    onAsked?: (count: Count) => void,
  ): Promise<SearchResult> {
    const start = performance.now();
    const { page, pageSize, sort } = args;
    if (page * pageSize > DEEPEST) throw new InvalidInput({ page: 'range' });
    const { request, understood, byMeaning, analyser, answer, engine } = await this.#understandAndAsk(
      args,
      { filter: await this.#filter(args.filter), sort, page, pageSize, facets: asksFor('facets') },
      (one, asked) => one.search(asked),
    );
    const { query } = request;
    const filtered = chosenFields(request.filter).length > 0;
    const outcome: Outcome = answer.total > 0 ? 'shown' : 'nothing';
    // a filter may take all results away without the bank lacking anything
    if (onAsked && page === 1 && query.terms.length > 0 && !(filtered && outcome === 'nothing'))
      onAsked((client) => this.tally.count(query, outcome, client));
    return {
      total: answer.total,
      page,
      pageSize,
      hits: await describeHits(this.pool, withPlaces(answer.hits, request.near), query, analyser),
      facets: answer.facets.map(withoutNo),
      corrections: query.corrections as SearchResult['corrections'],
      synonyms: query.synonyms,
      understood,
      relaxations: answer.total === 0 && asksFor('relaxations') ? await this.#relaxations(request) : [],
      engine: engine.name as SearchResult['engine'],
      simplified: this.configured !== null && engine !== this.configured,
      byMeaning,
      tookMs: Math.round((performance.now() - start) * 10) / 10,
    };
  }

  /** A result of a search was opened: its query has found what was looked for. */
  async opened({ query, exact }: ShownSearch, client: Client): Promise<void> {
    this.tally.count(analyseQuery(query, await this.knowledge(), exact), 'opened', client);
  }

  /** The words, synonyms and analyser with which queries are understood now. */
  knowledge(): Promise<QueryKnowledge> {
    return this.fallback.knowledge();
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
      { filter: await this.#filter(args.filter), sort: 'RELEVANCE', page: 1, pageSize: 1 },
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

  /** A filter of the API, with former addresses of its themes. */
  async #filter(filter?: MaterialFilter | null): Promise<SearchFilter> {
    if (!filter?.themes?.length) return engineFilter(filter);
    return engineFilter({ ...filter, themes: await this.#themes.all(filter.themes) });
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
    byMeaning: boolean | null;
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
      const near = await this.#near(query, exact);
      const request = { ...rest, query, preferred: understood, ...(near && { near }) };
      const byMeaning = near === undefined ? null : near !== null;
      const asked = await this.#ask((engine) => question(engine, request));
      const { state } = await this.fallback.knowledge();
      if (again || state === knowledge.state) return { ...asked, request, understood, byMeaning, analyser };
    }
  }

  /** What is near in meaning to a query that asks for no particular words; null when it cannot be told in time. */
  async #near(query: AnalysedQuery, exact: boolean): Promise<NearMaterial[] | null | undefined> {
    const literal = exact || query.phrases.length > 0 || query.excluded.length > 0;
    return this.semantic && !literal && query.terms.length > 0 ? this.semantic.near(query.text) : undefined;
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

/** What only its meaning has found is shown at the passage that was near. */
function withPlaces(hits: readonly EngineHit[], near: SearchRequest['near']): readonly EngineHit[] {
  if (!near || near.length === 0) return hits;
  const places = new Map(near.map(({ id, place }) => [id, place]));
  return hits.map((hit) => {
    const place = places.get(hit.card.id);
    return place && hit.places.length === 0 ? { ...hit, places: [place], placeCount: 1 } : hit;
  });
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
