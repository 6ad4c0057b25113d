import type { Opt, Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, Property, Unique } from '@mikro-orm/decorators/legacy';
import { registerEnumType } from 'type-graphql';
import { BaseEntity } from '../platform/base.entity.js';
import { Territory } from './territory.entity.js';

/** What an organisation is within or beside municipal education. */
export enum OrganizationKind {
  KINDERGARTEN = 'KINDERGARTEN',
  SCHOOL = 'SCHOOL',
  EXTRACURRICULAR = 'EXTRACURRICULAR',
  METHOD_CENTER = 'METHOD_CENTER',
  AUTHORITY = 'AUTHORITY',
  UNIVERSITY = 'UNIVERSITY',
  CULTURE_SPORT = 'CULTURE_SPORT',
  MEDIA = 'MEDIA',
  NGO = 'NGO',
  CREATIVE_UNION = 'CREATIVE_UNION',
  BUSINESS = 'BUSINESS',
  PARENTS = 'PARENTS',
  OTHER = 'OTHER',
}

registerEnumType(OrganizationKind, {
  name: 'OrganizationKind',
  description: 'What an organisation is within or beside municipal education.',
  valuesConfig: {
    KINDERGARTEN: { description: 'Детский сад.' },
    SCHOOL: { description: 'Общеобразовательная организация.' },
    EXTRACURRICULAR: { description: 'Организация дополнительного образования.' },
    METHOD_CENTER: { description: 'Методический центр.' },
    AUTHORITY: { description: 'Управление образования.' },
    UNIVERSITY: { description: 'Вуз.' },
    CULTURE_SPORT: { description: 'Учреждение культуры или спорта.' },
    MEDIA: { description: 'СМИ.' },
    NGO: { description: 'Общественная организация, фонд.' },
    CREATIVE_UNION: { description: 'Творческий союз.' },
    BUSINESS: { description: 'Реальный сектор.' },
    PARENTS: { description: 'Родительская общественность.' },
    OTHER: { description: 'Другое.' },
  },
});

/** A school, a kindergarten or a partner of the networks. */
@Entity()
export class Organization extends BaseEntity {
  @Property({ type: 'text' })
  @Unique()
  slug!: string;

  @Property({ type: 'text' })
  @Unique()
  shortName!: string;

  @Property({ type: 'text' })
  fullName!: string;

  @Enum({ items: () => OrganizationKind, type: 'text' })
  kind!: OrganizationKind;

  @ManyToOne(() => Territory, { ref: true, nullable: true })
  territory?: Ref<Territory> | null;

  /** Taxpayer number, 10 digits. */
  @Property({ type: 'text', nullable: true })
  inn?: string | null;

  /** State registration number, 13 digits. */
  @Property({ type: 'text', nullable: true })
  ogrn?: string | null;

  @Property({ type: 'text', nullable: true })
  site?: string | null;

  /** A partner supports the networks without being a municipal organisation. */
  @Property({ type: 'boolean' })
  isPartner: boolean & Opt = false;
}
