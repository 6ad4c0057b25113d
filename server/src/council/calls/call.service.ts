import { type EntityManager, LockMode, type MikroORM, ref } from '@mikro-orm/postgresql';
import { Account } from '../../directory/account.entity.js';
import { requireMember, requireRole } from '../../directory/role.js';
import { faultOfDue } from '../../materials/authoring/day-at.js';
import { applyInput } from '../../materials/authoring/draft-fields.js';
import type { DraftService } from '../../materials/authoring/draft.service.js';
import { MaterialKind } from '../../materials/material-enums.js';
import type { Actor, Member } from '../../platform/actor.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { Conflict, InvalidInput, LimitExceeded, NotFound } from '../../platform/errors.js';
import { idOnce } from '../../platform/idempotency.js';
import { requiredText } from '../../platform/plain-text.js';
import { inTransaction, transactionTime } from '../../platform/transaction.js';
import { isUuid } from '../../platform/uuid.js';
import { PriorityTheme, ThemeStatus } from '../../vocabulary/priority-theme.entity.js';
import { todayAtCouncil } from '../council-day.js';
import { COUNCIL_ROLES } from '../council.policy.js';
import { MaterialCall } from './call.entity.js';
import type { AnswerCallInput, CloseCallInput, OpenCallInput } from './call.input.js';
import { tellFollowersOfCall } from './call-telling.js';

const SHORTEST = 20;
const LONGEST = 2_000;
/** Calls that are open at the same time: more, and none is heard. */
const MOST_OPEN = 50;

/** The council opens and closes calls for materials; authors answer them with a draft. */
export class CallService {
  constructor(
    private readonly orm: MikroORM,
    private readonly drafts: DraftService,
  ) {}

  /**
   * Opens a call; those who follow its theme, or a broader one, are told once. A repeat with the same key does nothing.
   */
  async open(actor: Actor, input: OpenCallInput): Promise<string> {
    const member = requireRole(actor, COUNCIL_ROLES);
    const text = requiredText('text', input.text, LONGEST);
    if (text.length < SHORTEST) throw new InvalidInput({ text: TOO_SHORT });
    const { accountId } = member;
    return inTransaction(this.orm.em, async (em) => {
      const once = { accountId, key: input.idempotencyKey, operation: 'call.open' };
      const { id, first } = await idOnce(em, once);
      if (!first) return id;
      const today = await todayAtCouncil(em);
      const fault = faultOfDue(input.until, today);
      if (fault) throw new InvalidInput({ until: fault });
      const theme = await em.findOne(PriorityTheme, { slug: input.theme, status: ThemeStatus.ACTIVE });
      if (!theme) throw new InvalidInput({ theme: 'unknown' });
      if ((await em.count(MaterialCall, { closedAt: null, until: { $gte: today } })) >= MOST_OPEN)
        throw new LimitExceeded(TOO_MANY);
      const call = em.create(MaterialCall, {
        ...{ id, theme: ref(theme), text, until: input.until },
        ...{ kinds: [...new Set(input.kinds)], levels: [...new Set(input.levels)] },
        openedBy: em.getReference(Account, accountId, { wrapped: true }),
      });
      audit(em, member, 'call.opened', call, { theme: theme.slug });
      await em.flush();
      await tellFollowersOfCall(em, call, theme);
      return call.id;
    });
  }

  /** Closes a call before its day. @throws Conflict for one that has changed or is closed */
  async close(actor: Actor, { id, expectedVersion }: CloseCallInput): Promise<string> {
    const member = requireRole(actor, COUNCIL_ROLES);
    return inTransaction(this.orm.em, async (em) => {
      const call = await find(em, id);
      if (call.version !== expectedVersion) throw new Conflict();
      call.close(await transactionTime(em), await todayAtCouncil(em));
      audit(em, member, 'call.closed', call);
      return call.id;
    });
  }

  /**
   * Begins a material in answer to a call, with its theme, kind and levels. A repeat with the same key does nothing.
   * @returns the id of the material
   * @throws Conflict for a call that is not open any more
   */
  async answer(actor: Actor, { id, kind, idempotencyKey }: AnswerCallInput): Promise<string> {
    requireMember(actor);
    const known = await find(this.orm.em.fork(), id);
    if (kind && known.kinds.length > 0 && !known.kinds.includes(kind))
      throw new InvalidInput({ kind: 'unknown' });
    const first = { kind: kind ?? known.kinds[0] ?? MaterialKind.OTHER, idempotencyKey };
    const material = await this.drafts.create(actor, first, async (em, begun, draft) => {
      const call = await find(em, id);
      if (!call.isOpen(await todayAtCouncil(em))) throw new Conflict(CLOSED);
      const { slug } = await call.theme.loadOrFail();
      await applyInput(em, begun, draft, { themes: [slug], levels: call.levels });
      await em.execute('insert into material_call_answer (material_id, call_id) values (?, ?)', [
        begun.id,
        call.id,
      ]);
    });
    return material.id;
  }
}

/** The call, held until the change is done. */
async function find(em: EntityManager, id: string): Promise<MaterialCall> {
  const locked = em.isInTransaction() ? { lockMode: LockMode.PESSIMISTIC_WRITE } : {};
  const call = isUuid(id)
    ? await em.findOne(MaterialCall, { id, theme: { status: { $in: PUBLIC } } }, locked)
    : null;
  if (!call) throw new NotFound();
  return call;
}

/** Themes whose calls everybody sees. */
const PUBLIC = [ThemeStatus.ACTIVE, ThemeStatus.CLOSED];

function audit(
  em: EntityManager,
  { accountId }: Member,
  action: string,
  { id }: MaterialCall,
  data: Record<string, unknown> = {},
): void {
  em.create(AuditEvent, { actor: accountId, action, subjectType: 'material_call', subjectId: id, data });
}

const TOO_SHORT = {
  ru: `скажите подробнее, чего ждёт совет: не короче ${SHORTEST} знаков`,
  en: `say more of what the council waits for: at least ${SHORTEST} characters`,
};
const TOO_MANY = {
  ru: `Открытых запросов не может быть больше ${MOST_OPEN}. Закройте те, что уже не нужны.`,
  en: `No more than ${MOST_OPEN} calls can be open. Close those that are not needed any more.`,
};
const CLOSED = {
  ru: 'Запрос уже закрыт. Материал можно начать и без него, в разделе «Мои материалы».',
  en: 'The call is closed. You can begin a material without it, under “My materials”.',
};
