import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';
import { GraphQLLocalDate } from 'graphql-scalars';
import { ArgsType, Field, GraphQLISODateTime, InputType, Int, ObjectType } from 'type-graphql';
import { ConnectionArgs, PageInfo } from '../../platform/connection.js';
import { ExperienceLevel } from '../experience/experience-enums.js';
import { ExperienceLink, ExperienceTexts } from '../experience/experience.type.js';

/** Which entries of the register are asked for. */
@InputType({ description: 'Which entries of the register are asked for; what is absent or empty passes.' })
export class ExperienceFilter {
  @Field(() => String, { nullable: true, description: 'Words of the description or the name.' })
  @IsOptional()
  @MaxLength(200)
  query?: string | null;

  @Field(() => String, { nullable: true, description: 'Slug of a priority theme.' })
  theme?: string | null;

  @Field(() => [ExperienceLevel], { nullable: true, description: 'Levels, any of them.' })
  @IsOptional()
  @ArrayMaxSize(10)
  levels?: ExperienceLevel[] | null;

  @Field(() => String, { nullable: true, description: 'Slug of an organisation.' })
  organization?: string | null;

  @Field(() => String, { nullable: true, description: 'Slug of an author.' })
  author?: string | null;
}

/** Arguments of the register. */
@ArgsType()
export class ExperiencesArgs extends ConnectionArgs {
  @Field(() => ExperienceFilter, { nullable: true, description: 'Which entries; all without it.' })
  filter?: ExperienceFilter | null;
}

/** An entry of the register. */
@ObjectType('ExperienceAddress', {
  description: '«Адрес передового педагогического опыта»: an entry of the register.',
})
export class PublicExperience extends ExperienceTexts {
  @Field(() => String, {
    description: 'Year and number in the register, `2026-3`; last part of its address.',
  })
  slug!: string;

  @Field(() => ExperienceLevel, { description: 'At what level it is shown to others.' })
  level!: ExperienceLevel;

  @Field(() => String, { description: '«Фамилия Имя Отчество» on the day of the entry.' })
  personName!: string;

  @Field(() => String, { nullable: true, description: 'Post on that day.' })
  post!: string | null;

  @Field(() => String, { nullable: true, description: 'Slug of the person’s page, where there is one.' })
  author!: string | null;

  @Field(() => ExperienceLink, { nullable: true, description: 'Where the person worked on that day.' })
  organization!: ExperienceLink | null;

  @Field(() => GraphQLISODateTime, { description: 'When it was entered.' })
  enteredAt!: Date;

  @Field(() => Int, { nullable: true, description: 'Number of the protocol within its year.' })
  protocolNumber!: number | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Day of the meeting.' })
  protocolDate!: string | null;
}

/** A page of the register. */
@ObjectType('ExperienceAddressConnection', { description: 'A page of the register.' })
export class ExperienceConnection {
  @Field(() => [PublicExperience], { description: 'Entries, the newest first.' })
  nodes!: PublicExperience[];

  @Field(() => PageInfo, { description: 'Where the page ends.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are with this filter.' })
  totalCount!: number;
}

/** What is told of an entry that was taken out. */
@ObjectType({ description: 'What is told of an entry that the council took out of the register.' })
export class ExperienceTombstone {
  @Field(() => String, { description: 'Year and number in the register, `2026-3`.' })
  slug!: string;

  @Field(() => GraphQLISODateTime, { description: 'When it was taken out.' })
  withdrawnAt!: Date;

  @Field(() => String, { description: 'Why.' })
  reason!: string;
}
