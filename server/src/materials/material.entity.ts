import { ArrayType, Collection, type Opt, type Ref, ref } from '@mikro-orm/core';
import {
  Entity,
  Enum,
  Index,
  ManyToOne,
  OneToMany,
  OneToOne,
  Property,
  Unique,
} from '@mikro-orm/decorators/legacy';
import { BaseEntity } from '../platform/base.entity.js';
import { Conflict } from '../platform/errors.js';
import { Account } from '../directory/account.entity.js';
import { Network } from '../directory/network.entity.js';
import { Organization } from '../directory/organization.entity.js';
import { MaterialKind, MaterialStatus } from './material-enums.js';
import { type MaterialStep, take } from './material-transitions.js';
import { MaterialVersion } from './material-version.entity.js';

/** A methodological material: its identity, state and place; what it says is in its versions. */
@Entity()
@Index({ properties: ['status', 'publishedAt'] })
export class Material extends BaseEntity {
  /** «МБ-2026-000123», given with the first publication and never again. */
  @Property({ type: 'text', nullable: true })
  @Unique()
  registrationNumber?: string | null;

  /** Last part of the public address, given with the first publication; never changes. */
  @Property({ type: 'text', nullable: true })
  @Unique()
  slug?: string | null;

  /** Who answers for it in the bank; null for what an import brought. */
  @ManyToOne(() => Account, { ref: true, nullable: true, index: true })
  owner?: Ref<Account> | null;

  @Enum({ items: () => MaterialKind, type: 'text' })
  kind!: MaterialKind;

  @Enum({ items: () => MaterialStatus, type: 'text' })
  status: MaterialStatus & Opt = MaterialStatus.DRAFT;

  /** State of the working version; the material's own until the first publication. Null without such a version. */
  @Enum({ items: () => MaterialStatus, type: 'text', nullable: true })
  draftStatus?: MaterialStatus | null;

  @ManyToOne(() => Organization, { ref: true, nullable: true, index: true })
  organization?: Ref<Organization> | null;

  @ManyToOne(() => Network, { ref: true, nullable: true, index: true })
  network?: Ref<Network> | null;

  /** What the public reads; null until the first publication. */
  @OneToOne(() => MaterialVersion, { ref: true, nullable: true, owner: true })
  publishedVersion?: Ref<MaterialVersion> | null;

  /** The working version: being written, looked at, or turned down; null when all is published. */
  @OneToOne(() => MaterialVersion, { ref: true, nullable: true, owner: true })
  draftVersion?: Ref<MaterialVersion> | null;

  /** How often the working version was handed in. */
  @Property({ type: 'integer' })
  reviewRound: number & Opt = 0;

  /** Accounts that review the working version and may not learn whose it is until the reviews are over. */
  @Property({ type: ArrayType, columnType: 'uuid[]' })
  blindReviewers: string[] & Opt = [];

  /** Reviews of the working version that have come in. */
  @Property({ type: 'integer' })
  reviewsIn: number & Opt = 0;

  @OneToMany(() => MaterialVersion, (version) => version.material)
  versions = new Collection<MaterialVersion>(this);

  /** When it was first published. */
  @Property({ type: 'timestamptz', nullable: true })
  publishedAt?: Date | null;

  /** «Проверить актуальность до», `YYYY-MM-DD`. */
  @Property({ type: 'date', nullable: true })
  reviewBy?: string | null;

  /** Number of the council's protocol within its year; null without a decision. */
  @Property({ type: 'text', nullable: true })
  protocolNumber?: string | null;

  @Property({ type: 'date', nullable: true })
  protocolDate?: string | null;

  /** «Рекомендовано НМС». */
  @Property({ type: 'boolean' })
  recommended: boolean & Opt = false;

  /** Why it was withdrawn, for its tombstone. */
  @Property({ type: 'text', nullable: true })
  withdrawnReason?: string | null;

  @Property({ type: 'timestamptz', nullable: true })
  withdrawnAt?: Date | null;

  /** What to read instead of it. */
  @ManyToOne(() => Material, { ref: true, nullable: true })
  replacedBy?: Ref<Material> | null;

  /** What identifies the row of a manifest that the material came from, so that a second import finds it. */
  @Property({ type: 'text', nullable: true })
  @Unique()
  importKey?: string | null;

