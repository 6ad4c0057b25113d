import type { Opt, Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, Property } from '@mikro-orm/decorators/legacy';
import { registerEnumType } from 'type-graphql';
import { BaseEntity } from '../platform/base.entity.js';
import { Account } from '../directory/account.entity.js';
import { MaterialVersion } from './material-version.entity.js';
import { Material } from './material.entity.js';

/** What was decided on a material. */
export enum DecisionKind {
  PUBLISH = 'PUBLISH',
  MINOR_CHANGE = 'MINOR_CHANGE',
  RETURN = 'RETURN',
  REJECT = 'REJECT',
  WITHDRAW = 'WITHDRAW',
  REINSTATE = 'REINSTATE',
}

registerEnumType(DecisionKind, {
  name: 'DecisionKind',
  description: 'What was decided on a material.',
  valuesConfig: {
    PUBLISH: { description: 'Опубликовать.' },
    MINOR_CHANGE: { description: 'Принять небольшое изменение: свидетельства новые не выдаются.' },
    RETURN: { description: 'Вернуть на доработку.' },
    REJECT: { description: 'Отклонить.' },
    WITHDRAW: { description: 'Отозвать.' },
    REINSTATE: { description: 'Вернуть в банк отозванное.' },
  },
});

/** Why a version was turned down. */
export enum RejectionReason {
  OFF_TOPIC = 'OFF_TOPIC',
  QUALITY = 'QUALITY',
  DUPLICATE = 'DUPLICATE',
  RIGHTS = 'RIGHTS',
  PLAGIARISM = 'PLAGIARISM',
  PERSONAL_DATA = 'PERSONAL_DATA',
  OTHER = 'OTHER',
}

registerEnumType(RejectionReason, {
  name: 'RejectionReason',
  description: 'Why a version was turned down.',
  valuesConfig: {
    OFF_TOPIC: { description: 'Не методический материал.' },
    QUALITY: { description: 'Методическое качество.' },
    DUPLICATE: { description: 'Такой материал уже есть в банке.' },
    RIGHTS: { description: 'Нет прав на чужие части.' },
    PLAGIARISM: { description: 'Плагиат.' },
    PERSONAL_DATA: { description: 'Персональные данные детей или взрослых.' },
    OTHER: { description: 'Другое; сказано в тексте.' },
  },
});

/** A decision on a version with its reasons, and the author's answer to it. Never changed but by that answer. */
@Entity()
export class MaterialDecision extends BaseEntity {
  @ManyToOne(() => Material, { ref: true, index: true })
  material!: Ref<Material>;

  @ManyToOne(() => MaterialVersion, { ref: true })
  materialVersion!: Ref<MaterialVersion>;

  @Enum({ items: () => DecisionKind, type: 'text' })
  kind!: DecisionKind;

  /** Who decided; null for the bank itself. */
  @ManyToOne(() => Account, { ref: true, nullable: true })
  decidedBy?: Ref<Account> | null;

  /** What is said to the author. */
  @Property({ type: 'text' })
  note: string & Opt = '';

  /** Until when a revision is expected, `YYYY-MM-DD`. */
  @Property({ type: 'date', nullable: true })
  dueDate?: string | null;

  @Enum({ items: () => RejectionReason, type: 'text', nullable: true })
  reason?: RejectionReason | null;

  /** What the author says to the remarks when handing in again. */
  @Property({ type: 'text', nullable: true })
  answer?: string | null;
}
