/** Ways to a material that its author works on. Who may not see it is told what a made-up id is told. */
import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Actor, Member } from '../../platform/actor.js';
import { Conflict, Forbidden, NotFound } from '../../platform/errors.js';
import { Account } from '../../directory/account.entity.js';
import { holds, requireMember, Role } from '../../directory/role.js';
import { MaterialVersion } from '../material-version.entity.js';
import { Material } from '../material.entity.js';
import { record } from './audit.js';
import { canEdit, canRead, canWithdraw, isContributor, isDecider, isOwner } from './authoring.policy.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What rights are decided from, and what a list shows of a material. */
export const FOR_RIGHTS = [
  'organization.territory',
  'network.territory',
  'draftVersion.contributions',
  'publishedVersion.contributions',
] as const;

/** A material that the actor may know of beyond what is public. */
export interface Reached {
  readonly actor: Member;
  readonly material: Material;
  /** Whether the working version may be shown. */
  readonly seesDraft: boolean;
}

/** An id as the database takes it. @throws NotFound for what cannot be one */
export function idOf(id: string): string {
  if (!UUID.test(id)) throw new NotFound();
  return id.toLowerCase();
}

/**
 * A material that the actor may look at from inside.
 * @throws Unauthenticated for a guest; NotFound for a made-up id and for everybody it does not concern
 */
export async function reach(em: EntityManager, actor: Actor, materialId: string): Promise<Reached> {
  const member = requireMember(actor);
  const material = await em.findOne(Material, idOf(materialId), { populate: FOR_RIGHTS });
  if (!material) throw new NotFound();
  const admin = holds(member, [Role.ADMIN]);
  const reads = canRead(member, material) || (await isInvited(em, member, material));
  if (admin && !reads && material.draftVersion) record(em, member, 'material.viewed', material);
  const concerned =
    isContributor(member, material) ||
    canWithdraw(member, material) ||
    (material.publishedVersion != null && isDecider(member, material));
  if (!reads && !admin && !concerned) throw new NotFound();
  return { actor: member, material, seesDraft: reads || admin };
}

/** The same, locked until the transaction ends: always the material first, then its version. */
export async function reachLocked(em: EntityManager, actor: Actor, materialId: string): Promise<Reached> {
  await em.execute('select 1 from material where id = ? for update', [idOf(materialId)]);
  return reach(em, actor, materialId);
}

/**
 * The same, where nobody has changed its state since the actor looked.
 * @throws Conflict otherwise
 */
export async function reachAt(
  em: EntityManager,
  actor: Actor,
  materialId: string,
  expectedVersion: number,
): Promise<Reached> {
  const reached = await reachLocked(em, actor, materialId);
  if (reached.material.version !== expectedVersion) throw new Conflict();
  return reached;
}

/** Whether the actor was invited to the title page by e-mail and has not answered yet. */
async function isInvited(em: EntityManager, { accountId }: Member, material: Material): Promise<boolean> {
  const open = (material.draftVersion?.unwrap().contributions.getItems() ?? []).filter(
    ({ person, invitedEmail, declinedAt }) => !person && invitedEmail && !declinedAt,
  );
  if (open.length === 0) return false;
  const account = await em.findOneOrFail(Account, accountId);
  return account.emailConfirmedAt != null && open.some(({ invitedEmail }) => invitedEmail === account.email);
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
  const reached = await reachLocked(em, actor, materialId);
  if (!isOwner(reached.actor, reached.material)) throw new Forbidden();
  const id = reached.material.draftVersion?.id;
  const draft = id && (await lockVersion(em, id));
  if (!draft || draft.frozenAt || !canEdit(reached.actor, reached.material)) {
    throw new Conflict({
      ru: 'Сейчас эту версию менять нельзя: она отправлена или снята. Обновите страницу.',
      en: 'This version cannot be changed now: it was handed in or given up. Reload the page.',
    });
  }
  return { ...reached, draft };
}

/** A version as it stands now, locked until the transaction ends; null when it was deleted meanwhile. */
export function lockVersion(em: EntityManager, id: string): Promise<MaterialVersion | null> {
  return em.findOne(MaterialVersion, id, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
}
