import { LockMode, ref, type EntityManager, type MikroORM } from '@mikro-orm/postgresql';
import { Account } from '../../directory/account.entity.js';
import { SHORT_NAME } from '../../directory/directory.sql.js';
import { Notification, NotificationKind } from '../../directory/notifications/notification.entity.js';
import { type Place, requireMember } from '../../directory/role.js';
import type { Actor, Member } from '../../platform/actor.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { Conflict, Forbidden, InvalidInput, LimitExceeded, NotFound } from '../../platform/errors.js';
import { inTransaction } from '../../platform/transaction.js';
import { Material } from '../material.entity.js';
import { Complaint, ComplaintState } from './complaint.entity.js';
import { canEditPost, canHidePost, canModerate } from './moderation.policy.js';
import { Post, PostKind } from './post.entity.js';
import type { EditCommentInput, EditUseReportInput, ReportUseInput } from './post.input.js';
import { PLACE, type PostReads } from './post.reads.js';
import { optionalLine, requiredLine, requiredText } from '../../platform/plain-text.js';

/** Posts that one person may write within a day. */
const MOST_A_DAY = 40;
/** For so long the same words are one post, milliseconds. */
const SAME_PRESS_MS = 5 * 60_000;
const BODY = 3_000;
const CLASS_NAME = 60;
const REASON = 500;
/** Characters of a post that a notification quotes. */
const QUOTED = 160;

const TOLD = {
  [PostKind.USE_REPORT]: NotificationKind.USE_REPORTED,
  [PostKind.COMMENT]: NotificationKind.COMMENTED,
};

/** Writes, changes and hides what readers say under materials. */
export class PostService {
  constructor(
    private readonly orm: MikroORM,
    private readonly reads: PostReads,
  ) {}

  /** «Применил на практике»; the id of the report. */
  async reportUse(actor: Actor, input: ReportUseInput): Promise<string> {
    const member = requireMember(actor);
    return this.write(member, input.material, PostKind.USE_REPORT, await this.useFields(input));
  }

  /** A word in the discussion; the id of the comment. */
  async comment(actor: Actor, material: string, body: string): Promise<string> {
    const member = requireMember(actor);
    return this.write(member, material, PostKind.COMMENT, { body: requiredText('body', body, BODY) });
  }

  /** Changes one's own use report. */
  async editUse(actor: Actor, input: EditUseReportInput): Promise<string> {
    const member = requireMember(actor);
    return this.edit(member, PostKind.USE_REPORT, input, await this.useFields(input));
  }

  /** Changes one's own comment. */
  async editComment(actor: Actor, input: EditCommentInput): Promise<string> {
    const member = requireMember(actor);
    return this.edit(member, PostKind.COMMENT, input, { body: requiredText('body', input.body, BODY) });
  }

  /** Hides a post from all others: one's own, or as a moderator with a reason that its writer is told. */
  async hide(actor: Actor, id: string, reason?: string | null): Promise<void> {
    const member = requireMember(actor);
    await this.change(member, id, async (post, em, place) => {
      const own = canEditPost(member, { accountId: post.account.id });
      if (!canHidePost(member, { accountId: post.account.id, place })) throw new Forbidden();
      if (post.hiddenAt) return;
      hidePost(em, member, post, own ? null : requiredLine('reason', reason, REASON));
      if (!own) await tellWriter(em, post, NotificationKind.POST_HIDDEN);
    });
  }

  /** Takes a hiding back; what a moderator hid, or a complaint rightly named, a moderator shows. */
  async show(actor: Actor, id: string): Promise<void> {
    const member = requireMember(actor);
    await this.change(member, id, async (post, em, place) => {
      const own = canEditPost(member, { accountId: post.account.id }) && !post.hiddenByModerator;
      const moderates = canModerate(member, place);
      if (!own && !moderates) throw new Forbidden();
      if (!post.hiddenAt) return;
      if (!moderates && (await upheldSince(em, post, post.hiddenAt))) throw new Forbidden();
      if (post.hiddenByModerator) await tellWriter(em, post, NotificationKind.POST_SHOWN);
      post.show();
      audit(em, member, post, 'shown');
    });
  }

  private async useFields({ usedOn, className, body, variant }: Omit<ReportUseInput, 'material'>) {
    // the day of the farthest zone: a lesson of this morning in the east is no fault
    const latest = new Date(Date.now() + 14 * 3600_000).toISOString().slice(0, 10);
    if (usedOn > latest || usedOn < '1990-01-01')
      throw new InvalidInput({
        usedOn: { ru: 'укажите день прошедшего занятия', en: 'give the day of a past lesson' },
      });
    const own = optionalLine('variant', variant, 300);
    const variantId = own && (await this.reads.materialId(own));
    if (own && !variantId)
      throw new InvalidInput({
        variant: { ru: 'такого материала в банке нет', en: 'there is no such material in the bank' },
      });
    return {
      usedOn,
      className: requiredLine('className', className, CLASS_NAME),
      body: requiredText('body', body, BODY),
      variantId: variantId || null,
    };
  }

