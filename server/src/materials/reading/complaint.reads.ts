import type { Pool } from 'pg';
import { SHORT_NAME } from '../../directory/directory.sql.js';
import { requireRole } from '../../directory/role.js';
import type { Actor } from '../../platform/actor.js';
import { decodeCursor, toPage, type Page } from '../../platform/connection.js';
import type { ComplaintState } from './complaint.entity.js';
import type { ComplaintType } from './complaint.type.js';
import { MODERATORS } from './moderation.policy.js';

const nameOf = (account: string) => `(select ${SHORT_NAME} from person p
  where p.id = (select a.person_id from account a where a.id = ${account}))`;

const COMPLAINT = `k.id, k.version, k.reason, k.body, k.state, k.created_at as "createdAt",
  k.decided_at as "decidedAt", k.answer, ${nameOf('k.account_id')} as "complainantName",
  ${nameOf('k.decided_by_id')} as "deciderName", json_build_object('slug', m.slug, 'title', v.title) as material,
  case when t.id is null then null else json_build_object('id', t.id, 'kind', t.kind, 'body', t.body,
    'authorName', ${nameOf('t.account_id')}, 'hidden', t.hidden_at is not null) end as post`;

/** The queue of those who keep order, each as far as the role reaches. */
export class ComplaintReads {
  constructor(private readonly pool: Pool) {}

  /** Complaints in a state: the new ones oldest first, the others decided last first. */
  async page(
    actor: Actor,
    state: ComplaintState,
    first: number,
    after?: string | null,
  ): Promise<Page<ComplaintType>> {
    const { roles } = requireRole(actor, MODERATORS);
    const reach = roles.filter(({ role }) => (MODERATORS as readonly string[]).includes(role));
    const of = (scope: string) => reach.flatMap((one) => (one.scope === scope ? [one.scopeId] : []));
    const { rows } = await this.pool.query<ComplaintType & { total: number; cursorTime: string }>({
      name: 'complaints',
      text: `with own as materialized (select k.*
          from complaint k join material m on m.id = k.material_id
          left join organization o on o.id = m.organization_id
          where k.state = $1 and ($2 or m.organization_id = any($3::uuid[]) or m.network_id = any($4::uuid[])
            or o.territory_id = any($5::uuid[])))
        select ${COMPLAINT}, coalesce(k.decided_at, k.created_at)::text as "cursorTime",
          (select count(*)::int from own) as total
        from own k join material m on m.id = k.material_id
        join material_version v on v.id = m.published_version_id left join post t on t.id = k.post_id
        where $7::text[] is null
          or (k.state = 'NEW' and (k.created_at, k.id) > ((($7::text[])[1])::timestamptz, (($7::text[])[2])::uuid))
          or (k.state <> 'NEW' and (k.decided_at, k.id) < ((($7::text[])[1])::timestamptz, (($7::text[])[2])::uuid))
        order by case when k.state = 'NEW' then k.created_at end, k.decided_at desc, k.id limit $6`,
      values: [
        state,
        of('GLOBAL').length > 0,
        of('ORGANIZATION'),
        of('NETWORK'),
        of('TERRITORY'),
        first + 1,
        decodeCursor(after, 2),
      ],
    });
    return toPage(rows, first, rows[0]?.total ?? 0, (row) => [row.cursorTime, row.id]);
  }

  /** One of them, for whoever has just decided it. */
  async byId(id: string): Promise<ComplaintType> {
    const { rows } = await this.pool.query<ComplaintType>({
      name: 'complaint-by-id',
      text: `select ${COMPLAINT} from complaint k join material m on m.id = k.material_id
        join material_version v on v.id = m.published_version_id left join post t on t.id = k.post_id
        where k.id = $1`,
      values: [id],
    });
    return rows[0]!;
  }
}
