import { LockMode, ref, type EntityManager, type MikroORM } from '@mikro-orm/postgresql';
import { Account } from '../../directory/account.entity.js';
import { Notification, NotificationKind } from '../../directory/notifications/notification.entity.js';
import { type Place, requireMember, requireRole } from '../../directory/role.js';
import type { Actor, Member } from '../../platform/actor.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { Conflict, Forbidden, LimitExceeded, NotFound } from '../../platform/errors.js';
import { inTransaction } from '../../platform/transaction.js';
import { Material } from '../material.entity.js';
import { Complaint, ComplaintState } from './complaint.entity.js';
import type { ComplainInput, DecideComplaintInput } from './complaint.input.js';
import { tellModerators } from './complaint-telling.js';
import { canModerate, MODERATORS } from './moderation.policy.js';
import { Post } from './post.entity.js';
import { PLACE, type PostReads } from './post.reads.js';
import { hidePost, tellWriter } from './post.service.js';
import { optionalText, requiredLine } from '../../platform/plain-text.js';

/** Complaints that one person may make within a day. */
const MOST_A_DAY = 20;
const BODY = 1_000;
const ANSWER = 500;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Takes complaints and the decisions on them; each decision can be taken back. */
export class ComplaintService {
  constructor(
    private readonly orm: MikroORM,
    private readonly posts: PostReads,
  ) {}

  /** Complains of a material, or of a post under it; once, until it is decided. */
  async complain(actor: Actor, input: ComplainInput): Promise<void> {
    const member = requireMember(actor);
    const body = optionalText('body', input.body, BODY);
    const materialId = await this.posts.materialId(input.material);
    if (!materialId) throw new NotFound();
    await inTransaction(this.orm.em, async (em) => {
      const account = await em.findOneOrFail(Account, member.accountId, {
        lockMode: LockMode.PESSIMISTIC_WRITE,
      });
      const material = em.getReference(Material, materialId, { wrapped: true });
      const post = input.post ? await visiblePost(em, input.post, materialId) : null;
      if (await em.count(Complaint, { account, material, post, state: ComplaintState.NEW })) return;
      const today = { account, createdAt: { $gt: new Date(Date.now() - 24 * 3600_000) } };
      if ((await em.count(Complaint, today)) >= MOST_A_DAY)
        throw new LimitExceeded({
          ru: `За сутки можно подать не больше ${MOST_A_DAY} жалоб. Продолжите завтра.`,
          en: `No more than ${MOST_A_DAY} complaints a day. Go on tomorrow.`,
        });
      const complaint = em.create(Complaint, {
        ...{ account: ref(account), material, post: post ? ref(post) : null, reason: input.reason, body },
      });
      await tellModerators(em, complaint);
      audit(em, member, complaint, 'made');
    });
  }

  /** Decides; a post that is complained of with right is hidden, and both sides are told. */
  decide(actor: Actor, input: DecideComplaintInput): Promise<string> {
    const answer = input.upheld
      ? () => requiredLine('answer', input.answer, ANSWER)
      : () => optionalText('answer', input.answer, ANSWER);
    return this.change(actor, input.id, async (complaint, em, member) => {
      if (complaint.version !== input.expectedVersion || complaint.state !== ComplaintState.NEW)
        throw new Conflict();
      Object.assign(complaint, {
        state: input.upheld ? ComplaintState.UPHELD : ComplaintState.DISMISSED,
        decidedBy: em.getReference(Account, member.accountId, { wrapped: true }),
        decidedAt: new Date(),
        answer: answer(),
      });
      // its writer may be showing it at this moment
      const post = await complaint.post?.load({ lockMode: LockMode.PESSIMISTIC_WRITE });
      if (input.upheld && post && !post.hiddenAt) {
        hidePost(em, member, post, complaint.answer ?? null);
        if (post.account.id !== member.accountId) await tellWriter(em, post, NotificationKind.POST_HIDDEN);
      }
      await tellComplainant(em, complaint);
      audit(em, member, complaint, input.upheld ? 'upheld' : 'dismissed');
    });
  }

  /** Takes a decision back: the complaint waits again, and what it hid is shown. */
  reopen(actor: Actor, id: string): Promise<string> {
    return this.change(actor, id, async (complaint, em, member) => {
      if (complaint.state === ComplaintState.NEW) return;
      const post = await complaint.post?.load();
      // what its writer has taken away is not brought back by others
      if (complaint.state === ComplaintState.UPHELD && post?.hiddenByModerator) {
        if (post.account.id !== member.accountId) await tellWriter(em, post, NotificationKind.POST_SHOWN);
        post.show();
      }
      Object.assign(complaint, {
        ...{ state: ComplaintState.NEW, decidedBy: null, decidedAt: null, answer: null },
      });
      audit(em, member, complaint, 'reopened');
    });
  }

  private async change(
    actor: Actor,
    id: string,
    apply: (complaint: Complaint, em: EntityManager, member: Member) => Promise<void>,
  ): Promise<string> {
    const member = requireRole(actor, MODERATORS);
    await inTransaction(this.orm.em, async (em) => {
      const complaint = UUID.test(id)
        ? await em.findOne(Complaint, id, { lockMode: LockMode.PESSIMISTIC_WRITE })
        : null;
      if (!complaint) throw new NotFound();
      const [at] = await em.execute<{ place: Place }[]>(
        `select ${PLACE} as place from material m where m.id = ?`,
        [complaint.material.id],
      );
      if (!at || !canModerate(member, at.place)) throw new Forbidden();
      await apply(complaint, em, member);
    });
    return id;
  }
}

async function visiblePost(em: EntityManager, id: string, materialId: string): Promise<Post> {
  const post = UUID.test(id) ? await em.findOne(Post, { id, material: materialId, hiddenAt: null }) : null;
  if (!post) throw new NotFound();
  return post;
}

async function tellComplainant(em: EntityManager, complaint: Complaint): Promise<void> {
  const [about] = await em.execute<{ slug: string; title: string }[]>(
    `select m.slug, v.title from material m join material_version v on v.id = m.published_version_id where m.id = ?`,
    [complaint.material.id],
  );
  em.create(Notification, {
    ...{ account: complaint.account, kind: NotificationKind.COMPLAINT_DECIDED },
    ...{ path: `/materials/${about!.slug}`, subject: about!.title, detail: complaint.answer ?? null },
  });
}

function audit(em: EntityManager, { accountId }: Member, complaint: Complaint, what: string): void {
  em.create(AuditEvent, {
    ...{ actor: accountId, action: `complaint.${what}`, subjectType: 'complaint', subjectId: complaint.id },
    data: { reason: complaint.reason },
  });
}
