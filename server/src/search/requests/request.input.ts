import { Field, InputType } from 'type-graphql';
import { MaterialKind } from '../../materials/material-enums.js';
import { EducationLevel } from '../../vocabulary/education-level.js';

/** What a reader misses. */
@InputType({ description: 'What a reader misses. Nobody is asked who that is.' })
export class MaterialRequestInput {
  @Field(() => String, {
    description: 'In a reader’s words, 5–300 characters; no names, addresses, telephones.',
  })
  text!: string;

  @Field(() => MaterialKind, { nullable: true, description: 'What kind of material it should be.' })
  kind?: MaterialKind | null;

  @Field(() => EducationLevel, { nullable: true, description: 'For which level.' })
  level?: EducationLevel | null;
}
