import { GraphQLLocalDate } from 'graphql-scalars';
import { ArgsType, Field, Int, ObjectType, registerEnumType } from 'type-graphql';

/** What a decision has done, as everybody may read it. */
export enum PublicDecisionKind {
  PUBLISHED = 'PUBLISHED',
  RECOMMENDED = 'RECOMMENDED',
  WITHDRAWN = 'WITHDRAWN',
  REINSTATED = 'REINSTATED',
  EXPERIENCE_ENTERED = 'EXPERIENCE_ENTERED',
  EXPERIENCE_WITHDRAWN = 'EXPERIENCE_WITHDRAWN',
  THEME_APPROVED = 'THEME_APPROVED',
  DOCUMENT_APPROVED = 'DOCUMENT_APPROVED',
}

registerEnumType(PublicDecisionKind, {
  name: 'PublicDecisionKind',
  description: 'What a decision of the council has done, as everybody may read it.',
  valuesConfig: {
    PUBLISHED: { description: 'Материал опубликован.' },
    RECOMMENDED: { description: 'Материал опубликован как рекомендованный НМС.' },
    WITHDRAWN: { description: 'Материал отозван.' },
    REINSTATED: { description: 'Отозванный материал возвращён в банк.' },
    EXPERIENCE_ENTERED: { description: 'Опыт внесён в реестр.' },
    EXPERIENCE_WITHDRAWN: { description: 'Опыт исключён из реестра.' },
    THEME_APPROVED: { description: 'Приоритетная тема утверждена.' },
    DOCUMENT_APPROVED: { description: 'Документ утверждён.' },
  },
});

/** Which decisions are asked for. */
@ArgsType()
export class ProtocolsArgs {
  @Field(() => Int, { nullable: true, description: 'Year of the protocols; all without it.' })
  year?: number | null;

  @Field(() => PublicDecisionKind, {
    nullable: true,
    description: 'Only such decisions, and only protocols that have some; all without it.',
  })
  kind?: PublicDecisionKind | null;
}

/** A decision that everybody may read. */
@ObjectType({ description: 'A decision of the council that everybody may read.' })
export class PublicDecision {
  @Field(() => PublicDecisionKind, { description: 'What it has done.' })
  kind!: PublicDecisionKind;

  @Field(() => String, { description: 'Title of the material, the experience or the document.' })
  title!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Slug of the material; of a withdrawn one its address tells why. Null for others.',
  })
  slug!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Number of the experience in the register, `2026-3`; null for others.',
  })
  experience!: string | null;

  @Field(() => String, { nullable: true, description: 'Slug of the theme; null for others.' })
  theme!: string | null;
}

/** A signed protocol, as the public register shows it. */
@ObjectType({ description: 'A signed protocol, as the public register shows it.' })
export class PublicProtocol {
  @Field(() => Int, { description: 'Number within its year.' })
  number!: number;

  @Field(() => GraphQLLocalDate, { description: 'Day of the meeting.' })
  date!: string;

  @Field(() => [PublicDecision], {
    description:
      'Decisions in the order of the agenda; of materials that are neither public nor withdrawn none.',
  })
  decisions!: PublicDecision[];
}
