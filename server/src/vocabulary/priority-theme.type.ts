import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { PublicThemeStatus } from './priority-theme.entity.js';

/** A priority theme as the API shows it; the tree is walked by field resolvers. */
@ObjectType('PriorityTheme', {
  description: 'A priority theme of the municipality: a SKOS concept curated by the council.',
})
export class PriorityThemeType {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => String, {
    description: 'Last part of its address. A renamed or merged theme answers to its former ones too.',
  })
  slug!: string;

  @Field(() => String, { description: 'skos:prefLabel.' })
  title!: string;

  @Field(() => String, { description: 'Short name for chips.' })
  shortTitle!: string;

  @Field(() => [String], { description: 'skos:altLabel: synonyms that the search knows.' })
  altLabels!: string[];

  @Field(() => String, { nullable: true, description: 'What the theme covers.' })
  description!: string | null;

  @Field(() => String, { nullable: true, description: 'Why the council chose it.' })
  rationale!: string | null;

  @Field(() => PublicThemeStatus, { description: 'Whether the council asks for materials on it now.' })
  status!: PublicThemeStatus;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day of its period.' })
  activeFrom!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Last day of its period.' })
  activeTo!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The decision of the council by which it was approved.',
  })
  decision!: string | null;

  @Field(() => [String], { description: 'skos:exactMatch: addresses of the same concept elsewhere.' })
  exactMatch!: string[];

  /** Id of the broader theme; not a field of the API. */
  broaderId!: string | null;
}
