import { ArrayType, OptionalProps, type Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { registerEnumType } from 'type-graphql';
import { v7 as uuidv7 } from 'uuid';
import { Account } from '../../directory/account.entity.js';
import type { OwnedRows } from './theme-links.js';
import type { ThemeSnapshot } from './theme-snapshot.js';

/** What was done to themes. */
export enum ThemeChangeKind {
  PROPOSED = 'PROPOSED',
  DESCRIBED = 'DESCRIBED',
  RENAMED = 'RENAMED',
  MOVED = 'MOVED',
  PINNED = 'PINNED',
  APPROVED = 'APPROVED',
  ACTIVATED = 'ACTIVATED',
  CLOSED = 'CLOSED',
  MERGED = 'MERGED',
  SPLIT = 'SPLIT',
  IMPORTED = 'IMPORTED',
}

registerEnumType(ThemeChangeKind, {
  name: 'ThemeChangeKind',
  description: 'What was done to themes.',
  valuesConfig: {
    PROPOSED: { description: 'A theme was proposed.' },
    DESCRIBED: { description: 'Its texts, synonyms, period, neighbours or curators were changed.' },
    RENAMED: { description: 'It got another name and address; the former address leads to it.' },
    MOVED: { description: 'It got another place in the tree or in the order.' },
    PINNED: { description: 'Other materials are shown first.' },
    APPROVED: { description: 'The council approved it.' },
    ACTIVATED: { description: 'It was opened.' },
    CLOSED: { description: 'It was closed.' },
    MERGED: { description: 'A theme was merged into another one.' },
    SPLIT: { description: 'Materials of a theme were given to another one.' },
    IMPORTED: { description: 'Themes were read from a SKOS file.' },
  },
});

/** What a change needs to be taken back. */
export interface ChangeBefore {
  /** The themes as they were. */
  readonly themes: readonly ThemeSnapshot[];
  /** Themes that the change has made, by id. */
  readonly created: readonly string[];
  /** Calls and experiences that went to another theme. */
  readonly owned?: { readonly theme: string; readonly rows: OwnedRows };
  /** Accounts that follow a theme since the change, and the theme. */
  readonly followers?: { readonly theme: string; readonly accounts: readonly string[] };
}

/** One change of the themes, kept with what it needs to be taken back. */
@Entity()
export class ThemeChange {
  [OptionalProps]?: 'id' | 'at' | 'materials';

  @PrimaryKey({ type: 'uuid' })
  id: string = uuidv7();

  @Property({ type: 'timestamptz' })
  at: Date = new Date();

  @Enum({ items: () => ThemeChangeKind, type: 'text' })
  kind!: ThemeChangeKind;

  @ManyToOne(() => Account, { ref: true })
  account!: Ref<Account>;

  /** The theme that it is about, as it was called; of a merge «what → where to». */
  @Property({ type: 'text' })
  title!: string;

  /** Ids of all themes that it touches. */
  @Property({ type: ArrayType })
  themes!: string[];

  @Property({ type: 'jsonb' })
  before!: ChangeBefore;

  /** How many materials it has moved. */
  @Property({ type: 'integer' })
  materials: number = 0;

  @Property({ type: 'timestamptz', nullable: true })
  undoneAt?: Date | null;

  @ManyToOne(() => Account, { ref: true, nullable: true })
  undoneBy?: Ref<Account> | null;
}
