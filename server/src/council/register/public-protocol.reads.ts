import type { Pool } from 'pg';
import { isPublicTheme } from '../../vocabulary/vocabulary.sql.js';
import type { PublicDecisionKind, PublicProtocol } from './public-protocol.type.js';

/**
 * What everybody may read of the matters `i` of signed meetings. A withdrawn material has a page that tells why, so
 * that its withdrawal may be told of; what made it public is not. A theme is told of once it is open.
 */
const DECISIONS = `select i.meeting_id, i.position, coalesce(v.title, i.title) as title, t.slug,
    x.year || '-' || x.number as experience, h.slug as theme,
    case when i.outcome = 'WITHDRAW' then case when x.id is null then 'WITHDRAWN' else 'EXPERIENCE_WITHDRAWN' end
      else case i.outcome when 'PUBLISH' then 'PUBLISHED' when 'RECOMMEND' then 'RECOMMENDED'
        when 'REINSTATE' then 'REINSTATED' when 'ENTER' then 'EXPERIENCE_ENTERED'
        when 'APPROVE' then case when h.id is null then 'DOCUMENT_APPROVED' else 'THEME_APPROVED' end end end as kind
  from agenda_item i left join material t on t.id = i.material_id
  left join material_version v on v.id = t.published_version_id
  left join experience_address x on x.id = i.experience_id
  left join priority_theme h on h.id = i.theme_id
  where case when i.outcome in ('PUBLISH', 'RECOMMEND') then t.status in ('PUBLISHED', 'OUTDATED')
    when i.outcome = 'ENTER' then x.state = 'ENTERED'
    when i.outcome = 'WITHDRAW' and x.id is not null then x.state = 'WITHDRAWN'
    when i.outcome in ('WITHDRAW', 'REINSTATE') then t.status in ('PUBLISHED', 'OUTDATED', 'WITHDRAWN')
    else i.outcome = 'APPROVE' and (i.theme_id is null or ${isPublicTheme('h')}) end`;

/** The public register of what the council has decided. */
export class PublicProtocolReads {
  constructor(private readonly pool: Pool) {}

  /** Signed protocols with what everybody may read of them, the newest first. */
  async page(year: number | null, kind: PublicDecisionKind | null): Promise<PublicProtocol[]> {
    const { rows } = await this.pool.query<PublicProtocol>({
      name: 'public-protocols',
      text: `select m.protocol_number as number, to_char(m.starts_at at time zone m.time_zone, 'YYYY-MM-DD') as date,
          coalesce(jsonb_agg(jsonb_build_object('kind', d.kind, 'title', d.title, 'slug', d.slug,
            'experience', d.experience, 'theme', d.theme)
            order by d.position) filter (where d.kind is not null), '[]') as decisions
        from meeting m left join (${DECISIONS}) d on d.meeting_id = m.id and ($2::text is null or d.kind = $2)
        where m.status = 'PROTOCOL_SIGNED' and ($1::int is null or m.protocol_year = $1)
        group by m.id having $2::text is null or count(d.kind) > 0
        order by m.protocol_year desc, m.protocol_number desc limit 200`,
      values: [year, kind],
    });
    return rows;
  }

  /** Years that have signed protocols, the latest first. */
  async years(): Promise<number[]> {
    const { rows } = await this.pool.query<{ year: number }>({
      name: 'public-protocol-years',
      text: `select distinct protocol_year as year from meeting where status = 'PROTOCOL_SIGNED' order by year desc`,
    });
    return rows.map(({ year }) => year);
  }
}
