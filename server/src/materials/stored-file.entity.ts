import type { Opt, Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, Property, Unique } from '@mikro-orm/decorators/legacy';
import { BaseEntity } from '../platform/base.entity.js';
import { FileContent } from './file-content.entity.js';
import { FileRole } from './file-enums.js';
import { MaterialVersion } from './material-version.entity.js';

/** A named file of a version; its bytes are a FileContent. */
@Entity()
@Unique({ properties: ['materialVersion', 'position'] })
export class StoredFile extends BaseEntity {
  @ManyToOne(() => MaterialVersion, { ref: true })
  materialVersion!: Ref<MaterialVersion>;

  @ManyToOne(() => FileContent, { ref: true, joinColumn: 'sha256', index: true })
  content!: Ref<FileContent>;

  /** Cleaned display name with its true extension, at most 180 characters. */
  @Property({ type: 'text' })
  name!: string;

  @Enum({ items: () => FileRole, type: 'text' })
  role: FileRole & Opt = FileRole.MAIN;

  /** Order within the version, from 0. */
  @Property({ type: 'integer' })
  position!: number;

  /** Since when nobody is given it; of versions that are not the present one alone. */
  @Property({ type: 'timestamptz', nullable: true })
  hiddenAt?: Date | null;

  /** Whether the owner has hidden it; null while it is not hidden. */
  @Property({ type: 'boolean', nullable: true })
  hiddenByOwner?: boolean | null;

  /** Why, for everybody. */
  @Property({ type: 'text', nullable: true })
  hiddenReason?: string | null;

  /** From when on its bytes are erased; null while it is not hidden. */
  @Property({ type: 'timestamptz', nullable: true })
  eraseAfter?: Date | null;
}
