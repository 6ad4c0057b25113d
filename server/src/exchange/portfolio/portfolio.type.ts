import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Qualification } from '../../directory/person.entity.js';
import { CertificateKind, CertificateStatus } from '../../materials/certificates/certificate-enums.js';
import { ContributionRole } from '../../materials/material-enums.js';
import { CouncilApproval } from '../../materials/material.type.js';

/** A publication as a portfolio tells of it. */
@ObjectType({ description: "A publication of the viewer's, as attestation wants it." })
export class PortfolioPublication {
  @Field(() => String, { description: 'Last part of its address.' })
  slug!: string;

  @Field(() => String, { description: "ГОСТ Р 7.0.100-2018 with today's date of access." })
  gost!: string;

  @Field(() => String, { description: 'Number in the bank.' })
  registrationNumber!: string;

  @Field(() => GraphQLLocalDate, { description: 'Day of the publication.' })
  publishedOn!: string;

  @Field(() => ContributionRole, { description: 'What the viewer did.' })
  role!: ContributionRole;

  @Field(() => CouncilApproval, { nullable: true, description: "The council's approval, if any." })
  approval!: CouncilApproval | null;
}

/** A certificate as a portfolio tells of it. */
@ObjectType({ description: "A certificate of the viewer's." })
export class PortfolioCertificate {
  @Field(() => CertificateKind, { description: 'What it certifies.' })
  kind!: CertificateKind;

  @Field(() => String, { description: '«СП-2026-000123».' })
  number!: string;

  @Field(() => CertificateStatus, {
    description: 'Whether it still holds; the documents hold valid ones only.',
  })
  status!: CertificateStatus;

  @Field(() => GraphQLLocalDate, { description: 'Day of the issue.' })
  issuedOn!: string;

  @Field(() => String, { description: 'Title of the material.' })
  title!: string;

  @Field(() => String, { description: 'Address of its check page.' })
  checkUrl!: string;
}

/** «Применил на практике» as a portfolio tells of it. */
@ObjectType({ description: 'A use of a material in a lesson.' })
export class PortfolioUse {
  @Field(() => GraphQLLocalDate, { description: 'Day of the lesson.' })
  usedOn!: string;

  @Field(() => String, { nullable: true, description: 'Class or group.' })
  className!: string | null;

  @Field(() => String, { description: 'Title of the material.' })
  title!: string;

  @Field(() => String, { description: 'Who used it, «Фамилия И. О.».' })
  by!: string;
}

/** What a teacher shows at the attestation. */
@ObjectType({
  description: '«Портфолио к аттестации»: what the bank knows of the viewer’s work in a period.',
})
export class Portfolio {
  @Field(() => String, { description: '«Фамилия Имя Отчество».' })
  fullName!: string;

  @Field(() => String, { nullable: true, description: 'Post held now.' })
  position!: string | null;

  @Field(() => String, { nullable: true, description: 'Place of work.' })
  organizationName!: string | null;

  @Field(() => Qualification, { description: 'Category by attestation.' })
  qualification!: Qualification;

  @Field(() => [PortfolioPublication], { description: 'Publications of the period, the oldest first.' })
  publications!: PortfolioPublication[];

  @Field(() => [PortfolioCertificate], { description: 'Valid certificates issued in the period.' })
  certificates!: PortfolioCertificate[];

  @Field(() => [PortfolioUse], { description: 'What colleagues used of the viewer’s materials.' })
  usesByColleagues!: PortfolioUse[];

  @Field(() => [PortfolioUse], { description: 'What the viewer used of the materials of colleagues.' })
  ownUses!: PortfolioUse[];
}
