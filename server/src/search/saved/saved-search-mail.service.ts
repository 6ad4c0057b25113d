import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { MATERIALS } from '../../materials/material.sql.js';
import type { Jobs } from '../../platform/jobs.js';
import type { Mail } from '../../platform/mail.js';
import { SavedSearch } from './saved-search.entity.js';
import type { SavedSearchService } from './saved-search.service.js';

/** Job that looks for saved searches whose time has come, and the one that writes of one of them. */
export const LOOK_FOR_SEARCHES = 'searches.digest';
const WRITE_OF = 'searches.mail';
/** Newest materials that are looked through; more than a bank publishes in a month of one search. */
const DEPTH = 50;
/** Materials named in one letter. */
const MOST = 20;

/** Letters with the new materials of saved searches, as often as their owners want. */
export class SavedSearchMailService {
  constructor(
    private readonly orm: MikroORM,
    private readonly pool: Pool,
    private readonly searches: SavedSearchService,
  ) {}

  /** Says how the letters are written. */
  define(jobs: Jobs, mail: Mail, publicUrl: string): void {
    jobs.define(LOOK_FOR_SEARCHES, { cron: '30 7 * * *' }, async () => {
      // an hour less than the rhythm, for a job that once ran a little late
      const { rows } = await this.pool.query<{ id: string }>(
        `select id from saved_search where mail <> 'NONE' and mailed_until <= now() + interval '1 hour'
           - case mail when 'DAY' then interval '1 day' when 'WEEK' then interval '7 days' else interval '1 month' end`,
      );
      for (const { id } of rows) await jobs.send(WRITE_OF, { id }, { key: id });
    });
    jobs.define<{ id: string }>(WRITE_OF, { pause: 300 }, ({ id }) => this.write(id, mail, publicUrl));
  }

  /** Writes of one search. A process that dies between the letter and the mark writes twice, never not at all. */
  private async write(id: string, mail: Mail, publicUrl: string): Promise<void> {
    const saved = await this.orm.em
      .fork()
      .findOne(SavedSearch, { id, mail: { $ne: 'NONE' as never }, account: ABLE }, { populate: ['account'] });
    if (!saved) return;
    const { rows } = await this.pool.query<{ slug: string; title: string; publishedAt: Date }>(
      `select m.slug, v.title, m.published_at as "publishedAt" from ${MATERIALS}
       where m.id = any($1::uuid[]) and m.published_at > $2 order by m.published_at desc`,
      [await this.searches.newest(saved, DEPTH), saved.mailedUntil],
    );
    if (rows[0]) {
      const page = `${publicUrl}/my/searches`;
      await mail.send({
        ...{ to: saved.account.getEntity().email, unsubscribe: page },
        subject: `Методбанк: новое в поиске «${saved.title}»`,
        text: [
          `Здравствуйте! В поиске «${saved.title}» появились материалы:`,
          ...rows.slice(0, MOST).map(({ slug, title }) => `${title}\n${publicUrl}/materials/${slug}`),
          `Все результаты: ${publicUrl}/catalogue?${saved.address}`,
          `Изменить, как часто приходят письма, или отказаться от них: ${page}`,
        ].join('\n\n'),
      });
    }
    await this.pool.query('update saved_search set mailed_until = greatest(now(), $2) where id = $1', [
      id,
      rows[0]?.publishedAt ?? null,
    ]);
  }
}

/** Whoever can be written to. */
const ABLE = { blockedAt: null, emailConfirmedAt: { $ne: null } };
