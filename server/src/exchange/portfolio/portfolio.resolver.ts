import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { requireMember } from '../../directory/role.js';
import type { GraphQLContext } from '../../platform/context.js';
import { PeriodArgs, checkPeriod } from '../../platform/period.js';
import type { PortfolioReads } from './portfolio.reads.js';
import { Portfolio } from './portfolio.type.js';

/** The viewer's portfolio. */
@Resolver()
export class PortfolioResolver {
  constructor(private readonly reads: PortfolioReads) {}

  @Query(() => Portfolio, {
    description:
      "The viewer's own portfolio for a period; `/portfolio.docx` and `/portfolio.pdf` give it as documents.",
  })
  async portfolio(
    @Args(() => PeriodArgs) period: PeriodArgs,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<Portfolio> {
    const member = requireMember(actor);
    checkPeriod(period);
    return this.reads.of(member, period, new Date());
  }
}
