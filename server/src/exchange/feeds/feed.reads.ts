import type { Pool } from 'pg';
import { FULL_NAME, IS_AUTHOR } from '../../directory/directory.sql.js';
import { isThemeAt, PUBLIC_THEME } from '../../vocabulary/vocabulary.sql.js';

/** What a feed is about. */
export interface FeedSubject {
  readonly id: string;
  readonly title: string;
  readonly updated: Date;
}

/** A feed of the materials of one thing: its folder in the addresses of feeds and of pages, and its filter. */
export const FEED_KINDS = {
  themes: {
    filter: 'themes',
    title: 'Тема',
    text: `select t.id, t.title, t.updated_at as updated from priority_theme t where ${isThemeAt('$1')} and ${PUBLIC_THEME}`,
  },
  networks: {
    filter: 'networks',
    title: 'Сеть',
    text: `select n.id, n.name as title, n.updated_at as updated from network n where n.slug = $1`,
  },
  authors: {
    filter: 'authors',
    title: 'Автор',
    text: `select p.id, ${FULL_NAME} as title, p.updated_at as updated from person p where p.slug = $1 and ${IS_AUTHOR}`,
  },
} as const;

/** Finds what a feed is about. */
export class FeedReads {
  constructor(private readonly pool: Pool) {}

  /** A theme, a network or an author by the address; undefined for what is not public. */
  async subject(kind: keyof typeof FEED_KINDS, slug: string): Promise<FeedSubject | undefined> {
    const { rows } = await this.pool.query<FeedSubject>({
      ...{ name: `feed-${kind}`, text: FEED_KINDS[kind].text, values: [slug] },
    });
    return rows[0];
  }
}
