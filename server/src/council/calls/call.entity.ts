import { ArrayType, type Opt, type Ref } from '@mikro-orm/core';
import { Entity, ManyToOne, Property } from '@mikro-orm/decorators/legacy';
import { Account } from '../../directory/account.entity.js';
import type { MaterialKind } from '../../materials/material-enums.js';
import { BaseEntity } from '../../platform/base.entity.js';
import { Conflict } from '../../platform/errors.js';
import type { EducationLevel } from '../../vocabulary/education-level.js';
import { PriorityTheme } from '../../vocabulary/priority-theme.entity.js';

/** «Запрос материалов»: the council asks for materials of a theme until a day. */
@Entity()
export class MaterialCall extends BaseEntity {
  @ManyToOne(() => PriorityTheme, { ref: true, index: true })
  theme!: Ref<PriorityTheme>;

  /** What is asked for; none for any kind. */
  @Property({ type: ArrayType })
  kinds: MaterialKind[] & Opt = [];

  /** For which levels; none for any. */
  @Property({ type: ArrayType })
  levels: EducationLevel[] & Opt = [];

  /** What the council waits for, in its words. */
  @Property({ type: 'text' })
  text!: string;

  /** The last day on which it is open, `YYYY-MM-DD`. */
  @Property({ type: 'date' })
  until!: string;

  @ManyToOne(() => Account, { ref: true })
  openedBy!: Ref<Account>;

  /** When it was closed by hand; null for one that its day closes. */
  @Property({ type: 'timestamptz', nullable: true })
  closedAt?: Date | null;

  /** Whether it takes answers on a day. */
  isOpen(today: string): boolean {
    return !this.closedAt && this.until >= today;
  }

  /** Closes it before its day. @throws Conflict for one that is not open any more */
  close(at: Date, today: string): void {
    if (!this.isOpen(today)) throw new Conflict();
    this.closedAt = at;
  }
}
