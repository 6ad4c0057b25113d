import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import { ExperienceChangeInput, ReturnExperienceInput, SaveExperienceInput } from './experience.input.js';
import type { ExperienceReads } from './experience.reads.js';
import type { ExperienceService } from './experience.service.js';
import { ExperienceDraft } from './experience.type.js';

/** Descriptions of experience, on their way into the register. */
@Resolver()
export class ExperienceResolver {
  constructor(
    private readonly reads: ExperienceReads,
    private readonly experiences: ExperienceService,
  ) {}

  @Query(() => [ExperienceDraft], {
    description: 'Descriptions that the caller writes, what changed last first, at most 200.',
  })
  ownExperiences(@Ctx() { actor }: GraphQLContext): Promise<ExperienceDraft[]> {
    return this.reads.own(actor);
  }

  @Query(() => [ExperienceDraft], {
    description:
      'Descriptions that wait for a meeting, the longest wait first, at most 200; for the council.',
  })
  submittedExperiences(@Ctx() { actor }: GraphQLContext): Promise<ExperienceDraft[]> {
    return this.reads.waiting(actor);
  }

  @Query(() => ExperienceDraft, {
    nullable: true,
    description: 'One description, for its author, and for the council once it was handed in.',
  })
  experienceDraft(
    @Arg('id', () => ID, { description: 'The description.' }) id: string,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<ExperienceDraft> {
    return this.reads.one(actor, id);
  }

  @Mutation(() => ExperienceDraft, { description: 'Begins a description of an experience, or saves one.' })
  async saveExperience(
    @Arg('input', () => SaveExperienceInput) input: SaveExperienceInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<ExperienceDraft> {
    return this.reads.one(actor, await this.experiences.save(actor, input));
  }

  @Mutation(() => ExperienceDraft, {
    description: 'Hands a description in. BAD_USER_INPUT names what is missing.',
  })
  async submitExperience(
    @Arg('input', () => ExperienceChangeInput) input: ExperienceChangeInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<ExperienceDraft> {
    return this.reads.one(actor, await this.experiences.submit(actor, input));
  }

  @Mutation(() => Boolean, {
    description: 'Sends a description back to its author, while it is on no agenda.',
  })
  async returnExperience(
    @Arg('input', () => ReturnExperienceInput) input: ReturnExperienceInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<boolean> {
    await this.experiences.sendBack(actor, input);
    return true;
  }

  @Mutation(() => Boolean, { description: 'Gives a draft up.' })
  async deleteExperience(
    @Arg('input', () => ExperienceChangeInput) input: ExperienceChangeInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<boolean> {
    await this.experiences.delete(actor, input);
    return true;
  }
}
