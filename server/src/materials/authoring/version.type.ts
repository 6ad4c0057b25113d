import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { MaterialDescription } from '../description.type.js';
import { ChildConsent, ContributionRole, License } from '../material-enums.js';
import { StoredFileType } from '../stored-file.type.js';

/** A line of the title page as those who work on the material see it. */
@ObjectType({ description: 'A person on the title page, with the state of the invitation.' })
export class TitlePageEntry {
  @Field(() => ID, { description: 'UUID of the contribution.' })
  id!: string;

  @Field(() => Int, { description: 'Order on the title page, from 0.' })
  order!: number;

  @Field(() => ContributionRole, { description: 'What the person did.' })
  role!: ContributionRole;

  @Field(() => String, { description: '«Фамилия Имя Отчество».' })
  name!: string;

  @Field(() => String, { description: '«Фамилия И. О.» with no-break spaces.' })
  shortName!: string;

  @Field(() => String, { nullable: true, description: 'Post; of the day of publication once published.' })
  position!: string | null;

  @Field(() => String, { nullable: true, description: 'Organisation; of the day of publication likewise.' })
  organizationName!: string | null;

  @Field(() => String, { nullable: true, description: 'Where the invitation went, until it is answered.' })
  invitedEmail!: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When the person agreed.' })
  confirmedAt!: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When the person declined.' })
  declinedAt!: Date | null;

  /** Not a field of the API. */
  personId!: string | null;
}

/** A material that another goes on from. */
@ObjectType({ description: 'A published material that this one goes on from.' })
export class BasedOnMaterial {
  @Field(() => String, { description: 'Last part of its address.' })
  slug!: string;

  @Field(() => String, { description: 'Its title.' })
  title!: string;
}

/** A version from inside. */
@ObjectType('MaterialVersion', {
  description: 'Everything that a material says at one time. Frozen once handed in.',
})
export class VersionType extends MaterialDescription {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => Int, { description: 'From 1, without gaps.' })
  number!: number;

  @Field(() => Int, {
    description:
      'Give it back as `expectedVersion` of `updateDraft` and `submitMaterial`; grows with each change.',
  })
  version!: number;

  @Field(() => String, { description: 'Title; may be empty in a draft.' })
  title!: string;

  @Field(() => String, { description: 'What it is, for whom, with what result; may be empty in a draft.' })
  annotation!: string;

  @Field(() => License, { nullable: true, description: 'Terms of use; null until the author has chosen.' })
  license!: License | null;

  @Field(() => Int, { nullable: true, description: 'Year of creation.' })
  year!: number | null;

  @Field(() => [BasedOnMaterial], { description: 'Materials of the bank that it goes on from.' })
  basedOn!: BasedOnMaterial[];

  @Field(() => String, { nullable: true, description: 'What changed since the version before.' })
  changeNote!: string | null;

  @Field(() => ChildConsent, { description: 'Consents of the children who are seen or heard.' })
  childConsent!: ChildConsent;

  @Field(() => Int, { nullable: true, description: 'How many consents were collected.' })
  childConsentCount!: number | null;

  @Field(() => String, { nullable: true, description: 'Where the signed consents are kept.' })
  childConsentPlace!: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was handed in.' })
  frozenAt!: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it became public.' })
  publishedAt!: Date | null;

  @Field(() => GraphQLISODateTime, { description: 'Last change.' })
  updatedAt!: Date;

  @Field(() => [TitlePageEntry], { description: 'The title page in its order.' })
  contributions!: TitlePageEntry[];

  @Field(() => [StoredFileType], { description: 'Files in their order.' })
  files!: StoredFileType[];

  /** Not a field of the API. */
  materialId!: string;
}
