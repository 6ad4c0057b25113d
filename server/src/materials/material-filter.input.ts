import { ArrayMaxSize, IsOptional, Max, MaxLength, Min } from 'class-validator';
import { Field, InputType, Int } from 'type-graphql';
import { EducationLevel } from '../vocabulary/education-level.js';
import { FileFormat } from './file-enums.js';
import { AgeRating, License, MaterialKind } from './material-enums.js';

/** Most values that one field of a filter takes. */
const MAX_VALUES = 50;
const SLUG_LENGTH = 200;

/** What a list of materials is narrowed to: OR inside a field, AND between fields. */
@InputType({ description: 'OR inside a field, AND between fields. An empty list filters nothing.' })
export class MaterialFilter {
  @Field(() => [MaterialKind], { nullable: true, description: 'Kinds.' })
  @IsOptional()
  @ArrayMaxSize(MAX_VALUES)
  kinds?: MaterialKind[] | null;

  @Field(() => [String], { nullable: true, description: 'Theme slugs; a theme covers its narrower themes.' })
  @IsOptional()
  @ArrayMaxSize(MAX_VALUES)
  @MaxLength(SLUG_LENGTH, { each: true })
  themes?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Subject slugs.' })
  @IsOptional()
  @ArrayMaxSize(MAX_VALUES)
  @MaxLength(SLUG_LENGTH, { each: true })
  subjects?: string[] | null;

  @Field(() => [EducationLevel], { nullable: true, description: 'Levels.' })
  @IsOptional()
  @ArrayMaxSize(MAX_VALUES)
  levels?: EducationLevel[] | null;

  @Field(() => [Int], { nullable: true, description: 'School classes 1–11.' })
  @IsOptional()
  @ArrayMaxSize(MAX_VALUES)
  @Min(1, { each: true })
  @Max(11, { each: true })
  grades?: number[] | null;

  @Field(() => [String], { nullable: true, description: 'Network slugs.' })
  @IsOptional()
  @ArrayMaxSize(MAX_VALUES)
  @MaxLength(SLUG_LENGTH, { each: true })
  networks?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Organisation slugs.' })
  @IsOptional()
  @ArrayMaxSize(MAX_VALUES)
  @MaxLength(SLUG_LENGTH, { each: true })
  organizations?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Author slugs.' })
  @IsOptional()
  @ArrayMaxSize(MAX_VALUES)
  @MaxLength(SLUG_LENGTH, { each: true })
  authors?: string[] | null;

  @Field(() => Int, { nullable: true, description: 'Not older than this year.' })
  @IsOptional()
  @Min(1900)
  @Max(2200)
  yearFrom?: number | null;

  @Field(() => Int, { nullable: true, description: 'Not newer than this year.' })
  @IsOptional()
  @Min(1900)
  @Max(2200)
  yearTo?: number | null;

  @Field(() => [FileFormat], { nullable: true, description: 'Formats that one of the files has.' })
  @IsOptional()
  @ArrayMaxSize(MAX_VALUES)
  formats?: FileFormat[] | null;

  @Field(() => [String], { nullable: true, description: 'BCP 47 tags.' })
  @IsOptional()
  @ArrayMaxSize(MAX_VALUES)
  @MaxLength(35, { each: true })
  languages?: string[] | null;

  @Field(() => [License], { nullable: true, description: 'Terms of use.' })
  @IsOptional()
  @ArrayMaxSize(MAX_VALUES)
  licenses?: License[] | null;

  @Field(() => [AgeRating], { nullable: true, description: 'Age marks.' })
  @IsOptional()
  @ArrayMaxSize(MAX_VALUES)
  ageRatings?: AgeRating[] | null;

  @Field(() => Boolean, { nullable: true, description: 'True: only what the council approved.' })
  approved?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'True: only what the council recommended.' })
  recommended?: boolean | null;
}
