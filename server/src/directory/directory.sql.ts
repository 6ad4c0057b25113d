import { TODAY } from '../platform/time-zone.js';

/** A territory as JSON, null without one; `te` is the table. */
const TERRITORY = `case when te.id is null then null else
  json_build_object('id', te.id, 'name', te.name, 'region', te.region, 'timeZone', te.time_zone) end`;

/** The public columns of an organisation; `o` is the table, `te` its territory. */
export const ORGANIZATION = `o.id, o.slug, o.short_name as "shortName", o.full_name as "fullName", o.kind, o.site,
  o.is_partner as "isPartner", ${TERRITORY} as territory`;

/** The tables of `ORGANIZATION`. */
export const ORGANIZATIONS = 'organization o left join territory te on te.id = o.territory_id';

/** The tables of `NETWORK`. */
export const NETWORKS = 'network n left join territory te on te.id = n.territory_id';

/** The public columns of a network; `n` is the table, `te` its territory. */
export const NETWORK = `n.id, n.slug, n.name, n.kind, n.status, n.basis, n.description,
  n.moderator_id as "moderatorId", ${TERRITORY} as territory`;

/** Whether a role is in force today; `r` is the assignment. */
export const IN_FORCE = `r.valid_from <= ${TODAY} and (r.valid_to is null or r.valid_to >= ${TODAY})`;

/** Whether an account has a second factor; `a` is the table. */
export const HAS_FACTOR = `(exists (select from passkey k where k.account_id = a.id)
  or exists (select from totp_factor f where f.account_id = a.id and f.confirmed_at is not null))`;

/** «Фамилия И. О.» with no-break spaces; `p` is the table. Who stands for somebody erased has no first name. */
export const SHORT_NAME = `p.last_name ||
  case when p.first_name = '' then '' else E'\\u00a0' || left(p.first_name, 1) || '.' end ||
  case when p.patronymic is null then '' else E'\\u00a0' || left(p.patronymic, 1) || '.' end`;

/** «Фамилия Имя Отчество»; `p` is the table. */
export const FULL_NAME = `concat_ws(' ', p.last_name, nullif(p.first_name, ''), p.patronymic)`;

/** The columns of a person that the person made public; `p` is the table. */
export const AUTHOR = `p.id, p.slug, p.last_name as "lastName", p.first_name as "firstName", p.patronymic,
  ${SHORT_NAME} as "shortName", ${FULL_NAME} as "fullName", p.levels,
  case when (p.visibility->>'position')::boolean then p.position end as position,
  case when (p.visibility->>'qualification')::boolean then p.qualification end as qualification,
  case when (p.visibility->>'bio')::boolean then p.bio end as bio,
  case when (p.visibility->>'organization')::boolean then p.organization_id end as "organizationId",
  (select coalesce(json_agg(json_build_object('slug', s.slug, 'title', s.title) order by s.position), '[]')
     from person_subject ps join subject s on s.id = ps.subject_id where ps.person_id = p.id) as subjects`;

/**
 * Whether the person of a title page `c` has taken the consent to distribution back: then the name alone is public.
 * Whoever never had an account stands there as the source says.
 */
export const NAME_ALONE = `(select bool_and(k.withdrawn_at is not null) from account a join consent k on k.account_id = a.id
  where a.person_id = c.person_id and k.kind = 'DISTRIBUTION') is true`;

/** Whether a person has a public page: something of theirs is published; `p` is the table. */
export const IS_AUTHOR = `exists (select 1 from contribution c
  join material m on m.published_version_id = c.material_version_id
  where c.person_id = p.id and m.status in ('PUBLISHED', 'OUTDATED'))`;
