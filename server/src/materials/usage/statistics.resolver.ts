import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { requireMember } from '../../directory/role.js';
import type { GraphQLContext } from '../../platform/context.js';
import { PeriodArgs, checkPeriod } from '../../platform/period.js';
import type { StatisticsReads } from './statistics.reads.js';
import { AuthorStatistics } from './statistics.type.js';

/** What became of the viewer's materials. */
@Resolver()
export class StatisticsResolver {
  constructor(private readonly reads: StatisticsReads) {}

  @Query(() => AuthorStatistics, { description: "Use of the viewer's own materials in a period." })
  async authorStatistics(
    @Args(() => PeriodArgs) period: PeriodArgs,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<AuthorStatistics> {
    const { personId } = requireMember(actor);
    checkPeriod(period);
    return this.reads.ofPerson(personId, period);
  }
}
