import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { isReader } from '../council/council.policy.js';
import type { GraphQLContext } from '../platform/context.js';
import { InvalidInput } from '../platform/errors.js';
import { asksFor } from '../platform/selection.js';
import { MaterialType } from '../materials/material.type.js';
import { MaterialCard } from './material-card.js';
import { FacetField } from './facet-field.js';
import { FacetValuesArgs, QUERY_LENGTH, SearchArgs } from './search.args.js';
import { FacetBucket, SearchResult } from './search-result.js';
import type { SearchService } from './search.service.js';
import { Suggestion } from './suggestion.js';

const MAX_SUGGESTIONS = 20;
const MAX_SIMILAR = 12;

/** Search in the API. */
@Resolver(() => MaterialType)
export class SearchResolver {
  constructor(private readonly search: SearchService) {}

  @Query(() => SearchResult, {
    description: 'The catalogue: full-text search with facets. One call to the search engine.',
  })
  searchMaterials(
    @Args(() => SearchArgs) args: SearchArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { actor, counts }: GraphQLContext,
  ): Promise<SearchResult> {
    return this.search.search(
      args,
      (part) => asksFor(info, part),
      isReader(actor) ? (count) => counts.push(count) : undefined,
    );
  }

  @Query(() => [FacetBucket], {
    description: 'Values of one field of the catalogue by the beginnings of their words, for long lists.',
  })
  facetValues(
    @Arg('field', () => FacetField, { description: 'The field.' }) field: FacetField,
    @Args(() => FacetValuesArgs) { typed, first, ...args }: FacetValuesArgs,
  ): Promise<FacetBucket[]> {
    return this.search.facetValues(field, typed, args, first);
  }

  @Query(() => [Suggestion], {
    description: 'Type-ahead: materials, themes, authors, networks, organisations.',
  })
  suggest(
    @Arg('query', () => String, { description: 'What is typed so far.' }) query: string,
    @Arg('first', () => Int, { defaultValue: 8, description: 'At most so many, 1 to 20.' }) first: number,
  ): Promise<Suggestion[]> {
    if (query.length > QUERY_LENGTH) throw new InvalidInput({ query: 'length' });
    return this.search.suggest(query, within('first', first, MAX_SUGGESTIONS));
  }

  @FieldResolver(() => [MaterialCard], { description: 'Materials like this one, by the search engine.' })
  similar(
    @Root() { id }: MaterialType,
    @Arg('first', () => Int, { defaultValue: 4, description: 'At most so many, 1 to 12.' }) first: number,
  ): Promise<MaterialCard[]> {
    return this.search.similar(id, within('first', first, MAX_SIMILAR));
  }
}

function within(name: string, value: number, most: number): number {
  if (value < 1 || value > most) throw new InvalidInput({ [name]: 'range' });
  return value;
}
