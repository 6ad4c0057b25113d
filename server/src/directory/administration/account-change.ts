import { type EntityManager, LockMode, type MikroORM } from '@mikro-orm/postgresql';
import type { Actor, Member } from '../../platform/actor.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { Conflict, Forbidden, NotFound } from '../../platform/errors.js';
import { inTransaction } from '../../platform/transaction.js';
import { isUuid } from '../../platform/uuid.js';
import { Account } from '../account.entity.js';
import { requireRole, Role } from '../role.js';

/**
 * Does what an administrator may do with the account of somebody else. Every change counts up the account's version,
 * so that two administrators see each other's work.
 * @returns the id of the account
 * @throws Forbidden for one's own account, NotFound, Conflict when it has changed since it was shown
 */
export async function changeAccount(
  orm: MikroORM,
  actor: Actor,
  { account: id, expectedVersion }: { account: string; expectedVersion: number },
  apply: (account: Account, em: EntityManager, member: Member) => Promise<void>,
): Promise<string> {
  const member = requireRole(actor, [Role.ADMIN]);
  if (id === member.accountId)
    throw new Forbidden({
      ru: 'Свои права не меняют: попросите другого администратора.',
      en: 'Nobody changes their own rights: ask another administrator.',
    });
  await inTransaction(orm.em, async (em) => {
    const account = isUuid(id)
      ? await em.findOne(Account, id, { lockMode: LockMode.PESSIMISTIC_WRITE })
      : null;
    if (!account) throw new NotFound();
    if (account.version !== expectedVersion) throw new Conflict();
    account.updatedAt = new Date();
    await apply(account, em, member);
  });
  return id;
}

/** Writes down what an administrator did, with what was before and what is after. */
export function auditAccount(
  em: EntityManager,
  { accountId }: Member,
  { id }: Account,
  what: string,
  data: { before: object | null; after: object },
): void {
  em.create(AuditEvent, {
    ...{ actor: accountId, action: `account.${what}`, subjectType: 'account', subjectId: id, data },
  });
}
