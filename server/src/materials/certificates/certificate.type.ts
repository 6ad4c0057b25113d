import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { PageInfo, type Page } from '../../platform/connection.js';
import { ContributionRole, MaterialKind } from '../material-enums.js';
import { CouncilApproval } from '../material.type.js';
import { CertificateKind, CertificateStatus } from './certificate-enums.js';

/** A certificate as the API shows it: all of it is printed on it, or said of it to whoever checks it. */
@ObjectType('Certificate', {
  description:
    '«Свидетельство», with what it said on the day of its issue. Seen by its holder, and by whoever has its code.',
})
export class CertificateType {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => CertificateKind, { description: 'What it certifies.' })
  kind!: CertificateKind;

  @Field(() => String, { description: '«СП-2026-000123».' })
  number!: string;

  @Field(() => CertificateStatus, { description: 'Whether it still holds.' })
  status!: CertificateStatus;

  @Field(() => GraphQLISODateTime, { description: 'When it was issued.' })
  issuedAt!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was annulled.' })
  annulledAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was annulled.' })
  annulmentReason!: string | null;

  @Field(() => String, { description: 'The code in groups of four, as it is printed.' })
  checkCode!: string;

  @Field(() => String, { description: 'Address of its check page.' })
  checkUrl!: string;

  @Field(() => String, { nullable: true, description: 'Address of its PDF; null when it is annulled.' })
  pdfUrl!: string | null;

  @Field(() => String, { description: '«Фамилия Имя Отчество» of the holder.' })
  holder!: string;

  @Field(() => ContributionRole, {
    nullable: true,
    description: 'What the holder did for a publication; null of a review.',
  })
  role!: ContributionRole | null;

  @Field(() => String, { nullable: true, description: 'Post held then.' })
  post!: string | null;

  @Field(() => String, { nullable: true, description: 'Organisation then.' })
  organizationName!: string | null;

  @Field(() => [String], { description: 'The other authors, «И. О. Фамилия».' })
  coAuthors!: string[];

  @Field(() => String, {
    description: 'Title of the material; of a review what was done, for the material stays unnamed.',
  })
  title!: string;

  @Field(() => String, { nullable: true, description: 'Subtitle of the material.' })
  subtitle!: string | null;

  @Field(() => MaterialKind, { description: 'Kind of the material.' })
  materialKind!: MaterialKind;

  @Field(() => String, {
    nullable: true,
    description: 'Number of the material in the bank; null of a review.',
  })
  registrationNumber!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Number of the published version, from 1; null of a review.',
  })
  versionNumber!: number | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Day of the publication; null of a review.' })
  publishedOn!: string | null;

  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'Day on which a review was sent; null of a publication.',
  })
  reviewedOn!: string | null;

  @Field(() => CouncilApproval, { nullable: true, description: "The council's approval, if any." })
  approval!: CouncilApproval | null;

  @Field(() => String, { nullable: true, description: 'Name of the published main file.' })
  fileName!: string | null;

  @Field(() => String, { nullable: true, description: 'SHA-256 of that file, 64 hexadecimal digits.' })
  sha256!: string | null;

  @Field(() => String, { nullable: true, description: 'Organisation that issued it.' })
  issuedBy!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Last part of the address of the material; null when it is no longer public.',
  })
  materialSlug!: string | null;

  @Field(() => Boolean, { description: 'Whether the caller may annul it now.' })
  viewerCanAnnul!: boolean;
}

/** A page of certificates. */
@ObjectType({ description: 'A page of certificates.' })
export class CertificateConnection implements Page<CertificateType> {
  @Field(() => [CertificateType], { description: 'The certificates of this page.' })
  nodes!: CertificateType[];

  @Field(() => PageInfo, { description: 'Where the page ends.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are in all.' })
  totalCount!: number;
}
