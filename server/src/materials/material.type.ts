import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, Float, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { PageInfo, type Page } from '../platform/connection.js';
import { AuthorType, NetworkType, OrganizationType } from '../directory/directory.types.js';
import { MaterialDescription } from './description.type.js';
import { ContributionRole, License, MaterialKind, PublicMaterialStatus } from './material-enums.js';
import { StoredFileType } from './stored-file.type.js';

/** The council's approval. */
@ObjectType({ description: "The council's approval of a material." })
export class CouncilApproval {
  @Field(() => String, { description: 'Protocol number within its year.' })
  protocolNumber!: string;

  @Field(() => GraphQLLocalDate, { description: 'Date of the protocol.' })
  protocolDate!: string;

  @Field(() => Boolean, { description: '«Рекомендовано НМС».' })
  recommended!: boolean;
}

/** A contribution as the API shows it. */
@ObjectType('Contribution', { description: 'A person on the title page, as at the time of publication.' })
export class ContributionType {
  @Field(() => Int, { description: 'Order on the title page, from 0.' })
  order!: number;

  @Field(() => ContributionRole, { description: 'What the person did.' })
  role!: ContributionRole;

  @Field(() => String, { description: '«Фамилия Имя Отчество».' })
  name!: string;

  @Field(() => String, { description: '«Фамилия И. О.» with no-break spaces.' })
  shortName!: string;

  @Field(() => String, { nullable: true, description: 'Post held then.' })
  position!: string | null;

  @Field(() => String, { nullable: true, description: 'Organisation then.' })
  organizationName!: string | null;

  @Field(() => AuthorType, { nullable: true, description: "The person's public page." })
  author!: AuthorType | null;
}

/** A material with its published version. */
@ObjectType('Material', { description: 'A methodological material with its published version.' })
export class MaterialType extends MaterialDescription {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => String, { description: 'Permanent number, «МБ-2026-000123».' })
  registrationNumber!: string;

  @Field(() => String, { description: 'Last part of its address; never changes.' })
  slug!: string;

  @Field(() => MaterialKind, { description: 'What it is.' })
  kind!: MaterialKind;

  @Field(() => PublicMaterialStatus, { description: 'Published, or asking to be checked.' })
  status!: PublicMaterialStatus;

  @Field(() => Int, { description: 'Number of the published version, from 1.' })
  versionNumber!: number;

  @Field(() => String, { description: 'Title.' })
  title!: string;

  @Field(() => String, { description: 'What it is, for whom, with what result.' })
  annotation!: string;

  @Field(() => License, { description: 'Terms of use.' })
  license!: License;

  @Field(() => Int, { nullable: true, description: 'Year of creation; else of publication.' })
  year!: number | null;

  @Field(() => GraphQLISODateTime, { description: 'When this version became public.' })
  publishedAt!: Date;

  @Field(() => GraphQLISODateTime, { description: 'Last change of anything in it.' })
  updatedAt!: Date;

  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'Check by this date that it is still current.',
  })
  reviewBy!: string | null;

  @Field(() => NetworkType, { nullable: true, description: 'Network that it was made in.' })
  network!: NetworkType | null;

  @Field(() => OrganizationType, { nullable: true, description: 'Organisation that it comes from.' })
  organization!: OrganizationType | null;

  @Field(() => [ContributionType], { description: 'The title page.' })
  contributions!: ContributionType[];

  @Field(() => [StoredFileType], { description: 'Files in their order.' })
  files!: StoredFileType[];

  @Field(() => CouncilApproval, { nullable: true, description: "The council's approval, if any." })
  approval!: CouncilApproval | null;

  @Field(() => Int, { description: 'Downloads ever.' })
  downloads!: number;

  @Field(() => String, { description: 'ZIP of all files with a README and the licence.' })
  archiveUrl!: string;

  @Field(() => Float, { description: "Sum of the files' sizes, bytes." })
  totalSize!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Picture of the first page, the poster or the picture itself, WebP, at most 480 px wide.',
  })
  thumbnailUrl!: string | null;
}

/** A page of materials. */
@ObjectType({ description: 'A page of materials.' })
export class MaterialConnection implements Page<MaterialType> {
  @Field(() => [MaterialType], { description: 'The materials of this page.' })
  nodes!: MaterialType[];

  @Field(() => PageInfo, { description: 'Where the page ends.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are in all.' })
  totalCount!: number;
}
