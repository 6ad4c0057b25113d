import { Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { MaterialType } from '../materials/material.type.js';
import { Tombstone } from '../materials/authoring/history.type.js';
import { cite } from './citation.js';

/** A citation as the API shows it. */
@ObjectType('Citation', { description: 'How to cite a material.' })
export class CitationType {
  @Field(() => String, { description: "ГОСТ Р 7.0.100-2018 with today's date of access." })
  gost!: string;

  @Field(() => String, { description: 'BibTeX entry.' })
  bibtex!: string;

  @Field(() => String, { description: 'RIS record.' })
  ris!: string;
}

/** Adds the citation to a material. */
@Resolver(() => MaterialType)
export class CitationResolver {
  constructor(private readonly publicUrl: string) {}

  @FieldResolver(() => CitationType, { description: 'How to cite it.' })
  citation(@Root() material: MaterialType): Promise<CitationType> {
    return cite(material, this.publicUrl, new Date());
  }
}

/** Adds the citation to what is left of a withdrawn material: works that cite it stay right. */
@Resolver(() => Tombstone)
export class TombstoneCitationResolver {
  constructor(private readonly publicUrl: string) {}

  @FieldResolver(() => CitationType, { description: 'How it was and is cited.' })
  citation(@Root() tombstone: Tombstone): Promise<CitationType> {
    return cite(tombstone, this.publicUrl, new Date());
  }
}
