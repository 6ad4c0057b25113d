import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import { MaterialKind } from '../../materials/material-enums.js';
import type { GraphQLContext } from '../../platform/context.js';
import { EducationLevel } from '../../vocabulary/education-level.js';
import type { ThemeMapService } from './theme-map.service.js';
import { ThemeMap } from './theme-map.type.js';

/** The theme map in the API. */
@Resolver()
export class ThemeMapResolver {
  constructor(private readonly service: ThemeMapService) {}

  @Query(() => ThemeMap, {
    description:
      'What the bank has by theme, kind and level, beside what readers look for in vain: for the council, ' +
      'methodists, moderators and municipal coordinators.',
  })
  themeMap(
    @Arg('kinds', () => [MaterialKind], { defaultValue: [], description: 'Only these kinds.' })
    kinds: MaterialKind[],
    @Arg('levels', () => [EducationLevel], { defaultValue: [], description: 'Only these levels.' })
    levels: EducationLevel[],
    @Arg('days', () => Int, {
      defaultValue: 90,
      description: 'Searches and requests of so many days until today, 1 to 400.',
    })
    days: number,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<ThemeMap> {
    return this.service.map(actor, { kinds, levels }, days);
  }
}
