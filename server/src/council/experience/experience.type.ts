import { GraphQLISODateTime, Field, ID, Int, ObjectType } from 'type-graphql';
import { ExperienceLevel, ExperienceState } from './experience-enums.js';

/** A thing with an address of its own, as a description names it. */
@ObjectType({
  description: 'A theme, an organisation or a material, as a description of an experience names it.',
})
export class ExperienceLink {
  @Field(() => String, { description: 'Last part of its address.' })
  slug!: string;

  @Field(() => String, { description: 'Its title or short name.' })
  title!: string;
}

/** What a description says. */
@ObjectType()
export class ExperienceTexts {
  @Field(() => String, { description: '«Тема опыта»' })
  title!: string;

  @Field(() => ExperienceLink, { nullable: true, description: 'The priority theme.' })
  theme!: ExperienceLink | null;

  @Field(() => String, { description: '«Актуальность»' })
  relevance!: string;

  @Field(() => String, { description: '«Цель»' })
  aim!: string;

  @Field(() => String, { description: '«Длительность»' })
  duration!: string;

  @Field(() => String, { description: '«Ведущая идея»' })
  leadingIdea!: string;

  @Field(() => String, { description: '«Технология»' })
  technology!: string;

  @Field(() => String, { description: '«Результативность»' })
  results!: string;

  @Field(() => [ExperienceLink], { description: 'Public materials that show it, in their order.' })
  materials!: ExperienceLink[];
}

/** What the caller may do with a description. */
@ObjectType({ description: 'What the caller may do with the description of an experience.' })
export class ExperienceRights {
  @Field(() => Boolean, { description: 'Change it, and hand it in.' })
  edit!: boolean;

  @Field(() => Boolean, { description: 'Give it up.' })
  delete!: boolean;

  @Field(() => Boolean, { description: 'Send it back to its author.' })
  return!: boolean;
}

/** A description as its author and the council see it. */
@ObjectType({ description: 'The description of an experience as its author and the council see it.' })
export class ExperienceDraft extends ExperienceTexts {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => Int, { description: 'Give it back as `expectedVersion`.' })
  version!: number;

  @Field(() => ExperienceState, { description: 'How far it is.' })
  state!: ExperienceState;

  @Field(() => ExperienceLevel, { nullable: true, description: 'At what level it is shown to others.' })
  level!: ExperienceLevel | null;

  @Field(() => String, { description: '«Фамилия И. О.» of the person with no-break spaces.' })
  personName!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Where the person works, or worked when it was handed in.',
  })
  organizationName!: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was last handed in.' })
  submittedAt!: Date | null;

  @Field(() => GraphQLISODateTime, { description: 'When it last changed.' })
  updatedAt!: Date;

  @Field(() => String, { nullable: true, description: 'What the author has to change.' })
  returnNote!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Last part of its public address, once it is entered.',
  })
  slug!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was taken out of the register.' })
  withdrawnReason!: string | null;

  @Field(() => ExperienceRights, { description: 'What the caller may do.' })
  viewerCan!: ExperienceRights;
}
