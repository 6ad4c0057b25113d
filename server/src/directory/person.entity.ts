import { ArrayType, Collection, type Opt, type Ref } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToMany, ManyToOne, Property, Unique } from '@mikro-orm/decorators/legacy';
import { registerEnumType } from 'type-graphql';
import { BaseEntity } from '../platform/base.entity.js';
import { EducationLevel } from '../vocabulary/education-level.js';
import { Subject } from '../vocabulary/subject.entity.js';
import { Organization } from './organization.entity.js';

/** Qualification of a teacher by the rules of attestation (order № 196 of 24.03.2023). */
export enum Qualification {
  NONE = 'NONE',
  SZD = 'SZD',
  FIRST = 'FIRST',
  HIGHEST = 'HIGHEST',
  METHODIST = 'METHODIST',
  MENTOR = 'MENTOR',
}

registerEnumType(Qualification, {
  name: 'Qualification',
  description: 'Qualification of a teacher by the rules of attestation.',
  valuesConfig: {
    NONE: { description: 'No category.' },
    SZD: { description: 'Соответствие занимаемой должности.' },
    FIRST: { description: 'Первая категория.' },
    HIGHEST: { description: 'Высшая категория.' },
    METHODIST: { description: 'Педагог-методист.' },
    MENTOR: { description: 'Педагог-наставник.' },
  },
});

/** Group of staff to which a network addresses its work. */
export enum StaffGroup {
  SENIOR_EDUCATOR = 'SENIOR_EDUCATOR',
  NOVICE = 'NOVICE',
  EXPERIENCED = 'EXPERIENCED',
  MENTOR = 'MENTOR',
  INNOVATOR = 'INNOVATOR',
  APPLICANT = 'APPLICANT',
}

registerEnumType(StaffGroup, {
  name: 'StaffGroup',
  description: 'Group of staff to which a network addresses its work.',
  valuesConfig: {
    SENIOR_EDUCATOR: { description: 'Старший воспитатель.' },
    NOVICE: { description: 'Начинающий педагог.' },
    EXPERIENCED: { description: 'Педагог-стажист.' },
    MENTOR: { description: 'Педагог-наставник.' },
    INNOVATOR: { description: 'Участник инновационного проекта.' },
    APPLICANT: { description: 'Претендует на категорию.' },
  },
});

/** Fields of a person that are shown to the public only when the person allows it. */
export type PersonVisibility = Partial<
  Record<'position' | 'organization' | 'qualification' | 'bio', boolean>
>;

/** A teacher, an author or a coordinator; may have no account. */
@Entity()
@Index({ properties: ['lastName', 'firstName', 'patronymic'] })
export class Person extends BaseEntity {
  @Property({ type: 'text' })
  @Unique()
  slug!: string;

  @Property({ type: 'text' })
  lastName!: string;

  /** A full name, or an initial with a dot when the source gives no more. */
  @Property({ type: 'text' })
  firstName!: string;

  @Property({ type: 'text', nullable: true })
  patronymic?: string | null;

  @Property({ type: 'text', nullable: true })
  position?: string | null;

  @ManyToOne(() => Organization, { ref: true, nullable: true })
  organization?: Ref<Organization> | null;

  @Enum({ items: () => Qualification, type: 'text' })
  qualification: Qualification & Opt = Qualification.NONE;

  @Property({ type: ArrayType })
  staffGroups: StaffGroup[] & Opt = [];

  @ManyToMany(() => Subject, undefined, { pivotTable: 'person_subject' })
  subjects = new Collection<Subject>(this);

  @Property({ type: ArrayType })
  levels: EducationLevel[] & Opt = [];

  @Property({ type: 'text', nullable: true })
  bio?: string | null;

  /** A field that is not named, or named false, stays private. */
  @Property({ type: 'jsonb' })
  visibility: PersonVisibility & Opt = { position: true, organization: true };
}
