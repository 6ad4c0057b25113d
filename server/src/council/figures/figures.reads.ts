import type { Pool } from 'pg';
import { SHORT_NAME } from '../../directory/directory.sql.js';
import { requireRole, Role } from '../../directory/role.js';
import { dayAtPlace, PLACE } from '../../materials/authoring/day-at.js';
import type { Actor } from '../../platform/actor.js';
import { checkPeriod, type Period } from '../../platform/period.js';
import { PUBLIC_THEME } from '../../vocabulary/vocabulary.sql.js';
import { dawnAtCouncil } from '../council-day.js';
import type {
  CouncilFigures,
  DecisionFigure,
  PublicationsOf,
  ReviewerFigures,
  RoundsFigure,
  TimeInState,
} from './figures.type.js';

/** Roles that see the figures: the council, and who sees to its queue. */
const FIGURE_ROLES: readonly Role[] = [
  ...[Role.METHODIST, Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY, Role.COUNCIL_CHAIR],
];

/** Whether the material `m` lies within the reaches `$3`, a JSON list of roles with their scopes. */
const WITHIN = `exists (select 1 from jsonb_to_recordset($3::jsonb) as h (scope text, "scopeId" uuid)
  left join organization ho on ho.id = m.organization_id
  where h.scope = 'GLOBAL' or (h.scope = 'ORGANIZATION' and h."scopeId" = m.organization_id)
    or (h.scope = 'TERRITORY' and h."scopeId" = ho.territory_id)
    or (h.scope = 'NETWORK' and h."scopeId" = m.network_id))`;

/** Whether an instant lies in the period from the day `$1` to the day `$2`, as the council counts days. */
const during = (instant: string): string =>
  `${instant} >= ${dawnAtCouncil('$1::date')} and ${instant} < ${dawnAtCouncil('$2::date + 1')}`;

/** The state that each step of the audit trail leads to; what ends the way has none. */
const STATE_AFTER = `case e.action when 'material.submitted' then 'SUBMITTED' when 'review.invited' then 'IN_REVIEW'
  when 'material.brought-to-council' then 'COUNCIL' when 'material.sent-back' then 'REVISION' else 'END' end`;
const STEPS = `('material.submitted', 'review.invited', 'material.brought-to-council', 'material.sent-back',
  'material.recalled', 'material.published', 'material.minor-change-accepted', 'material.rejected')`;

const PUBLISHED = `material m where m.status in ('PUBLISHED', 'OUTDATED') and ${during('m.published_at')} and ${WITHIN}`;

/** Figures of the council's work. */
export class FiguresReads {
  constructor(private readonly pool: Pool) {}

  /** Figures of a period within the reach of the one who asks. @throws Forbidden, InvalidInput */
  async of(actor: Actor, period: Period): Promise<CouncilFigures> {
    const { roles } = requireRole(actor, FIGURE_ROLES);
    checkPeriod(period);
    const reaches = roles.filter(({ role }) => (FIGURE_ROLES as readonly string[]).includes(role));
    const values = [period.from, period.to, JSON.stringify(reaches)];
    const decisions = await this.#rows<DecisionFigure>('decisions', DECISIONS, values);
    const { rows } = await this.pool.query<{ count: number }>({
      name: 'figures-protocols',
      text: `select count(*)::int as count from meeting where status = 'PROTOCOL_SIGNED' and ${during('signed_at')}`,
      values: values.slice(0, 2),
    });
    return {
      decisions,
      returnShare: shareOfReturns(decisions),
      protocols: rows[0]!.count,
      times: await this.#rows<TimeInState>('times', TIMES, values),
      reviewers: await this.#rows<ReviewerFigures>('reviewers', REVIEWERS, values),
      rounds: await this.#rows<RoundsFigure>('rounds', ROUNDS, values),
      themes: await this.#rows<PublicationsOf>('themes', THEMES, values),
      organizations: await this.#rows<PublicationsOf>('organizations', ORGANIZATIONS, values),
    };
  }

  async #rows<Row extends object>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> {
    return (await this.pool.query<Row>({ name: `figures-${name}`, text, values: [...values] })).rows;
  }
}

