import type { Pool } from 'pg';
import { IN_FORCE, SHORT_NAME } from '../../directory/directory.sql.js';
import { requireRole } from '../../directory/role.js';
import type { Actor, Member } from '../../platform/actor.js';
import { decodeCursor, toPage } from '../../platform/connection.js';
import { QUEUE_ROLES, REVIEWER_ROLES } from '../council.policy.js';
import type { QueueArgs } from './queue.input.js';
import {
  type QueueConnection,
  type QueueCount,
  type QueueItem,
  QueueOrder,
  type ReviewerLoad,
} from './queue.type.js';

/**
 * What lies before an actor who sees to the queue, never own work and nothing reviewed blind: `$1` the account, `$2`
 * the person, `$3` the reaches of the roles as JSON.
 */
const STANDING = `standing as (
  select m.id, m.kind, m.draft_status as state, m.published_version_id is not null as published,
    m.review_round as round, d.id as version_id, d.title, d.frozen_at, m.organization_id,
    r.sent, r.open, r.due_on,
    case when m.draft_status = 'SUBMITTED' then 'ASSIGN' when m.draft_status = 'COUNCIL' then 'DECIDE'
      when r.overdue > 0 then 'CHASE' when r.sent + r.open < 2 then 'MORE' when r.open > 0 then 'WAIT'
      when r.sent = 2 and r.spread > (select spread_limit from council) then 'THIRD' else 'DECIDE' end as need
  from material m join material_version d on d.id = m.draft_version_id
  left join organization o on o.id = m.organization_id
  cross join lateral (
    select count(*) filter (where a.state = 'SUBMITTED')::int as sent,
      count(*) filter (where a.state in ('INVITED', 'ACCEPTED', 'OVERDUE'))::int as open,
      count(*) filter (where a.state = 'OVERDUE')::int as overdue,
      min(a.due_on) filter (where a.state in ('INVITED', 'ACCEPTED', 'OVERDUE')) as due_on,
      coalesce(max(w.total) - min(w.total), 0)::int as spread
    from review_assignment a left join review w on w.assignment_id = a.id and w.sent_at is not null
    where a.material_version_id = d.id) r
  where m.draft_status in ('SUBMITTED', 'IN_REVIEW', 'COUNCIL') and m.status <> 'WITHDRAWN'
    and m.owner_id is distinct from $1::uuid and not ($1::uuid = any (m.blind_reviewers))
    and not exists (select 1 from contribution c where c.person_id = $2::uuid
      and c.material_version_id in (m.draft_version_id, m.published_version_id) and c.declined_at is null)
    and exists (select 1 from jsonb_to_recordset($3::jsonb) as h (scope text, "scopeId" uuid)
      where h.scope = 'GLOBAL' or (h.scope = 'ORGANIZATION' and h."scopeId" = m.organization_id)
        or (h.scope = 'TERRITORY' and h."scopeId" = o.territory_id)
        or (h.scope = 'NETWORK' and h."scopeId" = m.network_id)))`;

/** The moment that an order compares; of two equal ones the id decides. */
const ORDERS: Readonly<Record<QueueOrder, { key: string; direction: 'asc' | 'desc'; after: '>' | '<' }>> = {
  LONGEST_WAITING: { key: 'frozen_at', direction: 'asc', after: '>' },
  NEWEST: { key: 'frozen_at', direction: 'desc', after: '<' },
  DUE_FIRST: { key: `coalesce(due_on::timestamptz, 'infinity')`, direction: 'asc', after: '>' },
};

/** Reads what waits for reviews and decisions. */
export class QueueReads {
  constructor(private readonly pool: Pool) {}

