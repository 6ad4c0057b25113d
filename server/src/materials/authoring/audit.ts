import type { EntityManager } from '@mikro-orm/postgresql';
import type { Member } from '../../platform/actor.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import type { Material } from '../material.entity.js';

/** Writes a line of the audit trail about a material, in the transaction of the change. */
export function record(
  em: EntityManager,
  { accountId }: Pick<Member, 'accountId'>,
  action: string,
  { id }: Material,
  data: Record<string, unknown> = {},
): void {
  em.create(AuditEvent, { actor: accountId, action, subjectType: 'material', subjectId: id, data });
}
