import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { MaterialKind } from '../../materials/material-enums.js';
import { EducationLevel } from '../../vocabulary/education-level.js';
import { PriorityThemeType } from '../../vocabulary/priority-theme.type.js';

/** What a reader misses, as those see it who see to it. */
@ObjectType('MaterialRequest', { description: 'What a reader has said to miss; from whom is not known.' })
export class MaterialRequestType {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => String, { description: 'In the reader’s words.' })
  text!: string;

  @Field(() => MaterialKind, { nullable: true, description: 'What kind of material it should be.' })
  kind!: MaterialKind | null;

  @Field(() => EducationLevel, { nullable: true, description: 'For which level.' })
  level!: EducationLevel | null;

  @Field(() => GraphQLLocalDate, { description: 'On which day, in Moscow.' })
  day!: string;

  @Field(() => [PriorityThemeType], { description: 'The themes that its words name.' })
  themes!: PriorityThemeType[];
}
