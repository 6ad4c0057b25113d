import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { requireRole, Role } from '../../directory/role.js';
import type { Actor } from '../../platform/actor.js';
import { requestScope } from '../../platform/context.js';
import { Conflict } from '../../platform/errors.js';
import type { RebuildProgress } from '../rebuild.js';
import type { SearchLag } from '../search-outbox.js';
import type { IndexLag, IndexRebuild } from './index-rebuild.type.js';

/** How often the progress is written, milliseconds. */
const PACE_MS = 500;
/** A rebuild that says nothing for so long has died with its process. */
const SILENT = '1 minute';
const COLUMNS = `id, state, done, total, started_at as "startedAt", finished_at as "finishedAt"`;

/** Rebuilds of the search index on demand. */
export class IndexRebuildService {
  /**
   * @param rebuild builds every engine's index anew beside the old one
   * @param behind how far the engine that answers is behind the bank
   */
  constructor(
    private readonly pool: Pool,
    private readonly rebuild: (progress: RebuildProgress) => Promise<unknown>,
    private readonly behind: () => Promise<SearchLag>,
  ) {}

  /** How far the search is behind the bank. Rights as for `start`. */
  async lag(actor: Actor): Promise<IndexLag> {
    requireRole(actor, [Role.ADMIN]);
    const { pending, seconds } = await this.behind();
    return { pending, seconds: Math.round(seconds) };
  }

  /**
   * Begins a rebuild, which goes on by itself.
   * @throws Unauthenticated, Forbidden for all but administrators, Conflict while one is under way
   */
  async start(actor: Actor): Promise<IndexRebuild> {
    const { accountId } = requireRole(actor, [Role.ADMIN]);
    await this.pool.query(
      `update search_rebuild set state = 'FAILED', finished_at = now()
       where state = 'RUNNING' and seen_at < now() - interval '${SILENT}'`,
    );
    const { rows } = await this.pool.query<IndexRebuild>(
      `with begun as (insert into search_rebuild (id) values ($1) on conflict do nothing returning ${COLUMNS}),
         audited as (insert into audit_event (id, at, actor, action, subject_type, subject_id, data)
           select $2, now(), $3, 'search.rebuild-started', 'search_rebuild', id, '{}' from begun)
       select * from begun`,
      [uuidv7(), uuidv7(), accountId],
    );
    const begun = rows[0];
    if (!begun)
      throw new Conflict({
        ru: 'Индекс уже перестраивается. Дождитесь конца.',
        en: 'The index is being rebuilt already. Wait for the end.',
      });
    // whoever asked may hang up
    void requestScope.exit(() => this.#run(begun.id));
    return begun;
  }

  /** The last rebuild that was asked for; null before the first. Rights as for `start`. */
  async last(actor: Actor): Promise<IndexRebuild | null> {
    requireRole(actor, [Role.ADMIN]);
    const { rows } = await this.pool.query<IndexRebuild>(
      `select ${COLUMNS} from search_rebuild order by started_at desc limit 1`,
    );
    return rows[0] ?? null;
  }

  async #run(id: string): Promise<void> {
    let [done, total] = [0, 0];
    const tell = () =>
      this.pool.query('update search_rebuild set done = $2, total = $3, seen_at = now() where id = $1', [
        ...[id, done, total],
      ]);
    const telling = setInterval(() => void tell().catch(() => undefined), PACE_MS);
    const state = await this.rebuild((now, all) => ([done, total] = [now, all])).then(
      () => 'DONE',
      () => 'FAILED',
    );
    clearInterval(telling);
    await tell()
      .then(() =>
        this.pool.query('update search_rebuild set state = $2, finished_at = now() where id = $1', [
          id,
          state,
        ]),
      )
      .catch(() => undefined);
  }
}
