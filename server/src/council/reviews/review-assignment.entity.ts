import type { Opt, Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, Property } from '@mikro-orm/decorators/legacy';
import { registerEnumType } from 'type-graphql';
import { Account } from '../../directory/account.entity.js';
import { MaterialVersion } from '../../materials/material-version.entity.js';
import { Material } from '../../materials/material.entity.js';
import { BaseEntity } from '../../platform/base.entity.js';
import { Conflict } from '../../platform/errors.js';
import { ReviewForm } from '../forms/review-form.entity.js';

/** How far a review is that somebody was asked for. */
export enum AssignmentState {
  INVITED = 'INVITED',
  ACCEPTED = 'ACCEPTED',
  DECLINED = 'DECLINED',
  OVERDUE = 'OVERDUE',
  SUBMITTED = 'SUBMITTED',
  CANCELLED = 'CANCELLED',
}

registerEnumType(AssignmentState, {
  name: 'ReviewState',
  description: 'How far a review is that somebody was asked for.',
  valuesConfig: {
    INVITED: { description: 'Приглашён, ещё не ответил.' },
    ACCEPTED: { description: 'Согласился и работает.' },
    DECLINED: { description: 'Отказался.' },
    OVERDUE: { description: 'Срок прошёл, отзыва нет.' },
    SUBMITTED: { description: 'Отзыв сдан.' },
    CANCELLED: { description: 'Отзыв больше не нужен.' },
  },
});

/** Why a reviewer declines. */
export enum DeclineReason {
  CONFLICT = 'CONFLICT',
  NO_TIME = 'NO_TIME',
  NOT_MY_FIELD = 'NOT_MY_FIELD',
  OTHER = 'OTHER',
}

registerEnumType(DeclineReason, {
  name: 'DeclineReason',
  description: 'Why a reviewer declines.',
  valuesConfig: {
    CONFLICT: { description: 'Конфликт интересов.' },
    NO_TIME: { description: 'Нет времени к этому сроку.' },
    NOT_MY_FIELD: { description: 'Не моя область.' },
    OTHER: { description: 'Другое; сказано в тексте.' },
  },
});

const { INVITED, ACCEPTED, DECLINED, OVERDUE, SUBMITTED, CANCELLED } = AssignmentState;

/** States in which a review is still to be expected. */
const OPEN_STATES: readonly AssignmentState[] = [INVITED, ACCEPTED, OVERDUE];

/** One person asked to review one version. */
@Entity()
export class ReviewAssignment extends BaseEntity {
  @ManyToOne(() => Material, { ref: true })
  material!: Ref<Material>;

  @ManyToOne(() => MaterialVersion, { ref: true })
  materialVersion!: Ref<MaterialVersion>;

  /** The edition of the form by which it is to be judged. */
  @ManyToOne(() => ReviewForm, { ref: true })
  form!: Ref<ReviewForm>;

  @ManyToOne(() => Account, { ref: true })
  reviewer!: Ref<Account>;

  @ManyToOne(() => Account, { ref: true })
  invitedBy!: Ref<Account>;

  /** How often the material had been handed in. */
  @Property({ type: 'integer' })
  round!: number;

  /** «Рецензент 2»: what the author knows of the reviewer. */
  @Property({ type: 'integer' })
  number!: number;

  @Enum({ items: () => AssignmentState, type: 'text' })
  state: AssignmentState & Opt = INVITED;

  /** Whether the author is hidden from the reviewer. */
  @Property({ type: 'boolean' })
  blind!: boolean;

  /** Last day, `YYYY-MM-DD`, where the material is at home. */
  @Property({ type: 'date' })
  dueOn!: string;

  @Property({ type: 'timestamptz', nullable: true })
  acceptedAt?: Date | null;

  /** When it was sent, declined or cancelled. */
  @Property({ type: 'timestamptz', nullable: true })
  closedAt?: Date | null;

  @Property({ type: 'timestamptz', nullable: true })
  remindedAt?: Date | null;

  @Enum({ items: () => DeclineReason, type: 'text', nullable: true })
  declineReason?: DeclineReason | null;

  @Property({ type: 'text', nullable: true })
  declineNote?: string | null;

  /** The reviewer agrees. */
  accept(at: Date): void {
    this.require(INVITED);
    this.state = ACCEPTED;
    this.acceptedAt = at;
  }

  /** The reviewer says no, or learns of a conflict at work. */
  decline(reason: DeclineReason, note: string | null, at: Date): void {
    this.close(DECLINED, at);
    this.declineReason = reason;
    this.declineNote = note;
  }

  /** The review is in. */
  submit(at: Date): void {
    this.requireAtWork();
    this.close(SUBMITTED, at);
  }

  /** @throws Conflict unless the reviewer has agreed and may still write */
  requireAtWork(): void {
    if (!this.isAtWork) this.require(ACCEPTED);
  }

  /** Whether the reviewer has agreed and not sent yet, be it late. */
  get isAtWork(): boolean & Opt {
    return this.acceptedAt != null && OPEN_STATES.includes(this.state);
  }

  /** The review is not needed any more. */
  cancel(at: Date): void {
    this.close(CANCELLED, at);
  }

  /** The last day has passed. */
  lapse(): void {
    this.require(INVITED, ACCEPTED);
    this.state = OVERDUE;
  }

  /** The reviewer gets more time. */
  postpone(dueOn: string): void {
    this.require(...OPEN_STATES);
    this.state = this.acceptedAt ? ACCEPTED : INVITED;
    this.dueOn = dueOn;
    this.remindedAt = null;
  }

  private close(state: AssignmentState, at: Date): void {
    this.require(...OPEN_STATES);
    this.state = state;
    this.closedAt = at;
  }

  private require(...states: AssignmentState[]): void {
    if (!states.includes(this.state)) throw new Conflict(MOVED);
  }
}

const MOVED = {
  ru: 'Сейчас это сделать нельзя: с этим отзывом уже что-то произошло. Обновите страницу.',
  en: 'This cannot be done now: something has happened to this review. Reload the page.',
};
