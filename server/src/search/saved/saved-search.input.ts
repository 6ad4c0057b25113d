import { Field, ID, InputType, Int } from 'type-graphql';
import { MaterialFilter } from '../../materials/material-filter.input.js';
import { MailRhythm } from './saved-search.entity.js';

/** A search of the catalogue to be followed. */
@InputType({ description: 'A search of the catalogue to be followed.' })
export class SaveSearchInput {
  @Field(() => String, { description: 'What its owner calls it, at most 150 characters.' })
  title!: string;

  @Field(() => String, { defaultValue: '', description: 'As in `searchMaterials`.' })
  query!: string;

  @Field(() => MaterialFilter, { nullable: true, description: 'As in `searchMaterials`.' })
  filter?: MaterialFilter | null;

  @Field(() => Boolean, { defaultValue: false, description: 'As in `searchMaterials`.' })
  exact!: boolean;

  @Field(() => String, {
    defaultValue: '',
    description: "Query of the catalogue's address that shows the same.",
  })
  address!: string;

  @Field(() => MailRhythm, {
    defaultValue: MailRhythm.NONE,
    description: 'How often new materials come by mail; any but NONE needs the consent MAILING.',
  })
  mail!: MailRhythm;
}

/** A saved search under another title or with another rhythm. */
@InputType({ description: 'A saved search under another title or with another rhythm.' })
export class EditSavedSearchInput {
  @Field(() => ID, { description: 'The saved search.' })
  id!: string;

  @Field(() => Int, { description: '`version` that was shown; another one answers CONFLICT.' })
  expectedVersion!: number;

  @Field(() => String, { description: 'What its owner calls it, at most 150 characters.' })
  title!: string;

  @Field(() => MailRhythm, {
    description: 'How often new materials come by mail; any but NONE needs the consent MAILING.',
  })
  mail!: MailRhythm;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Gives the feed a new address; the old one finds nothing any more.',
  })
  newFeedAddress!: boolean;
}
