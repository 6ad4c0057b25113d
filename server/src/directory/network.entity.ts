import { Collection, type Opt, type Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, OneToMany, Property, Unique } from '@mikro-orm/decorators/legacy';
import { registerEnumType } from 'type-graphql';
import { BaseEntity } from '../platform/base.entity.js';
import { Organization } from './organization.entity.js';
import { Person } from './person.entity.js';
import { Territory } from './territory.entity.js';

/** Form in which organisations join. */
export enum NetworkKind {
  NETWORK_UNION = 'NETWORK_UNION',
  INNOVATION_SITE = 'INNOVATION_SITE',
  METHOD_SITE = 'METHOD_SITE',
  PROFESSIONAL_ASSOCIATION = 'PROFESSIONAL_ASSOCIATION',
  PROBLEM_GROUP = 'PROBLEM_GROUP',
  WORKSHOP = 'WORKSHOP',
  INITIATIVE_GROUP = 'INITIATIVE_GROUP',
  LAB = 'LAB',
  SUPPORT_SITE = 'SUPPORT_SITE',
  LOCAL_SITE = 'LOCAL_SITE',
}

registerEnumType(NetworkKind, {
  name: 'NetworkKind',
  description: 'Form in which organisations join.',
  valuesConfig: {
    NETWORK_UNION: { description: 'Сетевое объединение.' },
    INNOVATION_SITE: { description: 'Городская инновационная площадка.' },
    METHOD_SITE: { description: 'Городская методическая площадка.' },
    PROFESSIONAL_ASSOCIATION: { description: 'Городское профессиональное методическое объединение.' },
    PROBLEM_GROUP: { description: 'Проблемная группа.' },
    WORKSHOP: { description: 'Межшкольная педагогическая мастерская.' },
    INITIATIVE_GROUP: { description: 'Инициативная группа.' },
    LAB: { description: 'Проблемно-творческая лаборатория.' },
    SUPPORT_SITE: { description: 'Опорная площадка.' },
    LOCAL_SITE: { description: 'Локальная площадка.' },
  },
});

/** State of a network. */
export enum NetworkStatus {
  FORMING = 'FORMING',
  ACTIVE = 'ACTIVE',
  SUSPENDED = 'SUSPENDED',
  CLOSED = 'CLOSED',
}

registerEnumType(NetworkStatus, {
  name: 'NetworkStatus',
  description: 'State of a network.',
  valuesConfig: {
    FORMING: { description: 'Gathers its members; no agreement or order yet.' },
    ACTIVE: { description: 'Works: two members or more, and an agreement or order.' },
    SUSPENDED: { description: 'Rests for a time.' },
    CLOSED: { description: 'Has ended; its materials stay.' },
  },
});

/** «Сетевое объединение»: organisations that work together. */
@Entity()
export class Network extends BaseEntity {
  @Property({ type: 'text' })
  @Unique()
  slug!: string;

  @Property({ type: 'text' })
  @Unique()
  name!: string;

  @Enum({ items: () => NetworkKind, type: 'text' })
  kind: NetworkKind & Opt = NetworkKind.NETWORK_UNION;

  @Enum({ items: () => NetworkStatus, type: 'text' })
  status: NetworkStatus & Opt = NetworkStatus.ACTIVE;

  @ManyToOne(() => Territory, { ref: true, nullable: true })
  territory?: Ref<Territory> | null;

  @ManyToOne(() => Person, { ref: true, nullable: true })
  moderator?: Ref<Person> | null;

  /** The order or agreement that founded it, in words. */
  @Property({ type: 'text', nullable: true })
  basis?: string | null;

  @Property({ type: 'text', nullable: true })
  description?: string | null;

  @OneToMany(() => NetworkMember, (member) => member.network)
  members = new Collection<NetworkMember>(this);
}

/** An organisation's membership in a network. */
@Entity()
@Unique({ properties: ['network', 'organization'] })
export class NetworkMember extends BaseEntity {
  @ManyToOne(() => Network, { ref: true })
  network!: Ref<Network>;

  @ManyToOne(() => Organization, { ref: true })
  organization!: Ref<Organization>;

  /** «Сетевой координатор ОО», appointed by the organisation's order. */
  @ManyToOne(() => Person, { ref: true, nullable: true })
  coordinator?: Ref<Person> | null;

  @Property({ type: 'date', nullable: true })
  joinedAt?: string | null;

  /** Order in the network's name, from 0. */
  @Property({ type: 'integer' })
  position!: number;
}
