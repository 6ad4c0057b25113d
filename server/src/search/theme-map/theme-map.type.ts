import { Field, ID, Int, ObjectType } from 'type-graphql';
import { MaterialKind } from '../../materials/material-enums.js';
import { EducationLevel } from '../../vocabulary/education-level.js';
import { PriorityThemeType } from '../../vocabulary/priority-theme.type.js';

/** What there is and what is looked for at one place of the map. */
@ObjectType({ description: 'What the bank has and what is looked for, of one kind or level or of both.' })
export class ThemeMapCell {
  @Field(() => MaterialKind, { nullable: true, description: 'Kind; null for all kinds.' })
  kind!: MaterialKind | null;

  @Field(() => EducationLevel, { nullable: true, description: 'Level; null for all levels.' })
  level!: EducationLevel | null;

  @Field(() => Int, { description: 'Public materials; one of several levels counts in each.' })
  materials!: number;

  @Field(() => Int, { description: 'Searches in vain whose words name this kind and level.' })
  searches!: number;

  @Field(() => Int, { description: 'Requests of readers for this kind and level.' })
  requests!: number;
}

/** A theme of the map, or the whole bank. */
@ObjectType({
  description: 'A theme with its narrower themes, or the whole bank: each material counts once.',
})
export class ThemeMapRow {
  @Field(() => ID, {
    description: 'Id of the theme; `bank` for the whole bank, `none` for what has no theme.',
  })
  id!: string;

  @Field(() => PriorityThemeType, {
    nullable: true,
    description: 'The theme; null for the whole bank and for what has no theme.',
  })
  theme!: PriorityThemeType | null;

  @Field(() => Int, { description: 'Themes above it.' })
  depth!: number;

  @Field(() => Int, { description: 'Public materials.' })
  materials!: number;

  @Field(() => Int, { description: 'Searches that found nothing.' })
  nothing!: number;

  @Field(() => Int, { description: 'Searches of whose results nothing was opened.' })
  unopened!: number;

  @Field(() => Int, { description: 'What readers have said to miss.' })
  requests!: number;

  @Field(() => Int, { description: 'Calls for materials that are open.' })
  openCalls!: number;

  @Field(() => [ThemeMapCell], { description: 'Places of the map; those with nothing at all are left out.' })
  cells!: ThemeMapCell[];
}

/** Words that people looked for in vain and that name no theme. */
@ObjectType({ description: 'What was looked for in vain and names no theme.' })
export class UnassignedGap {
  @Field(() => String, { description: 'One of the queries.' })
  query!: string;

  @Field(() => Int, { description: 'Searches that found nothing or of whose results nothing was opened.' })
  searches!: number;
}

/** What the bank has beside what is looked for. */
@ObjectType({
  description:
    'What the bank has, by theme, kind and level, beside what readers look for in vain and ask for.',
})
export class ThemeMap {
  @Field(() => [ThemeMapRow], {
    description: 'The whole bank, the themes in the order of their tree, then what has no theme.',
  })
  rows!: ThemeMapRow[];

  @Field(() => [UnassignedGap], {
    description: 'Asked for most first, at least twice each; at most 30.',
  })
  unassigned!: UnassignedGap[];
}
