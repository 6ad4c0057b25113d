import type { EntityManager } from '@mikro-orm/postgresql';
import { IN_FORCE, SHORT_NAME } from '../../directory/directory.sql.js';
import { REVIEWER_ROLES } from '../council.policy.js';
import type { Candidate } from './candidate.type.js';

/**
 * Who could review a material: everybody whose role reaches it, those with a reason against it at the end. Of the
 * others first who has reviewed it before, then who knows the themes, subjects and levels, then who has least to do.
 * @param colleagues whether working in the author's organisation stands against it
 */
export function readCandidates(
  em: EntityManager,
  materialId: string,
  colleagues: boolean,
): Promise<Candidate[]> {
  return em.execute<Candidate[]>(
    `with reviewed as (
       select m.id, m.owner_id, m.organization_id, o.territory_id, m.network_id, d.id as version_id, d.levels
       from material m join material_version d on d.id = m.draft_version_id
       left join organization o on o.id = m.organization_id where m.id = ?),
     author as (
       select c.person_id as id from contribution c join reviewed s on s.version_id = c.material_version_id
         where c.person_id is not null
       union select a.person_id from account a join reviewed s on s.owner_id = a.id),
     place as (
       select organization_id as id from reviewed
       union select p.organization_id from person p join author x on x.id = p.id),
     candidate as (
       select a.id, a.person_id from account a cross join reviewed s where a.blocked_at is null and exists (
         select 1 from role_assignment r where r.account_id = a.id
           and r.role in (select jsonb_array_elements_text(?::jsonb))
           and ${IN_FORCE}
           and (r.scope = 'GLOBAL' or r.organization_id = s.organization_id
             or r.territory_id = s.territory_id or r.network_id = s.network_id))),
     known as (
       select candidate.id, s.id as material_id, s.version_id, ${SHORT_NAME} as "shortName", p.position, o.short_name as "organizationName",
         array(select t.short_title from material_version_theme vt join priority_theme t on t.id = vt.priority_theme_id
           where vt.material_version_id = s.version_id and exists (
             select 1 from material_version_theme k
             where k.priority_theme_id = t.id and k.material_version_id in (
               select m.published_version_id from material m
                 join contribution c on c.material_version_id = m.published_version_id
                 where c.person_id = p.id and m.status in ('PUBLISHED', 'OUTDATED')
               union select x.material_version_id from review_assignment x
                 where x.reviewer_id = candidate.id and x.state = 'SUBMITTED' and x.material_id <> s.id))
           order by t.position) as themes,
         array(select b.title from material_version_subject vs join subject b on b.id = vs.subject_id
           where vs.material_version_id = s.version_id and exists (
             select 1 from person_subject ps where ps.person_id = p.id and ps.subject_id = b.id)
           order by b.position) as subjects,
         array(select unnest(p.levels) intersect select unnest(s.levels)) as levels,
         (select count(*)::int from review_assignment x where x.reviewer_id = candidate.id
            and x.state in ('INVITED', 'ACCEPTED', 'OVERDUE')) as load,
         (select count(*)::int from review_assignment x where x.reviewer_id = candidate.id
            and x.state = 'OVERDUE') as overdue,
         exists (select 1 from review_assignment x where x.reviewer_id = candidate.id
            and x.material_id = s.id and x.material_version_id <> s.version_id and x.state = 'SUBMITTED') as "reviewedBefore",
         case
           when candidate.person_id in (select id from author) then 'CONTRIBUTOR'
           when exists (select 1 from review_assignment x where x.reviewer_id = candidate.id
             and x.material_id = s.id and x.decline_reason = 'CONFLICT') then 'DECLARED'
           when exists (select 1 from review_assignment x where x.reviewer_id = candidate.id
             and x.material_version_id = s.version_id and x.state in ('INVITED', 'ACCEPTED', 'OVERDUE', 'SUBMITTED'))
             then 'ASSIGNED'
           when ? and p.organization_id in (select id from place) then 'SAME_ORGANIZATION'
           when exists (select 1 from contribution mine
             join contribution theirs on theirs.material_version_id = mine.material_version_id
             join author x on x.id = theirs.person_id
             where mine.person_id = p.id) then 'CO_AUTHOR'
         end as obstacle
       from candidate cross join reviewed s join person p on p.id = candidate.person_id
       left join organization o on o.id = p.organization_id)
     select id, "shortName", position, "organizationName", themes, subjects, levels, load, overdue, "reviewedBefore",
       obstacle
     from known order by obstacle is not null, "reviewedBefore" desc,
       cardinality(themes) * 3 + cardinality(subjects) * 3 + cardinality(levels) desc, load, "shortName", id`,
    [materialId, JSON.stringify(REVIEWER_ROLES), colleagues],
  );
}