  /** A page of the queue. @throws Forbidden without a role that sees to it */
  async page(actor: Actor, { first, after, filter, order }: QueueArgs): Promise<QueueConnection> {
    const member = requireRole(actor, QUEUE_ROLES);
    const { key, direction, after: beyond } = ORDERS[order];
    const { rows } = await this.pool.query<QueueItem & { total: number; at: string }>({
      name: `council-queue-${order}`,
      text: `with ${STANDING}, found as (
          select s.*, ${key} as at from standing s
          where (coalesce($4::jsonb->'states', '[]') in ('[]', 'null') or $4::jsonb->'states' ? s.state)
            and (coalesce($4::jsonb->'kinds', '[]') in ('[]', 'null') or $4::jsonb->'kinds' ? s.kind)
            and (coalesce($4::jsonb->'needs', '[]') in ('[]', 'null') or $4::jsonb->'needs' ? s.need)
            and (coalesce($4::jsonb->'themes', '[]') in ('[]', 'null') or exists (
              select 1 from material_version_theme vt join priority_theme t on t.id = vt.priority_theme_id
              where vt.material_version_id = s.version_id and $4::jsonb->'themes' ? t.slug)))
        select f.id, f.title, f.kind, f.state, f.published, f.round, f.frozen_at as "handedInAt",
          floor(extract(epoch from now() - f.frozen_at) / 86400)::int as days, f.sent, f.open, f.need,
          (select short_name from organization where id = f.organization_id) as "organizationName",
          array(select c.short_name from contribution c where c.material_version_id = f.version_id
            and c.declined_at is null order by c.position) as authors,
          (select coalesce(json_agg(json_build_object('slug', t.slug, 'title', t.short_title) order by vt.id), '[]')
             from material_version_theme vt join priority_theme t on t.id = vt.priority_theme_id
             where vt.material_version_id = f.version_id) as themes,
          (select coalesce(json_agg(json_build_object('shortName', ${SHORT_NAME}, 'state', a.state,
               'dueOn', a.due_on::text) order by a.number), '[]')
             from review_assignment a join account x on x.id = a.reviewer_id join person p on p.id = x.person_id
             where a.material_version_id = f.version_id and a.state not in ('DECLINED', 'CANCELLED')) as reviewers,
          f.at::text, (select count(*)::int from found) as total
        from found f
        where $6::text[] is null or (f.at, f.id) ${beyond} ((($6::text[])[1])::timestamptz, (($6::text[])[2])::uuid)
        order by f.at ${direction}, f.id ${direction} limit $5`,
      values: [...before(member), JSON.stringify(filter ?? {}), first + 1, decodeCursor(after, 2)],
    });
    const page = toPage(rows, first, rows[0]?.total ?? 0, ({ at, id }) => [at, id]);
    return { ...page, counts: await this.counts(member) };
  }

  /** What everybody who is asked for reviews has to do, most first. @throws Forbidden as `page` */
  async load(actor: Actor): Promise<ReviewerLoad[]> {
    requireRole(actor, QUEUE_ROLES);
    const { rows } = await this.pool.query<ReviewerLoad>({
      name: 'reviewer-load',
      text: `select ${SHORT_NAME} as "shortName", o.short_name as "organizationName", w.open, w.overdue, w.sent
        from account a join person p on p.id = a.person_id left join organization o on o.id = p.organization_id
        cross join lateral (
          select count(*) filter (where x.state in ('INVITED', 'ACCEPTED', 'OVERDUE'))::int as open,
            count(*) filter (where x.state = 'OVERDUE')::int as overdue,
            count(*) filter (where x.state = 'SUBMITTED' and x.closed_at > now() - interval '365 days')::int as sent
          from review_assignment x where x.reviewer_id = a.id) w
        where a.blocked_at is null and (w.open + w.sent > 0 or exists (
          select 1 from role_assignment r where r.account_id = a.id and r.role = any ($1::text[])
            and ${IN_FORCE}))
        order by w.open desc, w.overdue desc, w.sent desc, p.last_name, a.id limit 100`,
      values: [REVIEWER_ROLES],
    });
    return rows;
  }

  private async counts(member: Member): Promise<QueueCount[]> {
    const { rows } = await this.pool.query<QueueCount>({
      name: 'council-queue-counts',
      text: `with ${STANDING} select need, count(*)::int as count from standing group by need`,
      values: before(member),
    });
    return rows;
  }
}

/** The first three values of `STANDING`. */
function before({ accountId, personId, roles }: Member): unknown[] {
  const reaches = roles.filter(({ role }) => (QUEUE_ROLES as readonly string[]).includes(role));
  return [accountId, personId, JSON.stringify(reaches)];
}
