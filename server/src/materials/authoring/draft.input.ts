import { ArrayMaxSize, IsEmail, IsOptional, Max, MaxLength, Min, MinLength } from 'class-validator';
import { Field, InputType, Int } from 'type-graphql';
import { IdempotencyKey } from '../../platform/idempotency-key.js';
import { EducationLevel } from '../../vocabulary/education-level.js';
import { AgeRating, ChildConsent, ContributionRole, License, MaterialKind } from '../material-enums.js';

const LINE = 300;
const SLUG = 200;
const ANNOTATION = 5_000;
const WORDS = 40;

/** A new material. */
@InputType({ description: 'A new material. Everything can be said later.' })
export class CreateMaterialInput {
  @Field(() => MaterialKind, { nullable: true, description: 'What it will be; `OTHER` without it.' })
  kind?: MaterialKind | null;

  @Field(() => String, { nullable: true, description: 'Title, as far as it is known.' })
  @IsOptional()
  @MaxLength(LINE)
  title?: string | null;

  @IdempotencyKey
  idempotencyKey?: string | null;
}

/** What an author changes in a draft. A field that is absent stays as it is, null clears it. */
@InputType({ description: 'Changes of a draft. An absent field stays as it is, null clears it.' })
export class DraftInput {
  @Field(() => MaterialKind, { nullable: true, description: 'What it is; fixed by the first publication.' })
  kind?: MaterialKind | null;

  @Field(() => String, { nullable: true, description: 'Slug of the network that it was made in; likewise.' })
  @IsOptional()
  @MaxLength(SLUG)
  network?: string | null;

  @Field(() => String, { nullable: true, description: 'Title.' })
  @IsOptional()
  @MaxLength(LINE)
  title?: string | null;

  @Field(() => String, { nullable: true, description: 'Subtitle.' })
  @IsOptional()
  @MaxLength(LINE)
  subtitle?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is, for whom, with what result.' })
  @IsOptional()
  @MaxLength(ANNOTATION)
  annotation?: string | null;

  @Field(() => String, { nullable: true, description: 'BCP 47 tag.' })
  @IsOptional()
  @MinLength(2)
  @MaxLength(35)
  language?: string | null;

  @Field(() => [EducationLevel], { nullable: true, description: 'Levels of education.' })
  @IsOptional()
  @ArrayMaxSize(10)
  levels?: EducationLevel[] | null;

  @Field(() => [Int], { nullable: true, description: 'School classes 1–11.' })
  @IsOptional()
  @ArrayMaxSize(11)
  @Min(1, { each: true })
  @Max(11, { each: true })
  grades?: number[] | null;

  @Field(() => Int, { nullable: true, description: 'Youngest age, years.' })
  @IsOptional()
  @Min(0)
  @Max(100)
  ageFrom?: number | null;

  @Field(() => Int, { nullable: true, description: 'Oldest age, years.' })
  @IsOptional()
  @Min(0)
  @Max(100)
  ageTo?: number | null;

  @Field(() => [String], { nullable: true, description: 'Subject slugs, the main one first.' })
  @IsOptional()
  @ArrayMaxSize(10)
  @MaxLength(SLUG, { each: true })
  subjects?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Theme slugs.' })
  @IsOptional()
  @ArrayMaxSize(10)
  @MaxLength(SLUG, { each: true })
  themes?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Keywords.' })
  @IsOptional()
  @ArrayMaxSize(WORDS)
  @MaxLength(LINE, { each: true })
  keywords?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Whom it helps.' })
  @IsOptional()
  @ArrayMaxSize(WORDS)
  @MaxLength(LINE, { each: true })
  audience?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Educational technologies used.' })
  @IsOptional()
  @ArrayMaxSize(WORDS)
  @MaxLength(LINE, { each: true })
  technologies?: string[] | null;

  @Field(() => Int, { nullable: true, description: 'Length of the lesson or video, minutes.' })
  @IsOptional()
  @Min(1)
  @Max(10_000)
  durationMinutes?: number | null;

  @Field(() => AgeRating, { nullable: true, description: 'Age mark; 18+ is refused by the bank.' })
  ageRating?: AgeRating | null;

  @Field(() => License, { nullable: true, description: 'Terms of use.' })
  license?: License | null;

  @Field(() => String, { nullable: true, description: 'Who holds the rights, when not the authors.' })
  @IsOptional()
  @MaxLength(LINE)
  rightsHolder?: string | null;

  @Field(() => Int, { nullable: true, description: 'Year of creation.' })
  @IsOptional()
  @Min(1950)
  @Max(2100)
  year?: number | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Slugs of published materials that it goes on from.',
  })
  @IsOptional()
  @ArrayMaxSize(20)
  @MaxLength(SLUG, { each: true })
  basedOn?: string[] | null;

  @Field(() => String, { nullable: true, description: 'What changed since the version before.' })
  @IsOptional()
  @MaxLength(2_000)
  changeNote?: string | null;

  @Field(() => ChildConsent, { nullable: true, description: 'Consents of the children seen or heard.' })
  childConsent?: ChildConsent | null;

  @Field(() => Int, { nullable: true, description: 'How many consents were collected.' })
  @IsOptional()
  @Min(0)
  @Max(10_000)
  childConsentCount?: number | null;

  @Field(() => String, { nullable: true, description: 'Where the signed consents are kept; never whose.' })
  @IsOptional()
  @MaxLength(LINE)
  childConsentPlace?: string | null;
}

/** A person for the title page. */
@InputType({
  description: 'A co-author: an author of the bank by slug, or a name with an address to invite.',
})
export class CoAuthorInput {
  @Field(() => String, { nullable: true, description: 'Slug of an author of the bank.' })
  @IsOptional()
  @MaxLength(SLUG)
  author?: string | null;

  @Field(() => String, { nullable: true, description: '«Фамилия Имя Отчество» of somebody else.' })
  @IsOptional()
  @MaxLength(LINE)
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'Where to send the invitation.' })
  @IsOptional()
  @IsEmail()
  @MaxLength(254)
  email?: string | null;

  @Field(() => ContributionRole, {
    defaultValue: ContributionRole.AUTHOR,
    description: 'What the person did.',
  })
  role: ContributionRole = ContributionRole.AUTHOR;
}
