import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DataFate } from './personal-table.js';

registerEnumType(DataFate, {
  name: 'DataFate',
  description: 'What becomes of data when its person deletes the account.',
  valuesConfig: {
    ERASED: { description: 'It is deleted.' },
    ANONYMOUS: { description: 'It stays, and nothing in it leads to the person any more.' },
    KEPT: { description: 'It stays with the name, where the law wants it so.' },
  },
});

/** A part of what the bank holds of the viewer. */
@ObjectType({ description: 'A part of what the bank holds of the viewer.' })
export class PersonalDataPart {
  @Field(() => String, { description: 'What it is, in the language of the request.' })
  title!: string;

  @Field(() => Int, { description: 'How many records there are; parts without any are left out.' })
  count!: number;

  @Field(() => DataFate, { description: 'What becomes of it when the account is deleted.' })
  fate!: DataFate;

  @Field(() => String, { nullable: true, description: 'More of that; null where the fate says all.' })
  becomes!: string | null;
}

/** What the bank holds of the viewer. */
@ObjectType({ description: 'What the bank holds of the viewer; `/my-data.zip` gives all of it.' })
export class PersonalData {
  @Field(() => [PersonalDataPart], { description: 'Parts in the order of the export.' })
  parts!: PersonalDataPart[];

  @Field(() => Int, { description: 'Files of own materials in the export.' })
  fileCount!: number;

  @Field(() => Float, { description: 'Their size, bytes.' })
  fileBytes!: number;
}
