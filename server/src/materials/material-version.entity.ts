import { ArrayType, Collection, type Opt, type Ref } from '@mikro-orm/core';
import {
  Entity,
  Enum,
  ManyToMany,
  ManyToOne,
  OneToMany,
  Property,
  Unique,
} from '@mikro-orm/decorators/legacy';
import { BaseEntity } from '../platform/base.entity.js';
import { EducationLevel } from '../vocabulary/education-level.js';
import { PriorityTheme } from '../vocabulary/priority-theme.entity.js';
import { Subject } from '../vocabulary/subject.entity.js';
import { Contribution } from './contribution.entity.js';
import { AgeRating, ChildConsent, License } from './material-enums.js';
import { Material } from './material.entity.js';
import { StoredFile } from './stored-file.entity.js';

/** Everything a material says at one time; frozen once submitted. */
@Entity()
@Unique({ properties: ['material', 'number'] })
export class MaterialVersion extends BaseEntity {
  @ManyToOne(() => Material, { ref: true })
  material!: Ref<Material>;

  /** From 1. */
  @Property({ type: 'integer' })
  number!: number;

  /**
   * Number of the version that it was begun from; null for one that was not begun from another, and for those from
   * before this was kept, which are made of the one before them.
   */
  @Property({ type: 'integer', nullable: true })
  copiedFrom?: number | null;

  @Property({ type: 'text' })
  title!: string;

  @Property({ type: 'text', nullable: true })
  subtitle?: string | null;

  @Property({ type: 'text' })
  annotation!: string;

  /** BCP 47 tag. */
  @Property({ type: 'text' })
  language: string & Opt = 'ru';

  @Property({ type: ArrayType })
  levels: EducationLevel[] & Opt = [];

  /** School classes 1–11. */
  @Property({ type: new ArrayType((value) => Number(value)), columnType: 'int[]' })
  grades: number[] & Opt = [];

  /** Years. */
  @Property({ type: 'integer', nullable: true })
  ageFrom?: number | null;

  /** Years. */
  @Property({ type: 'integer', nullable: true })
  ageTo?: number | null;

  @ManyToMany(() => Subject, undefined, { pivotTable: 'material_version_subject', fixedOrder: true })
  subjects = new Collection<Subject>(this);

  @ManyToMany(() => PriorityTheme, undefined, { pivotTable: 'material_version_theme', fixedOrder: true })
  themes = new Collection<PriorityTheme>(this);

  @Property({ type: ArrayType })
  keywords: string[] & Opt = [];

  @Property({ type: ArrayType })
  audience: string[] & Opt = [];

  @Property({ type: ArrayType })
  technologies: string[] & Opt = [];

  @Property({ type: 'integer', nullable: true })
  durationMinutes?: number | null;

  @Enum({ items: () => AgeRating, type: 'text' })
  ageRating: AgeRating & Opt = AgeRating.AGE_0;

  /** Chosen by the author, never for the author; null only in a draft. */
  @Enum({ items: () => License, type: 'text', nullable: true })
  license?: License | null;

  @Property({ type: 'text', nullable: true })
  rightsHolder?: string | null;

  /** Year of creation as the document says. */
  @Property({ type: 'integer', nullable: true })
  year?: number | null;

  /** What changed since the version before, in the author's words. */
  @Property({ type: 'text', nullable: true })
  changeNote?: string | null;

  @Enum({ items: () => ChildConsent, type: 'text' })
  childConsent: ChildConsent & Opt = ChildConsent.NOT_APPLICABLE;

  /** How many consents were collected; never whose. */
  @Property({ type: 'integer', nullable: true })
  childConsentCount?: number | null;

  /** Where the signed consents are kept: «сейф школы, дело 05-12». */
  @Property({ type: 'text', nullable: true })
  childConsentPlace?: string | null;

  /** Materials of the bank that this one goes on from. */
  @ManyToMany(() => Material, undefined, { pivotTable: 'material_version_based_on', fixedOrder: true })
  basedOn = new Collection<Material>(this);

  /** When it was handed in: since then nothing in it changes. Null while it is being written. */
  @Property({ type: 'timestamptz', nullable: true })
  frozenAt?: Date | null;

  /** When it became public; null for what never did. */
  @Property({ type: 'timestamptz', nullable: true })
  publishedAt?: Date | null;

  @OneToMany(() => Contribution, (contribution) => contribution.materialVersion, {
    orderBy: { position: 'asc' },
  })
  contributions = new Collection<Contribution>(this);

  @OneToMany(() => StoredFile, (file) => file.materialVersion, { orderBy: { position: 'asc' } })
  files = new Collection<StoredFile>(this);
}
