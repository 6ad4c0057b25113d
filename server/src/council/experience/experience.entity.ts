import { Collection, type Opt, type Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToMany, ManyToOne, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Account } from '../../directory/account.entity.js';
import { Organization } from '../../directory/organization.entity.js';
import { Person } from '../../directory/person.entity.js';
import { Material } from '../../materials/material.entity.js';
import { BaseEntity } from '../../platform/base.entity.js';
import { Conflict } from '../../platform/errors.js';
import { PriorityTheme } from '../../vocabulary/priority-theme.entity.js';
import { ExperienceLevel, ExperienceState } from './experience-enums.js';

const { DRAFT, SUBMITTED, RETURNED, ENTERED, WITHDRAWN } = ExperienceState;

/** What is printed of a person, as it was on the day of the entry. */
export interface EnteredPerson {
  readonly name: string;
  readonly post: string | null;
  readonly organizationName: string | null;
}

/** «Адрес передового педагогического опыта»: a description of somebody's experience, and its entry in the register. */
@Entity()
@Unique({ properties: ['year', 'number'] })
export class ExperienceAddress extends BaseEntity {
  @Enum({ items: () => ExperienceState, type: 'text' })
  state: ExperienceState & Opt = DRAFT;

  /** Who writes it. */
  @ManyToOne(() => Account, { ref: true, index: true })
  owner!: Ref<Account>;

  /** Whose experience it is. */
  @ManyToOne(() => Person, { ref: true, index: true })
  person!: Ref<Person>;

  /** Where the person works, since it was handed in. */
  @ManyToOne(() => Organization, { ref: true, nullable: true, index: true })
  organization?: Ref<Organization> | null;

  @ManyToOne(() => PriorityTheme, { ref: true, nullable: true, index: true })
  theme?: Ref<PriorityTheme> | null;

  @Enum({ items: () => ExperienceLevel, type: 'text', nullable: true })
  level?: ExperienceLevel | null;

  /** «Тема опыта» */
  @Property({ type: 'text' })
  title: string & Opt = '';

  /** «Актуальность» */
  @Property({ type: 'text' })
  relevance: string & Opt = '';

  /** «Цель» */
  @Property({ type: 'text' })
  aim: string & Opt = '';

  /** «Длительность работы над опытом», in words. */
  @Property({ type: 'text' })
  duration: string & Opt = '';

  /** «Ведущая идея» */
  @Property({ type: 'text' })
  leadingIdea: string & Opt = '';

  /** «Технология» */
  @Property({ type: 'text' })
  technology: string & Opt = '';

  /** «Результативность» */
  @Property({ type: 'text' })
  results: string & Opt = '';

  /** Materials of the bank that show it, in their order. */
  @ManyToMany(() => Material, undefined, { pivotTable: 'experience_address_material', fixedOrder: true })
  materials = new Collection<Material>(this);

  @Property({ type: 'timestamptz', nullable: true })
  submittedAt?: Date | null;

  /** What the author has to change. */
  @Property({ type: 'text', nullable: true })
  returnNote?: string | null;

  /** Year of the register, of which `number` is the number. */
  @Property({ type: 'integer', nullable: true })
  year?: number | null;

  @Property({ type: 'integer', nullable: true })
  number?: number | null;

  @Property({ type: 'timestamptz', nullable: true })
  enteredAt?: Date | null;

  /** «Фамилия Имя Отчество» on the day of the entry. */
  @Property({ type: 'text', nullable: true })
  personName?: string | null;

  @Property({ type: 'text', nullable: true })
  post?: string | null;

  @Property({ type: 'text', nullable: true })
  organizationName?: string | null;

  @Property({ type: 'timestamptz', nullable: true })
  withdrawnAt?: Date | null;

  @Property({ type: 'text', nullable: true })
  withdrawnReason?: string | null;

  /** Whether its author may change it now. */
  get isEditable(): boolean & Opt {
    return this.state === DRAFT || this.state === RETURNED;
  }

  /** Hands it in: nothing in it changes until the council has decided. */
  submit(organization: Ref<Organization> | null, at: Date): void {
    this.move([DRAFT, RETURNED], SUBMITTED);
    this.organization = organization;
    this.submittedAt = at;
    this.returnNote = null;
  }

  /** Back to the author, with what is to be changed. */
  sendBack(note: string): void {
    this.move([SUBMITTED], RETURNED);
    this.returnNote = note;
  }

  /** Enters it into the register. */
  enter(year: number, number: number, { name, post, organizationName }: EnteredPerson, at: Date): void {
    this.move([SUBMITTED], ENTERED);
    this.year = year;
    this.number = number;
    this.personName = name;
    this.post = post;
    this.organizationName = organizationName;
    this.enteredAt = at;
  }

  /** Takes it out of the register; its number is not given again. */
  withdraw(reason: string, at: Date): void {
    this.move([ENTERED], WITHDRAWN);
    this.withdrawnReason = reason;
    this.withdrawnAt = at;
  }

  private move(from: readonly ExperienceState[], to: ExperienceState): void {
    if (!from.includes(this.state)) throw new Conflict(ANOTHER_STATE);
    this.state = to;
  }
}

const ANOTHER_STATE = {
  ru: 'Сейчас это сделать нельзя: описание опыта в другом состоянии. Обновите страницу.',
  en: 'This cannot be done now: the description is in another state. Reload the page.',
};
