import type { Pool } from 'pg';
import { groupBy } from '../platform/batch.js';
import type { PriorityThemeType } from './priority-theme.type.js';
import type { SubjectType } from './subject.type.js';
import { isThemeAt, PUBLIC_THEME, THEME } from './vocabulary.sql.js';

/** Reads the vocabularies as plain rows. */
export class VocabularyReads {
  constructor(private readonly pool: Pool) {}

  /** All subjects in their order. */
  async subjects(): Promise<SubjectType[]> {
    const { rows } = await this.pool.query<SubjectType>({
      name: 'subjects',
      text: 'select slug, title from subject order by position, title',
    });
    return rows;
  }

  /** All public themes, active first, in the council's order. */
  async themes(): Promise<PriorityThemeType[]> {
    const { rows } = await this.pool.query<PriorityThemeType>({
      name: 'themes',
      text: `select ${THEME} from priority_theme t where ${PUBLIC_THEME} order by t.status, t.position, t.title`,
    });
    return rows;
  }

  /** A public theme by its address, or by one that it had. */
  async themeBySlug(slug: string): Promise<PriorityThemeType | undefined> {
    const { rows } = await this.pool.query<PriorityThemeType>({
      name: 'theme-by-slug',
      text: `select ${THEME} from priority_theme t where ${isThemeAt('$1')} and ${PUBLIC_THEME}`,
      values: [slug],
    });
    return rows[0];
  }

  /** Public themes by id. */
  async themesById(ids: readonly string[]): Promise<Map<string, PriorityThemeType>> {
    const { rows } = await this.pool.query<PriorityThemeType>({
      name: 'themes-by-id',
      text: `select ${THEME} from priority_theme t where t.id = any($1::uuid[]) and ${PUBLIC_THEME}`,
      values: [ids],
    });
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** The narrower themes of each theme, in the council's order. */
  async narrower(ids: readonly string[]): Promise<Map<string, PriorityThemeType[]>> {
    const { rows } = await this.pool.query<PriorityThemeType>({
      name: 'themes-narrower',
      text: `select ${THEME} from priority_theme t
        where t.broader_id = any($1::uuid[]) and ${PUBLIC_THEME} order by t.position, t.title`,
      values: [ids],
    });
    return groupBy(rows, (row) => row.broaderId as string);
  }

  /** The related themes of each theme, whichever of the two the relation was written on. */
  async related(ids: readonly string[]): Promise<Map<string, PriorityThemeType[]>> {
    const { rows } = await this.pool.query<PriorityThemeType & { of: string }>({
      name: 'themes-related',
      text: `select r.of, ${THEME} from (
          select priority_theme_1_id as of, priority_theme_2_id as id from priority_theme_related
          union select priority_theme_2_id, priority_theme_1_id from priority_theme_related
        ) r join priority_theme t on t.id = r.id
        where r.of = any($1::uuid[]) and ${PUBLIC_THEME} order by t.position, t.title`,
      values: [ids],
    });
    return groupBy(rows, (row) => row.of);
  }
}
