import type { Pool } from 'pg';
import { PUBLIC_THEME } from './vocabulary.sql.js';

/** Knows where former addresses of themes lead. */
export class ThemeAddresses {
  constructor(private readonly pool: Pick<Pool, 'query'>) {}

  /**
   * The addresses that stand for the same themes as those given: a former one brings the present one, and a present
   * one the former ones, under which the search may know a material for the second until it has caught up.
   */
  async all(slugs: readonly string[]): Promise<string[]> {
    const { rows } = await this.pool.query<{ slug: string }>({
      name: 'theme-addresses',
      text: `with meant as materialized (
          select t.id, t.slug from priority_theme t where t.slug = any($1) and ${PUBLIC_THEME}
          union select t.id, t.slug from priority_theme_address a join priority_theme t on t.id = a.theme_id
          where a.slug = any($1) and ${PUBLIC_THEME})
        select slug from meant union select a.slug from priority_theme_address a join meant on meant.id = a.theme_id`,
      values: [slugs],
    });
    return [...new Set([...slugs, ...rows.map(({ slug }) => slug)])];
  }
}
