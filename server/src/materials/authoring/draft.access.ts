/** Ways to a material that its author works on. Who may not see it is told what a made-up id is told. */
import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Actor, Member } from '../../platform/actor.js';
import { Conflict, Forbidden, NotFound } from '../../platform/errors.js';
import { holds, requireMember, Role } from '../../directory/role.js';
import { MaterialVersion } from '../material-version.entity.js';
import { Material } from '../material.entity.js';
import { canEdit, canRead, canWithdraw, isDecider } from './authoring.policy.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What rights are decided from. */
const FOR_RIGHTS = ['organization', 'draftVersion.contributions', 'publishedVersion.contributions'] as const;

/** A material that the actor may know of beyond what is public. */
export interface Reached {
  readonly actor: Member;
  readonly material: Material;
}

/**
 * A material that the actor may look at from inside.
 * @throws Unauthenticated for a guest; NotFound for a made-up id and for everybody it does not concern
 */
export async function reach(em: EntityManager, actor: Actor, materialId: string): Promise<Reached> {
  const member = requireMember(actor);
  const material = UUID.test(materialId)
    ? await em.findOne(Material, materialId, { populate: FOR_RIGHTS })
    : null;
  if (!material) throw new NotFound();
  const concerned =
    canRead(member, material) ||
    canWithdraw(member, material) ||
    (material.publishedVersion != null && isDecider(member, material)) ||
    holds(member, [Role.ADMIN]);
  if (!concerned) throw new NotFound();
  return { actor: member, material };
}

/**
 * The working version, locked until the transaction ends, for one who may change it: it can be neither handed in nor
 * changed by another meanwhile.
 * @throws NotFound, Forbidden, or Conflict where it lies with others
 */
export async function lockDraft(
  em: EntityManager,
  actor: Actor,
  materialId: string,
): Promise<Reached & { draft: MaterialVersion }> {
  const reached = await reach(em, actor, materialId);
  if (reached.material.owner?.id !== reached.actor.accountId) throw new Forbidden();
  const id = reached.material.draftVersion?.id;
  const draft =
    id && (await em.findOne(MaterialVersion, id, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true }));
  if (!draft || draft.frozenAt || !canEdit(reached.actor, reached.material)) {
    throw new Conflict({
      ru: 'Сейчас эту версию менять нельзя: она отправлена или снята. Обновите страницу.',
      en: 'This version cannot be changed now: it was handed in or given up. Reload the page.',
    });
  }
  return { ...reached, draft };
}
