import { ArrayType, Collection, type Opt, type Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, OneToMany, Property, Unique } from '@mikro-orm/decorators/legacy';
import { registerEnumType } from 'type-graphql';
import { Account } from '../../directory/account.entity.js';
import { Role } from '../../directory/role.js';
import { RejectionReason } from '../../materials/material-decision.entity.js';
import { MaterialVersion } from '../../materials/material-version.entity.js';
import { Material } from '../../materials/material.entity.js';
import { BaseEntity } from '../../platform/base.entity.js';
import { Conflict } from '../../platform/errors.js';
import { dayIn, MOSCOW } from '../../platform/time-zone.js';
import { PriorityTheme } from '../../vocabulary/priority-theme.entity.js';
import { ExperienceAddress } from '../experience/experience.entity.js';
import { AgendaItemKind, AgendaOutcome } from './agenda-item-kind.js';

/** How far a meeting is. */
export enum MeetingStatus {
  PLANNED = 'PLANNED',
  OPEN = 'OPEN',
  CLOSED = 'CLOSED',
  PROTOCOL_SIGNED = 'PROTOCOL_SIGNED',
  CANCELLED = 'CANCELLED',
}

registerEnumType(MeetingStatus, {
  name: 'MeetingStatus',
  description: 'How far a meeting is.',
  valuesConfig: {
    PLANNED: { description: 'Запланировано.' },
    OPEN: { description: 'Идёт: enough members are there.' },
    CLOSED: { description: 'Закрыто: each item of the agenda is decided.' },
    PROTOCOL_SIGNED: { description: 'Протокол подписан: what was decided is done.' },
    CANCELLED: { description: 'Отменено: it is not held, and its matters wait for another meeting.' },
  },
});

/** When and where a meeting is. */
export type Appointment = Pick<Meeting, 'startsAt' | 'timeZone' | 'place'>;

/** «Заседание»: its agenda, who was there, and after the signature nothing of it changes. */
@Entity()
export class Meeting extends BaseEntity {
  @Enum({ items: () => MeetingStatus, type: 'text' })
  status: MeetingStatus & Opt = MeetingStatus.PLANNED;

  @Property({ type: 'timestamptz' })
  startsAt!: Date;

  /** IANA zone in which it was planned: its day and hour are meant in it, whatever the council lives by later. */
  @Property({ type: 'text' })
  timeZone: string & Opt = MOSCOW;

  /** A room, or the address of a conference. */
  @Property({ type: 'text' })
  place!: string;

  /** Why it is not held; null for one that is, and where nobody has said. */
  @Property({ type: 'text', nullable: true })
  cancelReason?: string | null;

  /** Number of the protocol within its year, without gaps. */
  @Property({ type: 'integer', nullable: true })
  protocolNumber?: number | null;

  @Property({ type: 'integer', nullable: true })
  protocolYear?: number | null;

  @Property({ type: 'timestamptz', nullable: true })
  signedAt?: Date | null;

  @ManyToOne(() => Account, { ref: true, nullable: true })
  signedBy?: Ref<Account> | null;

  @OneToMany(() => AgendaItem, ({ meeting }) => meeting, { orderBy: { position: 'asc' } })
  items = new Collection<AgendaItem>(this);

  @OneToMany(() => MeetingMember, ({ meeting }) => meeting, { orderBy: { name: 'asc' } })
  members = new Collection<MeetingMember>(this);

  /** Its day, `YYYY-MM-DD`, which dates its protocol. */
  get day(): string & Opt {
    return dayIn(this.timeZone, this.startsAt);
  }

  /** Gives a planned one another time, zone or place. @throws Conflict in another state */
  move(to: Appointment): void {
    this.demand(MeetingStatus.PLANNED);
    Object.assign(this, to);
  }

  /** PLANNED → CANCELLED: its matters are on no agenda any more. @throws Conflict in another state */
  cancel(reason: string | null): void {
    this.demand(MeetingStatus.PLANNED);
    this.status = MeetingStatus.CANCELLED;
    this.cancelReason = reason;
  }

  /**
   * PLANNED → OPEN.
   * @param present how many came
   * @param needed how many have to be there
   * @throws Conflict in another state, with nothing to decide, or without a quorum
   */
  open(present: number, needed: number): void {
    this.demand(MeetingStatus.PLANNED);
    if (this.items.length === 0) throw new Conflict(NO_AGENDA);
    this.demandQuorum(present, needed);
    this.status = MeetingStatus.OPEN;
  }

  /** @throws Conflict where fewer have come than have to be there */
  demandQuorum(present: number, needed: number): void {
    if (present < needed) throw new Conflict(noQuorum(present, needed));
  }

  /** OPEN → CLOSED. @throws Conflict in another state, or while a matter is undecided */
  close(): void {
    this.demand(MeetingStatus.OPEN);
    if (this.items.getItems().some(({ outcome }) => !outcome)) throw new Conflict(UNDECIDED);
    this.status = MeetingStatus.CLOSED;
  }

