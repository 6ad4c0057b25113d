import { Collection, type Opt, type Ref } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToOne, OneToMany, Property, Unique } from '@mikro-orm/decorators/legacy';
import { registerEnumType } from 'type-graphql';
import { Account } from '../../directory/account.entity.js';
import { BaseEntity } from '../../platform/base.entity.js';
import { Material } from '../material.entity.js';

/** Who may read a collection. */
export enum CollectionVisibility {
  PRIVATE = 'PRIVATE',
  UNLISTED = 'UNLISTED',
  PUBLIC = 'PUBLIC',
}

registerEnumType(CollectionVisibility, {
  name: 'CollectionVisibility',
  description: 'Who may read a collection.',
  valuesConfig: {
    PRIVATE: { description: 'Its owner alone.' },
    UNLISTED: { description: 'Whoever has its address, which cannot be guessed.' },
    PUBLIC: { description: 'Everybody; it is in the list of collections.' },
  },
});

/** «Подборка»: materials that a person put together and in order. */
@Entity({ tableName: 'collection' })
export class MaterialCollection extends BaseEntity {
  @ManyToOne(() => Account, { ref: true, index: true })
  owner!: Ref<Account>;

  /** Last part of the address; never changes and cannot be guessed. */
  @Property({ type: 'text' })
  @Unique()
  slug!: string;

  @Property({ type: 'text' })
  title!: string;

  @Property({ type: 'text', nullable: true })
  description?: string | null;

  @Enum({ items: () => CollectionVisibility, type: 'text' })
  visibility: CollectionVisibility & Opt = CollectionVisibility.PRIVATE;

  @OneToMany(() => CollectionItem, (item) => item.collection, {
    orderBy: { position: 'asc' },
    orphanRemoval: true,
  })
  items = new Collection<CollectionItem>(this);

  /** Moves one item and closes the gap it leaves; the items have to be loaded. */
  move(item: CollectionItem, position: number): void {
    const rest = this.items.getItems().filter((other) => other !== item);
    rest.splice(Math.max(0, Math.min(position, rest.length)), 0, item);
    rest.forEach((one, at) => {
      one.position = at;
    });
    this.touch();
  }

  /** What changes in the items is a change of the collection: its version counts it, and its readers are told. */
  touch(): void {
    this.updatedAt = new Date();
  }
}

/** A material in a collection. */
@Entity()
@Unique({ properties: ['collection', 'material'] })
export class CollectionItem extends BaseEntity {
  @ManyToOne(() => MaterialCollection, { ref: true })
  collection!: Ref<MaterialCollection>;

  @ManyToOne(() => Material, { ref: true })
  @Index()
  material!: Ref<Material>;

  /** Order in the collection, from 0. */
  @Property({ type: 'integer' })
  position!: number;

  /** Why it is here, in the owner's words. */
  @Property({ type: 'text', nullable: true })
  note?: string | null;
}
