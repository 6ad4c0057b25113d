import type { Pool } from 'pg';
import type { Period } from '../../platform/period.js';
import { IS_PUBLIC, MATERIALS } from '../material.sql.js';
import type { AuthorStatistics, UsageMonth, UsedMaterial } from './statistics.type.js';

/** Public materials that a person made; `$1` is the person. */
const OWN = `select m.id, m.slug, v.title from ${MATERIALS}
  where ${IS_PUBLIC} and exists (
    select 1 from contribution c where c.material_version_id = v.id and c.person_id = $1)`;

/** Use reports that anybody sees, but for the person's own; `$1` is the person. */
const USES = `from post u join account a on a.id = u.account_id
  where u.kind = 'USE_REPORT' and u.hidden_at is null and a.person_id <> $1`;

/** Reads what became of somebody's materials. */
export class StatisticsReads {
  constructor(private readonly pool: Pool) {}

  /** Use of a person's public materials, by month and by material. */
  async ofPerson(personId: string, { from, to }: Period): Promise<AuthorStatistics> {
    const values = [personId, from, to];
    const { rows: months } = await this.pool.query<UsageMonth>({
      name: 'statistics-months',
      text: `with own as (${OWN})
        select month::date::text as month, coalesce(sum(u.views), 0)::int as views,
          coalesce(sum(u.downloads), 0)::int as downloads,
          (select count(*)::int ${USES} and u.material_id in (select id from own)
            and u.used_on between greatest(month::date, $2::date)
              and least((month + interval '1 month - 1 day')::date, $3::date)) as uses
        from generate_series(date_trunc('month', $2::date::timestamp), $3::date::timestamp, '1 month') month
        left join usage_daily u on u.material_id in (select id from own)
          and u.day between greatest(month::date, $2::date)
            and least((month + interval '1 month - 1 day')::date, $3::date)
        group by month order by month`,
      values,
    });
    const { rows: materials } = await this.pool.query<UsedMaterial & { total: number }>({
      name: 'statistics-materials',
      text: `with own as (${OWN})
        select own.slug, own.title, coalesce(sum(u.views), 0)::int as views,
          coalesce(sum(u.downloads), 0)::int as downloads,
          (select count(*)::int ${USES} and u.material_id = own.id and u.used_on between $2::date and $3::date)
            as uses, (select count(*)::int from own) as total
        from own left join usage_daily u on u.material_id = own.id and u.day between $2::date and $3::date
        group by own.id, own.slug, own.title order by 3 desc, 4 desc, own.title limit 100`,
      values,
    });
    return {
      views: sum(months, 'views'),
      downloads: sum(months, 'downloads'),
      uses: sum(months, 'uses'),
      materialCount: materials[0]?.total ?? 0,
      months,
      materials,
    };
  }
}

function sum(months: readonly UsageMonth[], figure: 'views' | 'downloads' | 'uses'): number {
  return months.reduce((total, month) => total + month[figure], 0);
}
