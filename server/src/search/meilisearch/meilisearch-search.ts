import { FACET_FIELDS, type FacetField } from '../facet-field.js';
import type { PostgresEngine } from '../postgres/postgres-engine.js';
import type { EngineResult, SearchRequest } from '../search-engine.js';
import { filterExpression, sortExpression, wordQueries } from './meilisearch-query.js';
import type { MeilisearchServer } from './meilisearch-server.js';

/** Candidates that are ranked by us. */
const WINDOW = 150;

/** Finds, filters, counts and sorts by the server; ranking, places and cards are those of the index in the database. */
export async function searchMeilisearch(
  server: MeilisearchServer,
  generation: string,
  postgres: PostgresEngine,
  request: SearchRequest,
): Promise<EngineResult> {
  const { query, filter, sort, page, pageSize, facets = true } = request;
  const indexUid = server.uid(generation);
  const words = wordQueries(query, await postgres.weigh(query));
  const from = (page - 1) * pageSize;
  const order = sortExpression(sort, query.terms.length > 0);
  const ranked = order === undefined && from + pageSize <= WINDOW;
  const asked = (q: string, expression: string[]) => ({
    ...{ q, indexUid, matchingStrategy: 'all' as const, filter: expression, attributesToRetrieve: ['id'] },
    ...(order && { sort: order }),
  });
  const near = query.terms.length > 0 ? (request.near ?? []).map(({ id }) => `"${id}"`) : [];
  const queries = (expression: string[]) => [
    ...words.map((q) => asked(q, expression)),
    ...(near.length > 0 ? [asked('', [...expression, `id IN [${near.join(', ')}]`])] : []),
  ];
  const chosen = facets ? (Object.keys(filter.values) as FacetField[]) : [];
  if (facets && (filter.yearFrom !== undefined || filter.yearTo !== undefined))
    chosen.push('YEAR' as FacetField);
  const [main, ...others] = await Promise.all([
    server.federated({
      federation: {
        limit: ranked ? WINDOW : pageSize,
        offset: ranked ? 0 : from,
        facetsByIndex: { [indexUid]: facets ? FACET_FIELDS : [] },
      },
      queries: queries(filterExpression(filter)),
    }),
    ...chosen.map((field) =>
      server.federated({
        federation: { limit: 0, facetsByIndex: { [indexUid]: [field] } },
        queries: queries(filterExpression(filter, field)),
      }),
    ),
  ]);
  const counts = { ...main!.facetsByIndex?.[indexUid]?.distribution };
  chosen.forEach((field, which) => {
    counts[field] = others[which]!.facetsByIndex?.[indexUid]?.distribution[field] ?? {};
  });
  const ids = main!.hits.map(({ id }) => String(id));
  return {
    total: main!.estimatedTotalHits ?? ids.length,
    hits: await postgres.rank(query, ids, {
      from: ranked ? from : 0,
      to: ranked ? from + pageSize : pageSize,
      keepOrder: !ranked,
      ...(request.preferred && { preferred: request.preferred }),
      ...(request.near && { near: request.near }),
    }),
    facets: facets ? await postgres.labelled(counts) : [],
  };
}
