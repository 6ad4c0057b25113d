import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { MaterialKind } from '../../materials/material-enums.js';
import { EducationLevel } from '../../vocabulary/education-level.js';
import { PriorityThemeType } from '../../vocabulary/priority-theme.type.js';

/** A material that has come of a call. */
@ObjectType({ description: 'A public material that was begun in answer to a call.' })
export class CallMaterial {
  @Field(() => String, { description: 'Last part of its address.' })
  slug!: string;

  @Field(() => String, { description: 'Title.' })
  title!: string;

  @Field(() => MaterialKind, { description: 'Kind.' })
  kind!: MaterialKind;
}

/** A call as the public sees it. */
@ObjectType('MaterialCall', {
  description: '«Запрос материалов»: the council asks for materials of a theme.',
})
export class MaterialCallType {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => Int, { description: 'Give it back as `expectedVersion`.' })
  version!: number;

  @Field(() => PriorityThemeType, { description: 'The theme.' })
  theme!: PriorityThemeType;

  @Field(() => [MaterialKind], { description: 'What is asked for; none for any kind.' })
  kinds!: MaterialKind[];

  @Field(() => [EducationLevel], { description: 'For which levels; none for any.' })
  levels!: EducationLevel[];

  @Field(() => String, { description: 'What the council waits for, in its words.' })
  text!: string;

  @Field(() => GraphQLLocalDate, { description: 'The day on which it was opened.' })
  since!: string;

  @Field(() => GraphQLLocalDate, { description: 'The last day on which it is open.' })
  until!: string;

  @Field(() => Boolean, { description: 'Whether it takes answers.' })
  open!: boolean;

  @Field(() => Int, { description: 'Materials that were handed in in answer.' })
  came!: number;

  @Field(() => Int, { description: 'Those of them that are public.' })
  published!: number;

  @Field(() => [CallMaterial], { description: 'Those that are public, the newest first, at most 50.' })
  materials!: CallMaterial[];
}
