import type { Pool } from 'pg';
import { requireMember } from '../../directory/role.js';
import type { Actor } from '../../platform/actor.js';
import { decodeCursor, toPage, type Page } from '../../platform/connection.js';
import { LimitExceeded, NotFound } from '../../platform/errors.js';
import { IS_PUBLIC } from '../material.sql.js';
import type { MaterialReads } from '../material.reads.js';
import type { BookmarkType } from './kept-material.type.js';

/** Bookmarks that one person may have. */
const MOST = 2_000;

/**
 * Materials that a person has put by. A bookmark is nothing but its row: pressing twice is pressing once, and the
 * audit trail does not tell what a person reads.
 */
export class BookmarkService {
  constructor(
    private readonly pool: Pool,
    private readonly materials: MaterialReads,
  ) {}

  /** Puts a material by. */
  async add(actor: Actor, slug: string): Promise<BookmarkType> {
    const { accountId } = requireMember(actor);
    const { rows } = await this.pool.query<{ id: string; full: boolean }>({
      name: 'bookmark-add',
      text: `with wanted as (select m.id from material m where m.slug = $2 and ${IS_PUBLIC}),
          room as (select count(*) < $3 as left from bookmark where account_id = $1),
          added as (insert into bookmark (account_id, material_id)
            select $1, wanted.id from wanted, room where room.left on conflict do nothing)
        select wanted.id, not room.left and not exists (select from bookmark b
          where b.account_id = $1 and b.material_id = wanted.id) as full from wanted, room`,
      values: [accountId, slug, MOST],
    });
    if (!rows[0]) throw new NotFound();
    if (rows[0].full)
      throw new LimitExceeded({
        ru: `Закладок не может быть больше ${MOST}. Уберите ненужные.`,
        en: `There can be no more than ${MOST} bookmarks. Remove those you do not need.`,
      });
    const [bookmark] = await this.rows(accountId, 1, null, slug);
    return bookmark!;
  }

  /** Takes a bookmark away; whether there was one. */
  async remove(actor: Actor, slug: string): Promise<boolean> {
    const { accountId } = requireMember(actor);
    const { rowCount } = await this.pool.query({
      name: 'bookmark-remove',
      text: `delete from bookmark using material m
        where m.id = bookmark.material_id and bookmark.account_id = $1 and m.slug = $2`,
      values: [accountId, slug],
    });
    return rowCount === 1;
  }

  /** One's own, added last first; what was withdrawn since leaves its number. */
  async page(actor: Actor, first: number, after?: string | null): Promise<Page<BookmarkType>> {
    const { accountId } = requireMember(actor);
    const rows = await this.rows(accountId, first + 1, decodeCursor(after, 2), null);
    return toPage(rows, first, rows[0]?.total ?? 0, (row) => [row.cursorTime, row.id]);
  }

  /** Which of these materials, named by their slugs, are put by. */
  async among(actor: Actor, slugs: readonly string[]): Promise<string[]> {
    const { accountId } = requireMember(actor);
    const { rows } = await this.pool.query<{ slug: string }>({
      name: 'bookmarks-among',
      text: `select m.slug from bookmark b join material m on m.id = b.material_id
        where b.account_id = $1 and m.slug = any($2::text[])`,
      values: [accountId, slugs],
    });
    return rows.map(({ slug }) => slug);
  }

  private async rows(accountId: string, limit: number, after: string[] | null, slug: string | null) {
    const { rows } = await this.pool.query<BookmarkRow>({
      name: 'bookmarks',
      text: `select m.id, m.slug, m.registration_number as "registrationNumber", b.created_at as "addedAt",
          b.created_at::text as "cursorTime", (select count(*)::int from bookmark where account_id = $1) as total
        from bookmark b join material m on m.id = b.material_id
        where b.account_id = $1 and ($4::text is null or m.slug = $4) and ($3::text[] is null
          or (b.created_at, m.id) < ((($3::text[])[1])::timestamptz, (($3::text[])[2])::uuid))
        order by b.created_at desc, m.id desc limit $2`,
      values: [accountId, limit, after, slug],
    });
    const materials = await this.materials.byIds(rows.map(({ id }) => id));
    return rows.map((row) => ({ ...row, material: materials.get(row.id) ?? null }));
  }
}

type BookmarkRow = Omit<BookmarkType, 'material'> & { id: string; cursorTime: string; total: number };
