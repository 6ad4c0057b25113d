import type { Pool } from 'pg';
import { PUBLIC_THEME } from '../../vocabulary/vocabulary.sql.js';

/** A theme as a concept: what SKOS says of it. */
export interface Concept {
  readonly slug: string;
  readonly title: string;
  readonly altLabels: readonly string[];
  readonly description: string | null;
  readonly rationale: string | null;
  readonly broader: string | null;
  readonly related: readonly string[];
  readonly exactMatch: readonly string[];
  /** Former addresses that lead to it. */
  readonly former: readonly string[];
  readonly updated: Date;
}

/** Reads the public themes as concepts. */
export class SkosReads {
  constructor(private readonly pool: Pool) {}

  /** The present address of a public theme that had another one; undefined for an address that is no former one. */
  async presentOf(former: string): Promise<string | undefined> {
    const { rows } = await this.pool.query<{ slug: string }>({
      name: 'skos-present-address',
      text: `select t.slug from priority_theme_address a join priority_theme t on t.id = a.theme_id
        where a.slug = $1 and ${PUBLIC_THEME}`,
      values: [former],
    });
    return rows[0]?.slug;
  }

  /** All of them in the council's order, in one statement. */
  async concepts(): Promise<Concept[]> {
    const { rows } = await this.pool.query<Concept>({
      name: 'skos-concepts',
      text: `with t as materialized (select * from priority_theme t where ${PUBLIC_THEME})
        select t.slug, t.title, t.alt_labels as "altLabels", t.description, t.rationale, b.slug as broader,
          array(select o.slug from priority_theme_related r join t o
            on o.id = case when r.priority_theme_1_id = t.id then r.priority_theme_2_id else r.priority_theme_1_id end
            where t.id in (r.priority_theme_1_id, r.priority_theme_2_id) order by o.slug) as related,
          t.exact_match as "exactMatch", t.updated_at as updated,
          array(select a.slug from priority_theme_address a where a.theme_id = t.id order by a.slug) as former
        from t left join t b on b.id = t.broader_id order by t.status, t.position, t.title`,
    });
    return rows;
  }
}
