import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { OptionalProps } from '@mikro-orm/core';
import { v7 as uuidv7 } from 'uuid';

/** One line of the audit trail, written in the transaction of the change it tells of. */
@Entity()
@Index({ properties: ['subjectType', 'subjectId'] })
export class AuditEvent {
  [OptionalProps]?: 'id' | 'at' | 'data';

  @PrimaryKey({ type: 'uuid' })
  id: string = uuidv7();

  @Property({ type: 'timestamptz' })
  at: Date = new Date();

  /** Who did it: `import`, `system`, or an account's id. */
  @Property({ type: 'text' })
  actor!: string;

  /** Past-tense verb with its domain: `material.published`. */
  @Property({ type: 'text' })
  action!: string;

  /** Table of the thing that changed. */
  @Property({ type: 'text' })
  subjectType!: string;

  @Property({ type: 'uuid' })
  subjectId!: string;

  /** What is worth knowing of the change; never personal data that the thing itself does not hold. */
  @Property({ type: 'jsonb' })
  data: Record<string, unknown> = {};
}
