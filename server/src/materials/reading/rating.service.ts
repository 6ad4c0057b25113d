import type { Pool } from 'pg';
import { requireMember } from '../../directory/role.js';
import type { Actor } from '../../platform/actor.js';
import { Forbidden, InvalidInput, NotFound } from '../../platform/errors.js';
import { IS_PUBLIC } from '../material.sql.js';

/** Ratings below this number say more of the raters than of the material. */
const FEWEST = 3;

/** What readers give a material. */
export interface RatingRow {
  count: number;
  average: number | null;
}

/** Stars from 1 to 5, one rating a person; a rating is nothing but its row. */
export class RatingService {
  constructor(private readonly pool: Pool) {}

  /**
   * Rates a material, or takes one's rating away.
   * @param stars 1–5; null for none
   */
  async rate(actor: Actor, slug: string, stars: number | null): Promise<RatingRow> {
    const member = requireMember(actor);
    if (stars !== null && (!Number.isInteger(stars) || stars < 1 || stars > 5))
      throw new InvalidInput({ stars: 'range' });
    const { rows } = await this.pool.query<{ id: string; own: boolean }>({
      name: 'rated-material',
      text: `select m.id, exists (select from contribution c
          where c.material_version_id = m.published_version_id and c.person_id = $2) as own
        from material m where m.slug = $1 and ${IS_PUBLIC}`,
      values: [slug, member.personId],
    });
    const [material] = rows;
    if (!material) throw new NotFound();
    if (material.own)
      throw new Forbidden({
        ru: 'Свой материал оценивают другие.',
        en: 'Your own material is for others to rate.',
      });
    await this.pool.query({
      name: stars === null ? 'rating-remove' : 'rating-set',
      text:
        stars === null
          ? 'delete from rating where account_id = $1 and material_id = $2'
          : `insert into rating (account_id, material_id, stars) values ($1, $2, $3)
             on conflict (account_id, material_id) do update set stars = excluded.stars, rated_at = now()`,
      values: stars === null ? [member.accountId, material.id] : [member.accountId, material.id, stars],
    });
    return (await this.of([material.id])).get(material.id) ?? { count: 0, average: null };
  }

  /** The ratings of materials, in one statement; an average only where there are enough. */
  async of(materialIds: readonly string[]): Promise<Map<string, RatingRow>> {
    const { rows } = await this.pool.query<RatingRow & { id: string }>({
      name: 'ratings',
      text: `select material_id as id, count(*)::int as count,
          case when count(*) >= $2 then round(avg(stars), 1)::float8 end as average
        from rating where material_id = any($1::uuid[]) group by 1`,
      values: [materialIds, FEWEST],
    });
    return new Map(rows.map(({ id, ...rating }) => [id, rating]));
  }

  /** What the viewer gave a material; null for nothing. */
  async own(actor: Actor, slug: string): Promise<number | null> {
    const { accountId } = requireMember(actor);
    const { rows } = await this.pool.query<{ stars: number }>({
      name: 'own-rating',
      text: `select r.stars from rating r join material m on m.id = r.material_id
        where r.account_id = $1 and m.slug = $2`,
      values: [accountId, slug],
    });
    return rows[0]?.stars ?? null;
  }
}
