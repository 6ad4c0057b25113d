import type { Opt, Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, Property, Unique } from '@mikro-orm/decorators/legacy';
import { BaseEntity } from '../platform/base.entity.js';
import { Person } from '../directory/person.entity.js';
import { ContributionRole } from './material-enums.js';
import { MaterialVersion } from './material-version.entity.js';

/** A person's part in a version, with a snapshot of who the person was at publication. */
@Entity()
@Unique({ properties: ['materialVersion', 'position'] })
export class Contribution extends BaseEntity {
  @ManyToOne(() => MaterialVersion, { ref: true })
  materialVersion!: Ref<MaterialVersion>;

  /** Order on the title page, from 0. */
  @Property({ type: 'integer' })
  position!: number;

  @Enum({ items: () => ContributionRole, type: 'text' })
  role: ContributionRole & Opt = ContributionRole.AUTHOR;

  @ManyToOne(() => Person, { ref: true, nullable: true, index: true })
  person?: Ref<Person> | null;

  /** «Фамилия Имя Отчество» at publication. */
  @Property({ type: 'text' })
  name!: string;

  /** «Фамилия И. О.» with no-break spaces. */
  @Property({ type: 'text' })
  shortName!: string;

  /** Post held at publication. */
  @Property({ type: 'text', nullable: true })
  post?: string | null;

  @Property({ type: 'text', nullable: true })
  organizationName?: string | null;

  /** Where the invitation went, lower case; null once a person of the bank stands here. Never public. */
  @Property({ type: 'text', nullable: true })
  invitedEmail?: string | null;

  /** When the co-author agreed; null until then. */
  @Property({ type: 'timestamptz', nullable: true })
  confirmedAt?: Date | null;

  /** When the co-author said no; the owner then takes the name out. */
  @Property({ type: 'timestamptz', nullable: true })
  declinedAt?: Date | null;
}
