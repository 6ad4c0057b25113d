import { Field, Int, ObjectType } from 'type-graphql';
import { EducationLevel } from '../vocabulary/education-level.js';
import { PriorityThemeType } from '../vocabulary/priority-theme.type.js';
import { SubjectType } from '../vocabulary/subject.type.js';
import { AgeRating } from './material-enums.js';

/** What a material says of itself, alike for its readers and for those who work on it. */
@ObjectType()
export abstract class MaterialDescription {
  @Field(() => String, { nullable: true, description: 'Subtitle.' })
  subtitle!: string | null;

  @Field(() => String, { description: 'BCP 47 tag, `ru`.' })
  language!: string;

  @Field(() => [EducationLevel], { description: 'Levels of education that it is for.' })
  levels!: EducationLevel[];

  @Field(() => [Int], { description: 'School classes 1–11.' })
  grades!: number[];

  @Field(() => Int, { nullable: true, description: 'Youngest age, years.' })
  ageFrom!: number | null;

  @Field(() => Int, { nullable: true, description: 'Oldest age, years.' })
  ageTo!: number | null;

  @Field(() => [SubjectType], { description: 'Subjects, the main one first.' })
  subjects!: SubjectType[];

  @Field(() => [PriorityThemeType], { description: 'Priority themes.' })
  themes!: PriorityThemeType[];

  @Field(() => [String], { description: "The author's keywords." })
  keywords!: string[];

  @Field(() => [String], { description: 'Whom it helps.' })
  audience!: string[];

  @Field(() => [String], { description: 'Educational technologies used.' })
  technologies!: string[];

  @Field(() => Int, { nullable: true, description: 'Length of the lesson or video, minutes.' })
  durationMinutes!: number | null;

  @Field(() => AgeRating, { description: 'Age mark.' })
  ageRating!: AgeRating;

  @Field(() => String, { nullable: true, description: 'Who holds the rights, when not the authors.' })
  rightsHolder!: string | null;
}
