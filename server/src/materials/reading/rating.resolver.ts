import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  Float,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { batched } from '../../platform/batch.js';
import type { GraphQLContext } from '../../platform/context.js';
import { MaterialType } from '../material.type.js';
import type { RatingService } from './rating.service.js';

/** What readers give a material. */
@ObjectType({ description: 'What readers give a material.' })
export class MaterialRating {
  @Field(() => Int, { description: 'How many have rated it.' })
  count!: number;

  @Field(() => Float, { nullable: true, description: 'Of five, to a tenth; null below three ratings.' })
  average!: number | null;
}

/** Ratings in the API. */
@Resolver(() => MaterialType)
export class RatingResolver {
  constructor(private readonly ratings: RatingService) {}

  @FieldResolver(() => MaterialRating, { description: 'What its readers give it.' })
  async rating(@Root() { id }: MaterialType, @Ctx() context: GraphQLContext): Promise<MaterialRating> {
    const load = (ids: readonly string[]) => this.ratings.of(ids);
    return (await batched(context, 'material.rating', load)(id)) ?? { count: 0, average: null };
  }

  @Query(() => Int, { nullable: true, description: 'Stars that the viewer gave a material; null for none.' })
  ownRating(
    @Arg('material', () => String, { description: 'Its slug.' }) material: string,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<number | null> {
    return this.ratings.own(actor, material);
  }

  @Mutation(() => MaterialRating, { description: "Rates a material, anew if it was rated; never one's own." })
  rateMaterial(
    @Arg('material', () => String, { description: 'Its slug.' }) material: string,
    @Arg('stars', () => Int, { nullable: true, description: '1–5; null takes the rating away.' })
    stars: number | null,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<MaterialRating> {
    return this.ratings.rate(actor, material, stars ?? null);
  }
}
