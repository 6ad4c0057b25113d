import { Field, Float, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { EducationLevel } from '../vocabulary/education-level.js';
import { FileFormat } from '../materials/file-enums.js';
import { MaterialKind, PublicMaterialStatus } from '../materials/material-enums.js';

/** An author as a list shows one. */
@ObjectType({ description: 'An author as a list shows one.' })
export class CardAuthor {
  @Field(() => String, { description: '«Фамилия И. О.»' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Last part of the address of the author’s page.' })
  slug!: string | null;
}

/** A link from a card to a page. */
@ObjectType({ description: 'A link to a page of the bank.' })
export class CardLink {
  @Field(() => String, { description: 'Last part of the address.' })
  slug!: string;

  @Field(() => String, { description: 'Name as a reader sees it.' })
  title!: string;
}

/** What a list shows of a material; stored ready in the search document, so plain data. */
@ObjectType({ description: 'What a list shows of a material: comes whole from the search document.' })
export class MaterialCard {
  @Field(() => ID, { description: 'Id of the material.' })
  id!: string;

  @Field(() => String, { description: 'Last part of the address.' })
  slug!: string;

  @Field(() => String, { description: 'Permanent number, «МБ-2026-000123».' })
  registrationNumber!: string;

  @Field(() => MaterialKind, { description: 'Kind of the material.' })
  kind!: MaterialKind;

  @Field(() => PublicMaterialStatus, { description: 'Published, or published and to be checked.' })
  status!: PublicMaterialStatus;

  @Field(() => String, { description: 'Title.' })
  title!: string;

  @Field(() => String, { description: 'Annotation.' })
  annotation!: string;

  @Field(() => [EducationLevel], { description: 'Levels of education.' })
  levels!: EducationLevel[];

  @Field(() => [Int], { description: 'School classes 1–11.' })
  grades!: number[];

  @Field(() => Int, { nullable: true, description: 'Youngest age, years.' })
  ageFrom!: number | null;

  @Field(() => Int, { nullable: true, description: 'Oldest age, years.' })
  ageTo!: number | null;

  @Field(() => [String], { description: 'Titles of the subjects.' })
  subjects!: string[];

  @Field(() => Int, { nullable: true, description: 'Year of creation; else of publication.' })
  year!: number | null;

  @Field(() => GraphQLISODateTime, { description: 'When it was published.' })
  publishedAt!: Date | string;

  @Field(() => [CardAuthor], {
    description:
      '«Фамилия И. О.» in the order of the title page, with the author’s slug when there is a page.',
  })
  authors!: CardAuthor[];

  @Field(() => CardLink, { nullable: true, description: 'Organisation where it was made.' })
  organization!: CardLink | null;

  @Field(() => CardLink, { nullable: true, description: 'Network in which it was made.' })
  network!: CardLink | null;

  @Field(() => [CardLink], { description: 'Priority themes.' })
  themes!: CardLink[];

  @Field(() => [FileFormat], { description: 'Formats of the files, without repetition.' })
  formats!: FileFormat[];

  @Field(() => Int, { description: 'Number of files.' })
  fileCount!: number;

  @Field(() => Int, { nullable: true, description: 'Pages or slides of the main file.' })
  pageCount!: number | null;

  @Field(() => Float, { nullable: true, description: 'Seconds, for video and audio.' })
  durationSeconds!: number | null;

  @Field(() => Boolean, { description: 'A video with captions.' })
  hasCaptions!: boolean;

  @Field(() => Float, { description: 'Sum of the files’ sizes, bytes.' })
  totalSize!: number;

  @Field(() => String, { description: 'Where «Скачать» leads: the only file, or the archive of all.' })
  downloadUrl!: string;

  @Field(() => String, { nullable: true, description: 'Picture of the first page, WebP.' })
  thumbnailUrl!: string | null;

  @Field(() => Boolean, { description: 'Approved by the council.' })
  approved!: boolean;

  @Field(() => Boolean, { description: 'Recommended by the council.' })
  recommended!: boolean;

  @Field(() => Int, { description: 'Downloads ever.' })
  downloads!: number;
}
