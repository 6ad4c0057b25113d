import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DecisionKind, RejectionReason } from '../material-decision.entity.js';
import { ContributionRole, MaterialKind } from '../material-enums.js';
import { HiddenFile } from '../hiding/hidden-file.type.js';
import { BasedOnMaterial } from './version.type.js';

/** A decision as the author sees it. */
@ObjectType('MaterialDecision', { description: 'A decision on a version, with its reasons.' })
export class DecisionType {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => DecisionKind, { description: 'What was decided.' })
  kind!: DecisionKind;

  @Field(() => GraphQLISODateTime, { description: 'When.' })
  decidedAt!: Date;

  @Field(() => String, { nullable: true, description: '«Фамилия И. О.» of the one who decided.' })
  decidedBy!: string | null;

  @Field(() => Int, { description: 'Number of the version that it is about.' })
  versionNumber!: number;

  @Field(() => String, { description: 'What is said to the author; may be empty.' })
  note!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Until when a revision is expected.' })
  dueDate!: string | null;

  @Field(() => RejectionReason, { nullable: true, description: 'Why it was turned down.' })
  reason!: RejectionReason | null;

  @Field(() => String, { nullable: true, description: 'What the author answered.' })
  answer!: string | null;
}

/** A version in a list. */
@ObjectType({ description: 'A version in the history of a material, from inside.' })
export class VersionSummary {
  @Field(() => Int, { description: 'From 1, without gaps.' })
  number!: number;

  @Field(() => String, { description: 'Its title.' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'What changed since the version before.' })
  changeNote!: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was handed in.' })
  frozenAt!: Date | null;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When it became public; null for what never did.',
  })
  publishedAt!: Date | null;
}

/** A version that was public. */
@ObjectType({ description: 'A version that is or was public.' })
export class PublishedVersion {
  @Field(() => Int, { description: 'Its number; versions that were never published leave theirs out.' })
  number!: number;

  @Field(() => GraphQLISODateTime, { description: 'When it became public.' })
  publishedAt!: Date;

  @Field(() => String, { nullable: true, description: 'What changed since the version before.' })
  changeNote!: string | null;

  @Field(() => [HiddenFile], { description: 'Its files that nobody is given any more, with the reasons.' })
  hiddenFiles!: HiddenFile[];

  /** Not fields of the API. */
  id!: string;
  /** The version that was public before it; null for the first. */
  previousId!: string | null;
}

/** Who took a material from the public. */
export enum WithdrawnBy {
  OWNER = 'OWNER',
  COUNCIL = 'COUNCIL',
  BANK = 'BANK',
}

registerEnumType(WithdrawnBy, {
  name: 'WithdrawnBy',
  description: 'Who took a material from the public.',
  valuesConfig: {
    OWNER: { description: 'The author who had published it.' },
    COUNCIL: { description: 'The council by its protocol, which gives a coded reason.' },
    BANK: { description: 'A methodist or an administrator.' },
  },
});

/** A person on the title page of what is withdrawn. */
@ObjectType({ description: 'A person on the title page of a withdrawn material.' })
export class TombstoneContribution {
  @Field(() => ContributionRole, { description: 'What the person did.' })
  role!: ContributionRole;

  @Field(() => String, { description: '«Фамилия И. О.» with no-break spaces.' })
  shortName!: string;

  /** Not a field of the API: citations have it. */
  name!: string;
}

/** What is left of a withdrawn material; what has no field of the API is for its citation. */
@ObjectType({ description: 'What the address of a withdrawn material tells.' })
export class Tombstone {
  @Field(() => String, { description: '«МБ-2026-000123»: the number is never given again.' })
  registrationNumber!: string;

  @Field(() => String, { description: 'Its title.' })
  title!: string;

  @Field(() => [TombstoneContribution], { description: 'Its title page in its order.' })
  contributions!: TombstoneContribution[];

  @Field(() => GraphQLISODateTime, { description: 'When it was first published.' })
  publishedAt!: Date;

  @Field(() => GraphQLISODateTime, { description: 'Since when it is withdrawn.' })
  withdrawnAt!: Date;

  @Field(() => WithdrawnBy, { description: 'Who has withdrawn it.' })
  withdrawnBy!: WithdrawnBy;

  @Field(() => String, { description: 'Why.' })
  reason!: string;

  @Field(() => BasedOnMaterial, { nullable: true, description: 'What to read instead.' })
  replacedBy!: BasedOnMaterial | null;

  slug!: string;
  kind!: MaterialKind;
  subtitle!: string | null;
  annotation!: string;
  keywords!: string[];
  language!: string;
  organization!: { shortName: string } | null;
}
