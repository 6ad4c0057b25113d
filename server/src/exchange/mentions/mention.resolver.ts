import { ArrayMaxSize } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import type { MentionService } from './mention.service.js';
import { LeftMention, MentionSearch } from './mention.type.js';

/** Which are taken off the list. */
@ArgsType()
class DismissArgs {
  @Field(() => [ID], { description: 'At most 1,000.' })
  @ArrayMaxSize(1_000)
  ids!: string[];
}

/** Where people are named by others, in the API. */
@Resolver()
export class MentionResolver {
  constructor(private readonly service: MentionService) {}

  // a change, for the name to stand in no address that servers on the way write down
  @Mutation(() => MentionSearch, {
    description:
      'Where somebody is named in texts of the bank, in any case of the name; the audit trail keeps who looked, not for \
whom. Administrators only.',
  })
  findMentions(
    @Arg('name', () => String, {
      description:
        'Surname, given name and patronymic; each word has to be there, given names as initials too.',
    })
    name: string,
    @Ctx() { actor, locale }: GraphQLContext,
  ): Promise<MentionSearch> {
    return this.service.search(actor, name, locale);
  }

  @Query(() => [LeftMention], {
    description:
      'Texts of others that named somebody when that account was erased, without the name; kept for thirty days. The \
audit trail keeps who looked. Administrators only.',
  })
  leftMentions(@Ctx() { actor, locale }: GraphQLContext): Promise<LeftMention[]> {
    return this.service.left(actor, locale);
  }

  @Mutation(() => Int, {
    description:
      'Takes texts off the list of `leftMentions`; answers how many were on it. Administrators only.',
  })
  dismissMentions(
    @Args(() => DismissArgs) { ids }: DismissArgs,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<number> {
    return this.service.dismiss(actor, ids);
  }
}
