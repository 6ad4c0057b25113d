import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { ThemeStatus } from '../../vocabulary/priority-theme.entity.js';
import { ThemeChangeKind } from './theme-change.entity.js';

/** Something with a page, by its name. */
@ObjectType({ description: 'Something with a page, by its name.' })
export class NamedPage {
  @Field(() => String, { description: 'Last part of its address.' })
  slug!: string;

  @Field(() => String, { description: 'Name or title.' })
  title!: string;
}

/** What the caller may do with a theme now. */
@ObjectType({ description: 'What the caller may do with a theme now.' })
export class ThemeRights {
  @Field(() => Boolean, { description: 'Describe, rename, move it, and choose what it shows first.' })
  edit!: boolean;

  @Field(() => Boolean, { description: 'Write down that the council approved it.' })
  approve!: boolean;

  @Field(() => Boolean, { description: 'Open it.' })
  activate!: boolean;

  @Field(() => Boolean, { description: 'Close it.' })
  close!: boolean;

  @Field(() => Boolean, { description: 'Merge it into another one, or give materials of it away.' })
  join!: boolean;
}

/** A theme as those see it who curate the themes. */
@ObjectType({ description: 'A priority theme, public or not, as those see it who curate the themes.' })
export class CuratedTheme {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => Int, { description: 'Give it back as `expectedVersion`; grows with each change.' })
  version!: number;

  @Field(() => String, { description: 'Last part of its address.' })
  slug!: string;

  @Field(() => [String], { description: 'Former last parts of addresses that lead to it.' })
  addresses!: string[];

  @Field(() => String, { description: 'skos:prefLabel.' })
  title!: string;

  @Field(() => String, { description: 'Name for chips.' })
  shortTitle!: string;

  @Field(() => [String], { description: 'skos:altLabel.' })
  altLabels!: string[];

  @Field(() => String, { nullable: true, description: 'What it covers.' })
  description!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was chosen.' })
  rationale!: string | null;

  @Field(() => String, { nullable: true, description: 'The decision by which it was approved.' })
  decision!: string | null;

  @Field(() => ThemeStatus, { description: 'State.' })
  status!: ThemeStatus;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day of its period.' })
  activeFrom!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Last day of its period.' })
  activeTo!: string | null;

  @Field(() => ID, { nullable: true, description: 'The theme that it lies under.' })
  broader!: string | null;

  @Field(() => Int, { description: 'How many themes there stand before it.' })
  position!: number;

  @Field(() => [String], { description: 'skos:exactMatch.' })
  exactMatch!: string[];

  @Field(() => [ID], { description: 'skos:related.' })
  related!: string[];

  @Field(() => [NamedPage], { description: 'Who looks after it.' })
  curators!: NamedPage[];

  @Field(() => [NamedPage], { description: 'Materials that it shows first.' })
  pins!: NamedPage[];

  @Field(() => Int, { description: 'Published materials that name it, without those of narrower themes.' })
  materials!: number;

  @Field(() => ThemeRights, { description: 'What the caller may do with it now.' })
  viewerCan!: ThemeRights;
}

/** What the caller may do with the themes. */
@ObjectType({ description: 'What the caller may do with the themes.' })
export class ThemeCurationRights {
  @Field(() => Boolean, { description: 'Propose a theme.' })
  propose!: boolean;

  @Field(() => Boolean, { description: 'Describe, name, order and pin.' })
  edit!: boolean;

  @Field(() => Boolean, { description: 'Approve, open, close, merge, split.' })
  decide!: boolean;
}

/** All themes, for those who curate them; `themes` itself is walked by a field resolver. */
@ObjectType({ description: 'All themes, for those who curate them.' })
export class ThemeCuration {
  @Field(() => ThemeCurationRights, { description: 'What the caller may do.' })
  viewerCan!: ThemeCurationRights;
}

/** What merging two themes would do. */
@ObjectType({ description: 'What merging two themes would do.' })
export class ThemeMergePreview {
  @Field(() => Int, { description: 'Published materials that get the theme that stays.' })
  materials!: number;

  @Field(() => Int, { description: 'Those of them that name both already.' })
  both!: number;

  @Field(() => Int, { description: 'Drafts and materials in review that get it.' })
  drafts!: number;

  @Field(() => [String], { description: 'Titles of the narrower themes that come along.' })
  narrower!: string[];

  @Field(() => Int, { description: 'People who will follow the theme that stays.' })
  followers!: number;

  @Field(() => [String], { description: 'Addresses that will lead to the theme that stays.' })
  addresses!: string[];

  @Field(() => [String], { description: 'Synonyms for which the theme that stays has no room: it takes 30.' })
  lostLabels!: string[];

  @Field(() => [String], { description: 'Short names of curators for whom it has no room: it takes 30.' })
  lostCurators!: string[];

  @Field(() => [String], {
    description: 'Titles of materials that will be shown first no longer: it takes 30.',
  })
  lostPins!: string[];

  @Field(() => [String], { description: 'Titles of neighbours for which it has no room: it takes 30.' })
  lostRelated!: string[];

  @Field(() => [String], { description: 'Equal concepts elsewhere for which it has no room: it takes 30.' })
  lostMatches!: string[];
}

/** A change of the themes. */
@ObjectType('ThemeChange', { description: 'A change of the themes, as the history shows it.' })
export class ThemeChangeType {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => GraphQLISODateTime, { description: 'When.' })
  at!: Date;

  @Field(() => ThemeChangeKind, { description: 'What was done.' })
  kind!: ThemeChangeKind;

  @Field(() => String, { description: 'The theme that it is about; of a merge «what → where to».' })
  title!: string;

  @Field(() => String, { description: 'Who did it: «Фамилия И. О.»' })
  by!: string;

  @Field(() => Int, { description: 'How many materials it has moved.' })
  materials!: number;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was taken back.' })
  undoneAt!: Date | null;

  @Field(() => Boolean, { description: 'Whether the caller may take it back now.' })
  viewerCanUndo!: boolean;
}
