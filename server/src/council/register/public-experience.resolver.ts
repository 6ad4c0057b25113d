import { Arg, Args, Query, Resolver } from 'type-graphql';
import type { PublicExperienceReads } from './public-experience.reads.js';
import {
  ExperienceConnection,
  ExperiencesArgs,
  ExperienceTombstone,
  PublicExperience,
} from './public-experience.type.js';

/** The register of experience, as everybody reads it. */
@Resolver()
export class PublicExperienceResolver {
  constructor(private readonly reads: PublicExperienceReads) {}

  @Query(() => ExperienceConnection, {
    description: 'The register of «Адреса передового педагогического опыта», the newest first.',
  })
  experienceAddresses(@Args(() => ExperiencesArgs) args: ExperiencesArgs): Promise<ExperienceConnection> {
    return this.reads.page(args);
  }

  @Query(() => PublicExperience, { nullable: true, description: 'One entry of the register.' })
  async experienceAddress(
    @Arg('slug', () => String, { description: 'Year and number, `2026-3`.' }) slug: string,
  ): Promise<PublicExperience | null> {
    return (await this.reads.one(slug)) ?? null;
  }

  @Query(() => ExperienceTombstone, {
    nullable: true,
    description: 'What is told of an entry that the council took out of the register.',
  })
  async withdrawnExperience(
    @Arg('slug', () => String, { description: 'Year and number, `2026-3`.' }) slug: string,
  ): Promise<ExperienceTombstone | null> {
    return (await this.reads.tombstone(slug)) ?? null;
  }
}