  private async write(member: Member, slug: string, kind: PostKind, fields: Fields): Promise<string> {
    const materialId = await this.reads.materialId(slug);
    if (!materialId) throw new NotFound();
    return inTransaction(this.orm.em, async (em) => {
      const account = await em.findOneOrFail(Account, member.accountId, {
        lockMode: LockMode.PESSIMISTIC_WRITE,
      });
      const again = await writtenJustNow(em, { account, material: materialId, kind }, fields);
      if (again) return again.id;
      const today = { account, createdAt: { $gt: new Date(Date.now() - 24 * 3600_000) } };
      if ((await em.count(Post, today)) >= MOST_A_DAY)
        throw new LimitExceeded({
          ru: `За сутки можно оставить не больше ${MOST_A_DAY} отзывов и комментариев. Продолжите завтра.`,
          en: `No more than ${MOST_A_DAY} reports and comments a day. Go on tomorrow.`,
        });
      const post = em.create(Post, {
        ...{
          kind,
          account: ref(account),
          material: em.getReference(Material, materialId, { wrapped: true }),
        },
        ...columns(em, fields),
      });
      audit(em, member, post, 'written');
      await tellAuthors(em, post, member);
      return post.id;
    });
  }

  private async edit(
    member: Member,
    kind: PostKind,
    { id, expectedVersion }: { id: string; expectedVersion: number },
    fields: Fields,
  ): Promise<string> {
    await this.change(member, id, (post, em) => {
      if (post.kind !== kind) throw new NotFound();
      if (!canEditPost(member, { accountId: post.account.id })) throw new Forbidden();
      if (post.version !== expectedVersion) throw new Conflict();
      Object.assign(post, columns(em, fields), { editedAt: new Date() });
      audit(em, member, post, 'edited');
    });
    return id;
  }

  private change(
    _member: Member,
    id: string,
    apply: (post: Post, em: EntityManager, place: Place) => Promise<void> | void,
  ): Promise<void> {
    return inTransaction(this.orm.em, async (em) => {
      const post = UUID.test(id)
        ? await em.findOne(Post, id, { lockMode: LockMode.PESSIMISTIC_WRITE })
        : null;
      const [at] = post ? await placeOf(em, post.material.id) : [];
      if (!post || !at) throw new NotFound();
      await apply(post, em, at.place);
    });
  }
}

/** The same words under the same material: a button pressed twice, or again where the answer was lost. */
function writtenJustNow(
  em: EntityManager,
  place: { account: Account; material: string; kind: PostKind },
  { variantId: _variant, ...words }: Fields,
): Promise<Post | null> {
  const createdAt = { $gt: new Date(Date.now() - SAME_PRESS_MS) };
  return em.findOne(Post, { ...place, ...words, hiddenAt: null, createdAt });
}

/** Whether a complaint of the post was upheld after its writer had hidden it. */
async function upheldSince(em: EntityManager, post: Post, hiddenAt: Date): Promise<boolean> {
  const upheld = { post, state: ComplaintState.UPHELD, decidedAt: { $gte: hiddenAt } };
  return (await em.count(Complaint, upheld)) > 0;
}

interface Fields {
  body: string;
  usedOn?: string;
  className?: string;
  variantId?: string | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function columns(em: EntityManager, { variantId, ...rest }: Fields) {
  return { ...rest, variant: variantId ? em.getReference(Material, variantId, { wrapped: true }) : null };
}

/** Where a material lies; nothing when it is not public any more. */
function placeOf(em: EntityManager, materialId: string): Promise<{ place: Place }[]> {
  return em.execute(
    `select ${PLACE} as place from material m where m.id = ? and m.status in ('PUBLISHED', 'OUTDATED')`,
    [materialId],
  );
}

/** Hides a post and says so in the audit trail. */
export function hidePost(em: EntityManager, member: Member, post: Post, reason: string | null): void {
  post.hide(em.getReference(Account, member.accountId, { wrapped: true }), reason);
  audit(em, member, post, 'hidden');
}

/** Tells whoever wrote a post what has become of it. */
export async function tellWriter(em: EntityManager, post: Post, kind: NotificationKind): Promise<void> {
  const [about] = await em.execute<{ slug: string; title: string }[]>(ABOUT, [post.material.id]);
  em.create(Notification, {
    ...{ account: post.account, kind, path: `/materials/${about!.slug}`, subject: about!.title },
    detail: post.hiddenReason ?? null,
  });
}

async function tellAuthors(em: EntityManager, post: Post, writer: Member): Promise<void> {
  const [about] = await em.execute<{ slug: string; title: string }[]>(ABOUT, [post.material.id]);
  const [name] = await em.execute<{ name: string }[]>(
    `select ${SHORT_NAME} as name from person p where p.id = ?`,
    [writer.personId],
  );
  const authors = await em.execute<{ id: string }[]>(AUTHORS, [post.material.id, writer.accountId]);
  for (const { id } of authors)
    em.create(Notification, {
      account: em.getReference(Account, id, { wrapped: true }),
      actor: em.getReference(Account, writer.accountId, { wrapped: true }),
      ...{ kind: TOLD[post.kind], path: `/materials/${about!.slug}#post-${post.id}`, subject: about!.title },
      ...{ actorName: name?.name ?? null, detail: post.body.replace(/\s+/g, ' ').slice(0, QUOTED) },
    });
}

const ABOUT = `select m.slug, v.title from material m join material_version v on v.id = m.published_version_id where m.id = ?`;
/** Accounts of everybody on the title page, but for one. */
const AUTHORS = `select distinct a.id from contribution c join account a on a.person_id = c.person_id
  join material m on m.published_version_id = c.material_version_id where m.id = ? and a.id <> ?`;

function audit(em: EntityManager, { accountId }: Member, post: Post, what: string): void {
  em.create(AuditEvent, {
    ...{ actor: accountId, action: `post.${what}`, subjectType: 'post', subjectId: post.id },
    data: { kind: post.kind, ...(post.hiddenReason && { reason: post.hiddenReason }) },
  });
}
