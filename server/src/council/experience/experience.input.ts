import { ArrayMaxSize, IsOptional } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { ExperienceLevel } from './experience-enums.js';

/** Most materials that show one experience. */
const MOST_MATERIALS = 20;

/** What somebody writes of an experience. */
@InputType({ description: 'What somebody writes of an experience; a draft may leave anything empty.' })
export class SaveExperienceInput {
  @Field(() => ID, { nullable: true, description: 'The description; without it a new one begins.' })
  id?: string | null;

  @Field(() => Int, { nullable: true, description: '`version` that was shown; needed with `id`.' })
  expectedVersion?: number | null;

  @Field(() => String, { description: '«Тема опыта», at most 300 characters.' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'Slug of the priority theme.' })
  theme?: string | null;

  @Field(() => ExperienceLevel, { nullable: true, description: 'At what level it is shown to others.' })
  level?: ExperienceLevel | null;

  @Field(() => String, { defaultValue: '', description: '«Актуальность», at most 10,000 characters.' })
  relevance!: string;

  @Field(() => String, { defaultValue: '', description: '«Цель», at most 10,000 characters.' })
  aim!: string;

  @Field(() => String, { defaultValue: '', description: '«Длительность», at most 300 characters.' })
  duration!: string;

  @Field(() => String, { defaultValue: '', description: '«Ведущая идея», at most 10,000 characters.' })
  leadingIdea!: string;

  @Field(() => String, { defaultValue: '', description: '«Технология», at most 10,000 characters.' })
  technology!: string;

  @Field(() => String, { defaultValue: '', description: '«Результативность», at most 10,000 characters.' })
  results!: string;

  @Field(() => [String], {
    defaultValue: [],
    description: 'Slugs of public materials that show it, in their order, at most 20.',
  })
  @ArrayMaxSize(MOST_MATERIALS)
  @IsOptional()
  materials!: string[];
}

/** A description that was looked at. */
@InputType({ description: 'A description of an experience that was looked at.' })
export class ExperienceChangeInput {
  @Field(() => ID, { description: 'The description.' })
  id!: string;

  @Field(() => Int, { description: '`version` that was shown; another one answers CONFLICT.' })
  expectedVersion!: number;
}

/** A return to the author. */
@InputType({ description: 'A return to the author.' })
export class ReturnExperienceInput extends ExperienceChangeInput {
  @Field(() => String, { description: 'What is to be changed, at most 5,000 characters.' })
  note!: string;
}
