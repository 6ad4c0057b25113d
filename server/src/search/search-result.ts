import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { FacetField } from './facet-field.js';
import { MaterialCard } from './material-card.js';

/** The engine that answered. */
export enum SearchEngineName {
  MEILISEARCH = 'MEILISEARCH',
  POSTGRESQL = 'POSTGRESQL',
}

registerEnumType(SearchEngineName, {
  name: 'SearchEngineName',
  description: 'The engine that answered a search.',
  valuesConfig: {
    MEILISEARCH: { description: 'The Meilisearch server.' },
    POSTGRESQL: { description: 'The database of the bank itself.' },
  },
});

/** What was repaired in a query. */
export enum CorrectionKind {
  SPELLING = 'SPELLING',
  LAYOUT = 'LAYOUT',
}

registerEnumType(CorrectionKind, {
  name: 'CorrectionKind',
  description: 'What was repaired in a query.',
  valuesConfig: {
    SPELLING: { description: 'A word that no material has, replaced by the nearest one.' },
    LAYOUT: { description: 'Words typed with the wrong keyboard layout.' },
  },
});

/** A piece of a text. */
@ObjectType({ description: 'A piece of a text; the pieces joined are the text.' })
export class TextSegment {
  @Field(() => String, { description: 'The piece.' })
  text!: string;

  @Field(() => Boolean, { description: 'Matches the query.' })
  match!: boolean;
}

/** The file of a place. */
@ObjectType({ description: 'The file in which a place is.' })
export class PlaceFile {
  @Field(() => ID, { description: 'Id of the stored file.' })
  id!: string;

  @Field(() => String, { description: 'Name of the file.' })
  name!: string;
}

/** Where in a file something stands. */
@ObjectType({ description: 'Where in which file something stands: one of page, slide, sheet and second.' })
export class Place {
  @Field(() => PlaceFile, { description: 'The file; what captions say is a place in their video.' })
  file!: PlaceFile;

  @Field(() => Int, { description: 'Number of the passage within the text of the file, from 0.' })
  ordinal!: number;

  @Field(() => Int, { nullable: true, description: 'Page, from 1.' })
  page!: number | null;

  @Field(() => Int, { nullable: true, description: 'Slide, from 1.' })
  slide!: number | null;

  @Field(() => String, { nullable: true, description: 'Name of the sheet.' })
  sheet!: string | null;

  @Field(() => Float, { nullable: true, description: 'Start of the caption, seconds.' })
  second!: number | null;
}

/** A further place of the same material. */
@ObjectType({ description: 'A further place of the same material.' })
export class PlaceHit {
  @Field(() => Place, { description: 'The place.' })
  place!: Place;

  @Field(() => [TextSegment], { description: 'The matching stretch of the file.' })
  snippet!: TextSegment[];
}

/** The parts of a card with the words of the query marked. */
@ObjectType({ description: 'Parts of the card with the words of the query marked.' })
export class Highlights {
  @Field(() => [TextSegment], { description: 'Title.' })
  title!: TextSegment[];

  @Field(() => [TextSegment], { description: 'Annotation.' })
  annotation!: TextSegment[];
}

/** A material that was found. */
@ObjectType({ description: 'A material that was found.' })
export class SearchHit {
  @Field(() => MaterialCard, { description: 'The material.' })
  material!: MaterialCard;

  @Field(() => Highlights, { description: 'Title and annotation with the words of the query marked.' })
  highlights!: Highlights;

  @Field(() => Place, {
    nullable: true,
    description: 'Where in which file it matched best; null when only the card matched.',
  })
  place!: Place | null;

  @Field(() => [TextSegment], {
    description: 'The matching stretch of the file; empty without a place.',
  })
  snippet!: TextSegment[];

  @Field(() => [PlaceHit], { description: 'Further places of the same material, best first, at most two.' })
  morePlaces!: PlaceHit[];

  @Field(() => Int, { description: 'Matching places in all.' })
  placeCount!: number;
}

/** A value of a facet with its count. */
@ObjectType({ description: 'A value of a facet with its count.' })
export class FacetBucket {
  @Field(() => String, { description: 'What the filter takes: name of an enum value, slug, class, year.' })
  value!: string;

  @Field(() => String, { description: 'Russian label.' })
  label!: string;

  @Field(() => Int, {
    description: 'Found materials with this value, under all filters but those of the same field.',
  })
  count!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Value of the broader theme, for the theme tree.',
  })
  parent!: string | null;
}

/** The counts of one field. */
@ObjectType({ description: 'The counts of one field.' })
export class Facet {
  @Field(() => FacetField, { description: 'The field.' })
  field!: FacetField;

  @Field(() => [FacetBucket], {
    description: 'Values that something was found with, the frequent first, at most 100.',
  })
  buckets!: FacetBucket[];
}

/** A change of the query. */
@ObjectType({ description: 'What was changed in the query before it was searched.' })
export class Correction {
  @Field(() => CorrectionKind, { description: 'What was repaired.' })
  kind!: CorrectionKind;

  @Field(() => String, { description: 'As typed.' })
  original!: string;

  @Field(() => String, { description: 'As searched.' })
  corrected!: string;
}

/** A filter that the words of the query name. */
@ObjectType({ description: 'A filter that the words of the query name; offered, never applied in silence.' })
export class UnderstoodFilter {
  @Field(() => FacetField, { description: 'Field of the filter.' })
  field!: FacetField;

  @Field(() => String, { description: 'What the filter takes.' })
  value!: string;

  @Field(() => String, { description: 'Russian label.' })
  label!: string;

  @Field(() => String, { description: 'The query without the words that the filter stands for.' })
  rest!: string;
}

/** What giving up one filter would bring. */
@ObjectType({ description: 'What giving up the choices of one field would bring.' })
export class Relaxation {
  @Field(() => FacetField, { description: 'The field; YEAR stands for both bounds of the year.' })
  field!: FacetField;

  @Field(() => Int, { description: 'Materials that would then be found.' })
  total!: number;
}

/** A page of the catalogue. */
@ObjectType({ description: 'A page of the catalogue.' })
export class SearchResult {
  @Field(() => Int, { description: 'Found materials in all.' })
  total!: number;

  @Field(() => Int, { description: 'Number of this page, from 1.' })
  page!: number;

  @Field(() => Int, { description: 'Materials a page.' })
  pageSize!: number;

  @Field(() => [SearchHit], { description: 'Materials of this page.' })
  hits!: SearchHit[];

  @Field(() => [Facet], { description: 'Counts of every field.' })
  facets!: Facet[];

  @Field(() => [Correction], {
    description: 'What was changed in the query before it was searched; `exact: true` searches it as typed.',
  })
  corrections!: Correction[];

  @Field(() => [String], { description: 'Synonyms that widened the query.' })
  synonyms!: string[];

  @Field(() => [UnderstoodFilter], { description: 'Filters that the words of the query name.' })
  understood!: UnderstoodFilter[];

  @Field(() => [Relaxation], {
    description: 'When nothing was found: which filters to give up, the most fruitful first.',
  })
  relaxations!: Relaxation[];

  @Field(() => SearchEngineName, { description: 'The engine that answered.' })
  engine!: SearchEngineName;

  @Field(() => Boolean, {
    description: 'True when the fallback answered because the configured engine did not.',
  })
  simplified!: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether passages near in meaning were looked for too: false when that was not done in time and the words alone were searched, null where it is not wanted or the bank does not do it.',
  })
  byMeaning!: boolean | null;

  @Field(() => Float, { description: 'Time that the search took, milliseconds.' })
  tookMs!: number;
}
