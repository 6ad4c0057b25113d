import { Arg, Int, Query, Resolver } from 'type-graphql';
import { InvalidInput } from '../../platform/errors.js';
import { PriorityThemeType } from '../../vocabulary/priority-theme.type.js';
import { QUERY_LENGTH } from '../search.args.js';
import type { GapReads } from './gap.reads.js';

const MOST = 20;

/** Neighbouring themes in the API: a way on for one who found nothing. */
@Resolver()
export class NearThemeResolver {
  constructor(private readonly gaps: GapReads) {}

  @Query(() => [PriorityThemeType], {
    description: 'Themes whose names share words with a query, the nearest first; none when none is near.',
  })
  async nearThemes(
    @Arg('query', () => String, { description: 'Words as people type them, at most 500 characters.' })
    query: string,
    @Arg('first', () => Int, { defaultValue: 6, description: 'At most so many, 1 to 20.' }) first: number,
  ): Promise<PriorityThemeType[]> {
    if (query.length > QUERY_LENGTH) throw new InvalidInput({ query: 'length' });
    if (first < 1 || first > MOST) throw new InvalidInput({ first: 'range' });
    return this.gaps.nearThemes(query, first);
  }
}
