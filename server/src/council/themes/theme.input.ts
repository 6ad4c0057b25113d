import { ArrayMaxSize, MaxLength } from 'class-validator';
import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, ID, InputType, Int } from 'type-graphql';

/** Most entries of a list of a theme: synonyms, neighbours, curators, pinned materials. */
const MOST = 30;
/** Most materials that one request moves. */
const MOST_MOVED = 1_000;

/** What the council is to look at. */
@InputType({ description: 'A theme that the council is to look at.' })
export class ProposeThemeInput {
  @Field(() => String, { description: 'Name, at most 150 characters.' })
  title!: string;

  @Field(() => String, { description: 'Name for chips, at most 40 characters.' })
  shortTitle!: string;

  @Field(() => String, { nullable: true, description: 'What it covers, at most 2,000 characters.' })
  description?: string | null;

  @Field(() => String, { description: 'Why it is needed, at most 4,000 characters.' })
  rationale!: string;

  @Field(() => ID, { nullable: true, description: 'The theme that it lies under.' })
  broader?: string | null;
}

/** Which theme is changed, and as what it was looked at. */
@InputType({ description: 'Which theme is changed, and as what it was looked at.' })
export class ThemeChangeInput {
  @Field(() => ID, { description: 'The theme.' })
  id!: string;

  @Field(() => Int, { description: '`CuratedTheme.version` that was shown; another one answers CONFLICT.' })
  expectedVersion!: number;
}

/** What is said of a theme. Everything is set; what is left out is emptied. */
@InputType({ description: 'What is said of a theme. Everything is set; what is left out is emptied.' })
export class DescribeThemeInput extends ThemeChangeInput {
  @Field(() => String, { nullable: true, description: 'What it covers, at most 2,000 characters.' })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was chosen, at most 4,000 characters.' })
  rationale?: string | null;

  @Field(() => [String], { description: 'Synonyms that the search knows, at most 30 of 100 characters.' })
  @ArrayMaxSize(MOST)
  altLabels!: string[];

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day of its period.' })
  activeFrom?: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Last day of its period.' })
  activeTo?: string | null;

  @Field(() => [ID], { description: 'skos:related: other themes.' })
  @ArrayMaxSize(MOST)
  related!: string[];

  @Field(() => [String], { description: 'skos:exactMatch: http addresses of the same concept elsewhere.' })
  @ArrayMaxSize(MOST)
  @MaxLength(500, { each: true })
  exactMatch!: string[];

  @Field(() => [String], { description: 'Who looks after it: slugs of authors, in their order.' })
  @ArrayMaxSize(MOST)
  curators!: string[];
}

/** Another name. */
@InputType({ description: 'Another name; the address follows it, and the former one leads to it.' })
export class RenameThemeInput extends ThemeChangeInput {
  @Field(() => String, { description: 'Name, at most 150 characters.' })
  title!: string;

  @Field(() => String, { description: 'Name for chips, at most 40 characters.' })
  shortTitle!: string;
}

/** Another place in the tree or in the order. */
@InputType({ description: 'Another place in the tree or in the order.' })
export class MoveThemeInput extends ThemeChangeInput {
  @Field(() => ID, { nullable: true, description: 'The theme that it lies under; null for the top.' })
  broader?: string | null;

  @Field(() => Int, { description: 'Place among the themes there, from 0; beyond the end is the end.' })
  position!: number;
}

/** The decision by which a theme is approved. */
@InputType({ description: 'The decision by which a theme is approved.' })
export class ApproveThemeInput extends ThemeChangeInput {
  @Field(() => String, { description: '«Протокол № 3 от 12.02.2026», at most 200 characters.' })
  decision!: string;
}

/** What a theme shows first. */
@InputType({ description: 'Materials that a theme shows first.' })
export class PinThemeMaterialsInput extends ThemeChangeInput {
  @Field(() => [String], { description: 'Slugs of public materials of the theme, in their order.' })
  @ArrayMaxSize(MOST)
  materials!: string[];
}

/** Two themes that become one. */
@InputType({ description: 'Two themes that become one: everything of `id` goes to `into`.' })
export class MergeThemesInput extends ThemeChangeInput {
  @Field(() => ID, { description: 'The theme that stays.' })
  into!: string;

  @Field(() => Int, { description: '`version` of the theme that stays, as it was shown.' })
  expectedVersionOfInto!: number;
}

/** Materials that another theme is to have. */
@InputType({
  description: 'Materials of a theme that another one is to have: one that there is, or a new one beside it.',
})
export class SplitThemeInput extends ThemeChangeInput {
  @Field(() => ID, {
    nullable: true,
    description: 'A theme that there is; otherwise `title` makes a new one.',
  })
  into?: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the new theme, at most 150 characters.' })
  title?: string | null;

  @Field(() => String, { nullable: true, description: 'Its name for chips, at most 40 characters.' })
  shortTitle?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether the new theme lies under the old one; otherwise beside it.',
  })
  under!: boolean;

  @Field(() => [String], { description: 'Slugs of the materials that go, 1–1,000.' })
  @ArrayMaxSize(MOST_MOVED)
  materials!: string[];
}