const TIMES = `with steps as (
    select e.subject_id, e.id, e.at, ${STATE_AFTER} as state
    from audit_event e where e.subject_type = 'material' and e.action in ${STEPS}),
  moves as (
    select *, lag(state) over (partition by subject_id order by at, id) as before from steps),
  stays as (
    select subject_id, state, at, lead(at) over (partition by subject_id order by at, id) as left_at
    from moves where before is distinct from state)
  select s.state, count(*)::int as count,
    percentile_cont(0.5) within group (order by extract(epoch from s.left_at - s.at) / 86400)::float8 as median,
    percentile_cont(0.9) within group (order by extract(epoch from s.left_at - s.at) / 86400)::float8 as p90
  from stays s join material m on m.id = s.subject_id
  where s.state <> 'END' and ${during('s.left_at')} and ${WITHIN}
  group by s.state order by array_position(array['SUBMITTED', 'IN_REVIEW', 'COUNCIL', 'REVISION'], s.state)`;

const REVIEWERS = `select ${SHORT_NAME} as "shortName", o.short_name as "organizationName", count(*)::int as asked,
    count(*) filter (where a.state in ('INVITED', 'ACCEPTED', 'OVERDUE'))::int as open,
    count(*) filter (where a.state = 'SUBMITTED')::int as sent,
    count(*) filter (where a.state = 'OVERDUE' or (a.state = 'SUBMITTED'
      and ${dayAtPlace('a.closed_at')} > a.due_on))::int as late
  from review_assignment a join material m on m.id = a.material_id ${PLACE}
  join account x on x.id = a.reviewer_id join person p on p.id = x.person_id
  left join organization o on o.id = p.organization_id
  where ${during('a.created_at')} and ${WITHIN}
  group by x.id, p.id, o.id order by asked desc, late desc, p.last_name, x.id limit 200`;

const DECISIONS = `select d.kind, count(*)::int as count,
    count(*) filter (where exists (select 1 from agenda_item i join meeting t on t.id = i.meeting_id
      where t.status = 'PROTOCOL_SIGNED' and t.signed_by_id = d.decided_by_id
        and i.material_version_id = d.material_version_id
        and case i.outcome when 'RECOMMEND' then 'PUBLISH' else i.outcome end = d.kind))::int as "byProtocol"
  from material_decision d join material m on m.id = d.material_id
  where ${during('d.created_at')} and ${WITHIN} group by d.kind order by count desc, d.kind`;

const ROUNDS = `select r.rounds, count(*)::int as count from material_decision d
  join material m on m.id = d.material_id cross join lateral (
    select 1 + count(*)::int as rounds from material_decision b
    where b.material_id = d.material_id and b.kind = 'RETURN' and b.created_at < d.created_at
      and b.created_at > coalesce((select max(c.created_at) from material_decision c
        where c.material_id = d.material_id and c.kind in ('PUBLISH', 'MINOR_CHANGE')
          and c.created_at < d.created_at), '-infinity')) r
  where d.kind = 'PUBLISH' and ${during('d.created_at')} and ${WITHIN}
  group by r.rounds order by r.rounds`;

const THEMES = `select t.slug, t.title, count(*)::int as count,
    count(*) filter (where f.recommended)::int as recommended
  from (select m.published_version_id as version_id, m.recommended from ${PUBLISHED}) f
  join material_version_theme vt on vt.material_version_id = f.version_id
  join priority_theme t on t.id = vt.priority_theme_id and ${PUBLIC_THEME}
  group by t.id order by count desc, t.title`;

const ORGANIZATIONS = `select o.slug, o.short_name as title, count(*)::int as count,
    count(*) filter (where f.recommended)::int as recommended
  from (select m.organization_id, m.recommended from ${PUBLISHED}) f
  join organization o on o.id = f.organization_id
  group by o.id order by count desc, o.short_name limit 200`;

function shareOfReturns(decisions: readonly DecisionFigure[]): number | null {
  const of = (kind: string) => decisions.find((one) => one.kind === kind)?.count ?? 0;
  const all = of('RETURN') + of('PUBLISH') + of('REJECT');
  return all === 0 ? null : of('RETURN') / all;
}