  /** CLOSED → OPEN. @throws Conflict in another state */
  reopen(): void {
    this.demand(MeetingStatus.CLOSED);
    this.status = MeetingStatus.OPEN;
  }

  /** CLOSED → PROTOCOL_SIGNED, the last change of all. @throws Conflict in another state */
  finish(): void {
    this.demand(MeetingStatus.CLOSED);
    this.status = MeetingStatus.PROTOCOL_SIGNED;
  }

  /**
   * Demands one of the states.
   * @throws Conflict
   */
  demand(...states: readonly MeetingStatus[]): void {
    if (!states.includes(this.status)) throw new Conflict(ANOTHER_STATE);
  }
}

/** A member of the council at a meeting: who was invited, and whether they came. */
@Entity()
@Unique({ properties: ['meeting', 'account'] })
export class MeetingMember extends BaseEntity {
  @ManyToOne(() => Meeting, { ref: true })
  meeting!: Ref<Meeting>;

  @ManyToOne(() => Account, { ref: true })
  account!: Ref<Account>;

  /** «Фамилия И. О.» on that day. */
  @Property({ type: 'text' })
  name!: string;

  /** The part in the council on that day. */
  @Enum({ items: () => Role, type: 'text' })
  role!: Role;

  @Property({ type: 'boolean' })
  present!: boolean;
}

/** An item of the agenda, and what was decided on it. */
@Entity()
export class AgendaItem extends BaseEntity {
  @ManyToOne(() => Meeting, { ref: true, index: true })
  meeting!: Ref<Meeting>;

  /** Place on the agenda, from 0. */
  @Property({ type: 'integer' })
  position!: number;

  @Enum({ items: () => AgendaItemKind, type: 'text' })
  kind!: AgendaItemKind;

  @Property({ type: 'text' })
  title!: string;

  /** Why the council is asked for it: why a material is to be withdrawn, or given back. */
  @Property({ type: 'text' })
  ground: string & Opt = '';

  @ManyToOne(() => Material, { ref: true, nullable: true, index: true })
  material?: Ref<Material> | null;

  /** The version that was decided on; another one needs another decision. */
  @ManyToOne(() => MaterialVersion, { ref: true, nullable: true })
  materialVersion?: Ref<MaterialVersion> | null;

  /** What to read instead of a material that is to be withdrawn. */
  @ManyToOne(() => Material, { ref: true, nullable: true })
  replacedBy?: Ref<Material> | null;

  @ManyToOne(() => ExperienceAddress, { ref: true, nullable: true, index: true })
  experience?: Ref<ExperienceAddress> | null;

  @ManyToOne(() => PriorityTheme, { ref: true, nullable: true, index: true })
  theme?: Ref<PriorityTheme> | null;

  /** `version` of the experience that was decided on; another one needs another decision. */
  @Property({ type: 'integer', nullable: true })
  experienceVersion?: number | null;

  /** «Слушали» */
  @Property({ type: 'text' })
  heard: string & Opt = '';

  /** «Выступили» */
  @Property({ type: 'text' })
  spoke: string & Opt = '';

  @Property({ type: 'integer', nullable: true })
  votesFor?: number | null;

  @Property({ type: 'integer', nullable: true })
  votesAgainst?: number | null;

  @Property({ type: 'integer', nullable: true })
  votesAbstained?: number | null;

  /** Votes were equal, and the chair's decided. */
  @Property({ type: 'boolean' })
  chairDecides: boolean & Opt = false;

  /**
   * Ids of the members who were there and did not vote when it was decided: it was their own matter. Null before a
   * decision, and for those that were made before this was kept.
   */
  @Property({ type: ArrayType, columnType: 'uuid[]', nullable: true })
  conflicted?: string[] | null;

  @Enum({ items: () => AgendaOutcome, type: 'text', nullable: true })
  outcome?: AgendaOutcome | null;

  /** «Постановили», and what is said to the author. */
  @Property({ type: 'text' })
  resolution: string & Opt = '';

  /** Until when a revision is expected, `YYYY-MM-DD`. */
  @Property({ type: 'date', nullable: true })
  dueDate?: string | null;

  @Enum({ items: () => RejectionReason, type: 'text', nullable: true })
  reason?: RejectionReason | null;
}

const NO_AGENDA = { ru: 'Сначала составьте повестку.', en: 'Make the agenda first.' };
const UNDECIDED = {
  ru: 'Не по всем вопросам записано решение.',
  en: 'Some matters have no decision yet.',
};
const noQuorum = (present: number, needed: number) => ({
  ru: `Нет кворума: пришли ${present}, нужно ${needed}.`,
  en: `No quorum: ${present} came, ${needed} are needed.`,
});
const ANOTHER_STATE = {
  ru: 'Сейчас это сделать нельзя: заседание в другом состоянии. Обновите страницу.',
  en: 'This cannot be done now: the meeting is in another state. Reload the page.',
};
