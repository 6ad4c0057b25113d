import type { Pool } from 'pg';
import { IS_AUTHOR } from '../../directory/directory.sql.js';
import { decodeCursor, toPage } from '../../platform/connection.js';
import { PUBLIC_THEME } from '../../vocabulary/vocabulary.sql.js';
import type {
  ExperienceConnection,
  ExperiencesArgs,
  ExperienceTombstone,
  PublicExperience,
} from './public-experience.type.js';

/** An entry `x` of the register with what everybody may see of it. */
const ENTRY = `x.year || '-' || x.number as slug, x.title, x.relevance, x.aim, x.duration,
  x.leading_idea as "leadingIdea", x.technology, x.results, x.level, x.person_name as "personName", x.post,
  (select p.slug from person p where p.id = x.person_id and ${IS_AUTHOR}) as author,
  case when o.id is not null then json_build_object('slug', o.slug,
    'title', coalesce(x.organization_name, o.short_name)) end as organization,
  case when ${PUBLIC_THEME} then json_build_object('slug', t.slug, 'title', t.title) end as theme,
  x.entered_at as "enteredAt", s.protocol_number as "protocolNumber",
  to_char(s.starts_at at time zone s.time_zone, 'YYYY-MM-DD') as "protocolDate",
  (select coalesce(json_agg(json_build_object('slug', m.slug, 'title', v.title) order by xm.id), '[]')
     from experience_address_material xm join material m on m.id = xm.material_id
     join material_version v on v.id = m.published_version_id
     where xm.experience_address_id = x.id and m.status in ('PUBLISHED', 'OUTDATED')) as materials`;

const ENTRIES = `experience_address x left join organization o on o.id = x.organization_id
  left join priority_theme t on t.id = x.theme_id
  left join lateral (select m.protocol_number, m.starts_at, m.time_zone from agenda_item i join meeting m on m.id = i.meeting_id
    where i.experience_id = x.id and i.outcome = 'ENTER' and m.status = 'PROTOCOL_SIGNED' limit 1) s on true`;

/** The register of experience, as everybody reads it. */
export class PublicExperienceReads {
  constructor(private readonly pool: Pool) {}

  /** A page of the register, the newest entries first. */
  async page({ first, after, filter }: ExperiencesArgs): Promise<ExperienceConnection> {
    const { rows } = await this.pool.query<PublicExperience & { total: number }>({
      name: 'experience-register',
      text: `with found as (
          select x.id from experience_address x left join organization o on o.id = x.organization_id
            left join priority_theme t on t.id = x.theme_id and ${PUBLIC_THEME}
            join person p on p.id = x.person_id
          where x.state = 'ENTERED' and ($1::text is null or to_tsvector('russian', concat_ws(' ', x.title,
              x.person_name, x.organization_name, x.leading_idea, x.aim, x.technology, x.relevance, x.results))
              @@ websearch_to_tsquery('russian', $1))
            and ($2::text is null or t.slug = $2) and ($3::text[] is null or x.level = any($3))
            and ($4::text is null or o.slug = $4) and ($5::text is null or p.slug = $5))
        select ${ENTRY}, (select count(*)::int from found) as total from ${ENTRIES}
        where x.id in (select id from found) and ($6::text[] is null or (x.year, x.number) < ($6[1]::int, $6[2]::int))
        order by x.year desc, x.number desc limit $7`,
      values: [
        filter?.query?.trim() || null,
        filter?.theme || null,
        filter?.levels?.length ? filter.levels : null,
        filter?.organization || null,
        filter?.author || null,
        decodeCursor(after, 2),
        first + 1,
      ],
    });
    return toPage(rows, first, rows[0]?.total ?? 0, ({ slug }) => slug.split('-'));
  }

  /** One entry; undefined for all other addresses. */
  async one(slug: string): Promise<PublicExperience | undefined> {
    const { rows } = await this.pool.query<PublicExperience>({
      name: 'experience-entry',
      text: `select ${ENTRY} from ${ENTRIES} where x.state = 'ENTERED' and x.year || '-' || x.number = $1`,
      values: [slug],
    });
    return rows[0];
  }

  /** What is told of an entry that was taken out; undefined for all other addresses. */
  async tombstone(slug: string): Promise<ExperienceTombstone | undefined> {
    const { rows } = await this.pool.query<ExperienceTombstone>({
      name: 'experience-tombstone',
      text: `select x.year || '-' || x.number as slug, x.withdrawn_at as "withdrawnAt", x.withdrawn_reason as reason
        from experience_address x where x.state = 'WITHDRAWN' and x.year || '-' || x.number = $1`,
      values: [slug],
    });
    return rows[0];
  }
}
