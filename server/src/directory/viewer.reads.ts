import type { Pool } from 'pg';
import type { Member } from '../platform/actor.js';
import { FULL_NAME, SHORT_NAME } from './directory.sql.js';
import type { Role, RoleScope } from './role.js';
import type { ViewerType } from './viewer.type.js';

/** Reads what a person who has signed in sees of their own account. */
export class ViewerReads {
  constructor(private readonly pool: Pool) {}

  /** The viewer's own account. */
  async viewer({ accountId, roles }: Member): Promise<ViewerType> {
    const { rows } = await this.pool.query<Omit<ViewerType, 'roles'>>({
      name: 'viewer',
      text: `select a.id, a.email, ${FULL_NAME} as "fullName", ${SHORT_NAME} as "shortName"
        from account a join person p on p.id = a.person_id where a.id = $1`,
      values: [accountId],
    });
    const held = roles.map(({ role, scope, scopeId }) => ({
      role: role as Role,
      scope: scope as RoleScope,
      scopeId,
    }));
    return { ...rows[0]!, roles: held };
  }
}
