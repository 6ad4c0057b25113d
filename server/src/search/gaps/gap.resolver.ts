import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import type { GapService } from './gap.service.js';
import { SearchGaps } from './gap.type.js';

/** Search gaps in the API. */
@Resolver()
export class GapResolver {
  constructor(private readonly service: GapService) {}

  @Query(() => SearchGaps, {
    description:
      'What people looked for in vain: for the council, methodists, moderators and municipal coordinators.',
  })
  searchGaps(
    @Arg('days', () => Int, { defaultValue: 90, description: 'So many days until today, 1 to 400.' })
    days: number,
    @Arg('first', () => Int, { defaultValue: 50, description: 'At most so many, 1 to 100.' }) first: number,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<SearchGaps> {
    return this.service.gaps(actor, days, first);
  }
}
