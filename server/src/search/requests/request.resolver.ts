import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import { MaterialRequestInput } from './request.input.js';
import type { RequestService } from './request.service.js';
import { MaterialRequestType } from './request.type.js';

/** What readers miss, in the API. */
@Resolver()
export class RequestResolver {
  constructor(private readonly service: RequestService) {}

  @Query(() => [MaterialRequestType], {
    description: 'What readers have said to miss, the newest first, for those who see the theme map.',
  })
  materialRequests(
    @Arg('days', () => Int, { defaultValue: 90, description: 'So many days until today, 1 to 400.' })
    days: number,
    @Arg('first', () => Int, { defaultValue: 50, description: 'At most so many, 1 to 100.' }) first: number,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<MaterialRequestType[]> {
    return this.service.all(actor, days, first);
  }

  @Mutation(() => Boolean, {
    description:
      'Says what is missing in the bank. No account is needed, nobody is recorded; a few times a day.',
  })
  async requestMaterial(
    @Arg('input', () => MaterialRequestInput) input: MaterialRequestInput,
    @Ctx() { client }: GraphQLContext,
  ): Promise<boolean> {
    await this.service.ask(input, client);
    return true;
  }

  @Mutation(() => Boolean, { description: 'Takes a request away that is none, or that tells of a person.' })
  dismissMaterialRequest(
    @Arg('id', () => ID, { description: 'The request.' }) id: string,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<boolean> {
    return this.service.dismiss(actor, id);
  }
}
