import { ArrayType, Collection, type Opt, type Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToMany, ManyToOne, Property, Unique } from '@mikro-orm/decorators/legacy';
import { registerEnumType } from 'type-graphql';
import { BaseEntity } from '../platform/base.entity.js';
import { Conflict } from '../platform/errors.js';

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

registerEnumType(ThemeStatus, {
  name: 'CuratedThemeStatus',
  description: 'State of a priority theme, for those who curate the themes.',
  valuesConfig: {
    PROPOSED: { description: 'Предложена: waits for a decision of the council; not public.' },
    APPROVED: { description: 'Утверждена: decided, not opened yet; not public.' },
    ACTIVE: { description: 'Действует: the council asks for materials on it now.' },
    CLOSED: { description: 'Закрыта: its period is over; its materials and its address stay.' },
  },
});

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

  /** The council's order among themes of the same broader one, from 0. */
  @Property({ type: 'integer' })
  position!: number;

  /** The decision of the council by which it was approved: «Протокол № 3 от 12.02.2026». */
  @Property({ type: 'text', nullable: true })
  decision?: string | null;

  /** skos:exactMatch: addresses of the same concept elsewhere. */
  @Property({ type: ArrayType })
  exactMatch: string[] & Opt = [];

  /** The theme that took it over; then it is no theme any more, and its address leads there. */
  @ManyToOne(() => PriorityTheme, { ref: true, nullable: true })
  mergedInto?: Ref<PriorityTheme> | null;

  /** PROPOSED → APPROVED. @throws Conflict */
  approve(decision: string): void {
    demand(this, ThemeStatus.PROPOSED);
    this.status = ThemeStatus.APPROVED;
    this.decision = decision;
  }

  /** APPROVED or CLOSED → ACTIVE: the public sees it. @throws Conflict */
  activate(today: string): void {
    demand(this, ThemeStatus.APPROVED, ThemeStatus.CLOSED);
    this.status = ThemeStatus.ACTIVE;
    this.activeFrom ??= today;
    if (this.activeTo && this.activeTo < today) this.activeTo = null;
  }

  /** ACTIVE → CLOSED: its materials and its address stay. @throws Conflict */
  close(today: string): void {
    demand(this, ThemeStatus.ACTIVE);
    this.status = ThemeStatus.CLOSED;
    if (this.activeFrom && this.activeFrom > today) this.activeFrom = today;
    if (!this.activeTo || this.activeTo > today) this.activeTo = today;
  }
}

function demand({ status }: PriorityTheme, ...states: readonly ThemeStatus[]): void {
  if (!states.includes(status)) throw new Conflict(ANOTHER_STATE);
}

const ANOTHER_STATE = {
  ru: 'Сейчас это сделать нельзя: тема в другом состоянии. Обновите страницу.',
  en: 'This cannot be done now: the theme is in another state. Reload the page.',
};
