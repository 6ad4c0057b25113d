import { Args, Ctx, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import { PeriodArgs } from '../../platform/period.js';
import type { FiguresReads } from './figures.reads.js';
import { CouncilFigures } from './figures.type.js';

/** Figures of the council's work in the API. */
@Resolver()
export class FiguresResolver {
  constructor(private readonly reads: FiguresReads) {}

  @Query(() => CouncilFigures, {
    nullable: true,
    description:
      'Figures of the council’s work in a period, for the council and methodists within their reach.',
  })
  councilFigures(
    @Args(() => PeriodArgs) period: PeriodArgs,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<CouncilFigures> {
    return this.reads.of(actor, period);
  }
}