  /** Digest of that row and its files: equal means nothing to do. */
  @Property({ type: 'text', nullable: true })
  importDigest?: string | null;

  /** Whether anybody may see it. */
  get isPublic(): boolean & Opt {
    return this.status === MaterialStatus.PUBLISHED || this.status === MaterialStatus.OUTDATED;
  }

  /** Hands the working version in: it freezes. */
  submit(draft: MaterialVersion, at: Date): void {
    this.moveDraft('submit', draft);
    draft.frozenAt = at;
    this.reviewRound += 1;
    this.reviewsIn = 0;
  }

  /** The author takes it back before anybody has said anything of it. */
  recall(draft: MaterialVersion): void {
    if (this.reviewsIn > 0) throw new Conflict();
    this.moveDraft('recall', draft);
    draft.frozenAt = null;
    this.reviewRound -= 1;
    this.blindReviewers = [];
  }

  /** Experts get it. */
  sendToReview(draft: MaterialVersion): void {
    this.moveDraft('sendToReview', draft);
  }

  /** The council gets it; whose it is, is no secret there. */
  bringToCouncil(draft: MaterialVersion): void {
    this.moveDraft('bringToCouncil', draft);
    this.blindReviewers = [];
  }

  /** Back to the author, who goes on in a copy: what was looked at stays as it was. */
  sendBack(draft: MaterialVersion, next: MaterialVersion): void {
    this.moveDraft('sendBack', draft);
    this.draftVersion = ref(next);
  }

  /** Turns the working version down; the published one, if any, stays. */
  reject(draft: MaterialVersion): void {
    this.moveDraft('reject', draft);
  }

  /** Makes the working version the one that the public reads. */
  publish(draft: MaterialVersion, at: Date): void {
    this.moveDraft('publish', draft);
    this.status = MaterialStatus.PUBLISHED;
    this.publishedVersion = ref(draft);
    this.publishedAt ??= at;
    draft.publishedAt = at;
    this.draftVersion = null;
    this.draftStatus = null;
    this.reviewRound = 0;
    this.blindReviewers = [];
  }

  /** Begins a version after the published one, which stays public; a version that was turned down gives way. */
  startNewVersion(next: MaterialVersion): void {
    this.draftStatus = this.requireNewVersionPossible();
    this.draftVersion = ref(next);
    this.reviewRound = 0;
    this.blindReviewers = [];
  }

  /** @throws Conflict unless the material is public and no other version is under way */
  requireNewVersionPossible(): MaterialStatus {
    const to = take('startNewVersion', this.status);
    const idle = !this.draftStatus || this.draftStatus === MaterialStatus.REJECTED;
    return idle ? to : take('startNewVersion', this.draftStatus);
  }

  /** Gives the working version up; the published one stays. */
  dropDraft(): void {
    this.draftVersion = null;
    this.draftStatus = null;
    this.reviewRound = 0;
  }

  /** Its review date has passed. */
  outdate(): void {
    this.status = take('outdate', this.status);
  }

  /** Somebody has looked: it still holds, until the date. */
  confirmCurrent(reviewBy: string | null): void {
    this.status = take('confirmCurrent', this.status);
    this.reviewBy = reviewBy;
  }

  /** Takes it from the public; its address tells why. */
  withdraw(reason: string, at: Date, replacedBy: Material | null = null): void {
    this.status = take('withdraw', this.status);
    this.withdrawnReason = reason;
    this.withdrawnAt = at;
    this.replacedBy = replacedBy && ref(replacedBy);
  }

  /** Gives a withdrawn material back to the public. */
  reinstate(): void {
    this.status = take('reinstate', this.status);
    this.withdrawnReason = null;
    this.withdrawnAt = null;
    this.replacedBy = null;
  }

  private moveDraft(step: MaterialStep, draft: MaterialVersion): void {
    if (this.draftVersion?.id !== draft.id) throw new Conflict();
    // nothing moves in what is withdrawn, until it is given back
    if (this.status === MaterialStatus.WITHDRAWN) take(step, this.status);
    this.draftStatus = take(step, this.draftStatus);
    if (!this.publishedVersion) this.status = this.draftStatus;
  }
}
