import type { Pool } from 'pg';
import type { Actor } from '../../platform/actor.js';
import { decodeCursor, type Page, toPage } from '../../platform/connection.js';
import { NotFound } from '../../platform/errors.js';
import { TODAY } from '../../platform/time-zone.js';
import { isUuid } from '../../platform/uuid.js';
import { FULL_NAME, HAS_FACTOR, IS_AUTHOR } from '../directory.sql.js';
import { requireRole, Role, RoleScope } from '../role.js';
import type { AccountsArgs } from './managed-account.input.js';
import type { ManagedAccount, RoleChoices, RolePlaceType } from './managed-account.type.js';
import { REACH_OF } from './role-reach.js';

/** How an assignment stands today; `r` is the table. */
const STANDING = `case when r.valid_to < ${TODAY} or r.valid_to < r.valid_from then 'ENDED'
  when r.valid_from > ${TODAY} then 'PLANNED' else 'IN_FORCE' end`;

const STATE = `case when a.blocked_at is not null then 'BLOCKED'
  when a.email_confirmed_at is null then 'UNCONFIRMED' else 'ACTIVE' end`;

const ACCOUNT = `a.id, a.version, a.email, ${STATE} as state, ${FULL_NAME} as "fullName", p.position,
  o.short_name as "organizationName", case when ${IS_AUTHOR} then p.slug end as "authorSlug",
  a.created_at as "createdAt", a.blocked_at as "blockedAt", a.block_reason as "blockReason",
  (select count(*)::int from session s where s.account_id = a.id and s.expires_at > now()) as "sessionCount",
  (select max(s.last_seen_at) from session s where s.account_id = a.id) as "lastSeenAt",
  ${HAS_FACTOR} as "secondFactor",
  (select coalesce(json_agg(given order by given.rank, given."validFrom" desc, given.id), '[]') from (
    select r.id, r.role, r.scope, coalesce(te.name, ro.short_name, n.name) as "placeName", r.basis,
      r.valid_from::text as "validFrom", r.valid_to::text as "validTo", ${STANDING} as standing,
      array_position(array['IN_FORCE', 'PLANNED', 'ENDED'], ${STANDING}) as rank
    from role_assignment r left join territory te on te.id = r.territory_id
      left join organization ro on ro.id = r.organization_id left join network n on n.id = r.network_id
    where r.account_id = a.id) given) as roles`;

const ACCOUNTS = `account a join person p on p.id = a.person_id
  left join organization o on o.id = p.organization_id`;

const SORT = 'p.last_name, p.first_name, a.id';

type Row = Omit<ManagedAccount, 'own'>;

/** Reads accounts for administrators; nobody else sees them. */
export class ManagedAccountReads {
  constructor(private readonly pool: Pool) {}

  /** Accounts by the names of their owners. */
  async page(actor: Actor, args: AccountsArgs): Promise<Page<ManagedAccount>> {
    const { accountId } = requireRole(actor, [Role.ADMIN]);
    const { first, after, query, state, role } = args;
    const words = (query ?? '').normalize('NFC').split(/\s+/).filter(Boolean);
    const { rows } = await this.pool.query<Row & { total: number; keys: string[] }>({
      name: 'managed-accounts',
      text: `with chosen as (
          select a.id from ${ACCOUNTS}
          where concat_ws(' ', p.last_name, p.first_name, p.patronymic, a.email, o.short_name) ilike all ($3::text[])
            and a.erased_at is null and ($4::text is null or ${STATE} = $4)
            and ($5::text is null or exists (
              select from role_assignment r where r.account_id = a.id and r.role = $5 and ${STANDING} = 'IN_FORCE')))
        select ${ACCOUNT}, (select count(*)::int from chosen) as total,
          array[p.last_name, p.first_name, a.id::text] as keys
        from ${ACCOUNTS} where a.id in (select id from chosen)
          and ($2::text[] is null or (${SORT}) > (($2::text[])[1], ($2::text[])[2], (($2::text[])[3])::uuid))
        order by ${SORT} limit $1`,
      values: [first + 1, decodeCursor(after, 3), words.map(contains), state ?? null, role ?? null],
    });
    const page = toPage(rows, first, rows[0]?.total ?? 0, ({ keys }) => keys);
    return { ...page, nodes: page.nodes.map((row) => ({ ...row, own: row.id === accountId })) };
  }

  /**
   * One account.
   * @throws NotFound
   */
  async byId(actor: Actor, id: string): Promise<ManagedAccount> {
    const { accountId } = requireRole(actor, [Role.ADMIN]);
    if (!isUuid(id)) throw new NotFound();
    const { rows } = await this.pool.query<Row>({
      name: 'managed-account',
      text: `select ${ACCOUNT} from ${ACCOUNTS} where a.id = $1 and a.erased_at is null`,
      values: [id],
    });
    if (!rows[0]) throw new NotFound();
    return { ...rows[0], own: id === accountId };
  }

  /** What the form that gives a role offers. */
  async choices(actor: Actor): Promise<RoleChoices> {
    requireRole(actor, [Role.ADMIN]);
    const { rows: places } = await this.pool.query<RolePlaceType>({
      name: 'role-places',
      text: `select id, '${RoleScope.TERRITORY}' as scope, name from territory
        union all select id, '${RoleScope.ORGANIZATION}', short_name from organization
        union all select id, '${RoleScope.NETWORK}', name from network where status <> 'CLOSED'
        order by scope, name`,
    });
    const roles = Object.values(Role)
      .map((role) => ({ role, scopes: REACH_OF[role] }))
      .filter(({ scopes }) => scopes.length > 0);
    return { roles, places };
  }
}

/** A pattern for a word anywhere in a text, whatever characters it has. */
function contains(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`;
}
