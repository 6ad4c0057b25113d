import { ArrayType, Collection, type Opt, type Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToMany, ManyToOne, Property, Unique } from '@mikro-orm/decorators/legacy';
import { registerEnumType } from 'type-graphql';
import { BaseEntity } from '../platform/base.entity.js';

/** State of a priority theme; only the council moves it. */
export enum ThemeStatus {
  PROPOSED = 'PROPOSED',
  APPROVED = 'APPROVED',
  ACTIVE = 'ACTIVE',
  CLOSED = 'CLOSED',
}

/** The states of a theme that the public sees. */
export enum PublicThemeStatus {
  ACTIVE = 'ACTIVE',
  CLOSED = 'CLOSED',
}

registerEnumType(PublicThemeStatus, {
  name: 'ThemeStatus',
  description: 'State of a priority theme.',
  valuesConfig: {
    ACTIVE: { description: 'The council asks for materials on it now.' },
    CLOSED: { description: 'Its period is over; its materials and its address stay.' },
  },
});

/** A priority theme of the municipality: a SKOS concept that the council curates. */
@Entity()
export class PriorityTheme extends BaseEntity {
  @Property({ type: 'text' })
  @Unique()
  slug!: string;

  /** skos:prefLabel, in Russian. */
  @Property({ type: 'text' })
  @Unique()
  title!: string;

  /** A name short enough for a chip. */
  @Property({ type: 'text' })
  shortTitle!: string;

  /** skos:altLabel: the synonyms that the search knows. */
  @Property({ type: ArrayType })
  altLabels: string[] & Opt = [];

  @Property({ type: 'text', nullable: true })
  description?: string | null;

  /** Why the council chose the theme. */
  @Property({ type: 'text', nullable: true })
  rationale?: string | null;

  @Enum({ items: () => ThemeStatus, type: 'text' })
  status: ThemeStatus & Opt = ThemeStatus.ACTIVE;

  @Property({ type: 'date', nullable: true })
  activeFrom?: string | null;

  @Property({ type: 'date', nullable: true })
  activeTo?: string | null;

  @ManyToOne(() => PriorityTheme, { ref: true, nullable: true })
  broader?: Ref<PriorityTheme> | null;

  /** skos:related, stored in one direction and read in both. */
  @ManyToMany(() => PriorityTheme, undefined, { pivotTable: 'priority_theme_related' })
  related = new Collection<PriorityTheme>(this);

  /** The council's order, from 0. */
  @Property({ type: 'integer' })
  position!: number;
}
