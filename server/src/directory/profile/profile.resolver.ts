import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import type { ProfileService } from './profile.service.js';
import { EditProfileInput, Profile } from './profile.type.js';

/** What members say of themselves. */
@Resolver()
export class ProfileResolver {
  constructor(private readonly profiles: ProfileService) {}

  @Query(() => Profile, { description: 'The caller’s own profile.' })
  myProfile(@Ctx() { actor }: GraphQLContext): Promise<Profile> {
    return this.profiles.own(actor);
  }

  @Mutation(() => Profile, { description: 'Changes the caller’s own profile.' })
  editProfile(
    @Arg('input', () => EditProfileInput) input: EditProfileInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<Profile> {
    return this.profiles.edit(actor, input);
  }
}
