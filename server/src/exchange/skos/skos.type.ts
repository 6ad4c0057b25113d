import { MaxLength } from 'class-validator';
import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { SkosFormat } from './skos-import.js';

/** How a SKOS file is written. */
const SkosFormats = { TURTLE: 'TURTLE', JSON_LD: 'JSON_LD' } as const;

registerEnumType(SkosFormats, {
  name: 'SkosFormat',
  description: 'How a SKOS file is written.',
  valuesConfig: {
    TURTLE: { description: 'Turtle, `.ttl`.' },
    JSON_LD: { description: 'JSON-LD, `.jsonld`, with its context in the file.' },
  },
});

/** Longest file, characters. */
const LONGEST_SKOS = 200_000;

/** A SKOS file. */
@InputType({ description: 'A SKOS file with themes.' })
export class ImportThemesInput {
  @Field(() => String, {
    description: 'The file, at most 200,000 characters; a question over HTTP holds 100 KB.',
  })
  @MaxLength(LONGEST_SKOS)
  text!: string;

  @Field(() => SkosFormats, { description: 'How it is written.' })
  format!: SkosFormat;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether it is done; otherwise it is told only.',
  })
  apply!: boolean;
}

/** What a SKOS file does. */
@ObjectType({ description: 'What a SKOS file does, or has done.' })
export class ThemeImport {
  @Field(() => [String], { description: 'Titles of themes that are proposed to the council.' })
  created!: string[];

  @Field(() => [String], { description: 'Titles of themes that get synonyms or matches.' })
  enriched!: string[];

  @Field(() => Int, { description: 'Themes that have all of it already.' })
  unchanged!: number;

  @Field(() => Boolean, { description: 'Whether it is done.' })
  applied!: boolean;
}
