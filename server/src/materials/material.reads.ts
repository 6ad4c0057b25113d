import type { Pool } from 'pg';
import { groupBy } from '../platform/batch.js';
import { decodeCursor, toPage, type Page } from '../platform/connection.js';
import { FileRole } from './file-enums.js';
import { archiveUrl } from './file-format.js';
import type { MaterialFilter } from './material-filter.input.js';
import { IS_PUBLIC, MATCHES_FILTER, MATERIAL, MATERIALS } from './material.sql.js';
import type { MaterialType } from './material.type.js';
import { type StoredFileRow, toStoredFile } from './stored-file.row.js';
import type { PassageType } from './stored-file.type.js';

/** Reads published materials as plain rows; nothing else can be read here. */
export class MaterialReads {
  constructor(private readonly pool: Pool) {}

  /** A published material by its address, whole, in one statement. */
  async bySlug(slug: string): Promise<MaterialType | undefined> {
    const { rows } = await this.pool.query<MaterialRow>({
      name: 'material-by-slug',
      text: `select ${MATERIAL} from ${MATERIALS} where m.slug = $1 and ${IS_PUBLIC}`,
      values: [slug],
    });
    return rows[0] && toMaterial(rows[0]);
  }

  /** A version of a published material that is or was public, whole, in one statement. */
  async version(slug: string, number: number): Promise<MaterialType | undefined> {
    const { rows } = await this.pool.query<MaterialRow>({
      name: 'material-version-by-slug',
      text: `select ${MATERIAL} from material m join material_version v on v.material_id = m.id
        where m.slug = $1 and v.number = $2 and v.published_at is not null and ${IS_PUBLIC}`,
      values: [slug, number],
    });
    return rows[0] && toMaterial(rows[0], number);
  }

  /** Published materials by id, whole, in one statement; others are left out. */
  async byIds(ids: readonly string[]): Promise<Map<string, MaterialType>> {
    if (ids.length === 0) return new Map();
    const { rows } = await this.pool.query<MaterialRow>({
      name: 'materials-by-id',
      text: `select ${MATERIAL} from ${MATERIALS} where m.id = any($1::uuid[]) and ${IS_PUBLIC}`,
      values: [ids],
    });
    return new Map(rows.map((row) => [row.id, toMaterial(row)]));
  }

  /** Published materials that match a filter, newest first. */
  async page(
    first: number,
    after?: string | null,
    filter?: MaterialFilter | null,
  ): Promise<Page<MaterialType>> {
    const { rows } = await this.pool.query<MaterialRow & { total: number; cursorTime: string }>({
      name: 'materials',
      text: `with found as materialized (select m.id, m.published_at from ${MATERIALS} where ${MATCHES_FILTER}),
        page as (select id from found
          where $3::text[] is null
            or (published_at, id) < ((($3::text[])[1])::timestamptz, (($3::text[])[2])::uuid)
          order by published_at desc, id desc limit $2)
        select ${MATERIAL}, m.published_at::text as "cursorTime", (select count(*)::int from found) as total
        from ${MATERIALS} where m.id in (select id from page)
        order by m.published_at desc, m.id desc`,
      values: [JSON.stringify(filter ?? {}), first + 1, decodeCursor(after, 2)],
    });
    const page = toPage(rows, first, rows[0]?.total ?? 0, (row) => [row.cursorTime, row.id]);
    return { ...page, nodes: page.nodes.map((row) => toMaterial(row)) };
  }

  /** Safe HTML of contents by SHA-256. */
  async html(sha256s: readonly string[]): Promise<Map<string, string>> {
    const { rows } = await this.pool.query<{ sha256: string; html: string }>({
      name: 'file-html',
      text: 'select sha256, html from file_content where sha256 = any($1::text[]) and html is not null',
      values: [sha256s],
    });
    return new Map(rows.map((row) => [row.sha256, row.html]));
  }

  /** The first passages of each content after an ordinal. */
  async passages(
    sha256s: readonly string[],
    first: number,
    after: number,
  ): Promise<Map<string, PassageType[]>> {
    const { rows } = await this.pool.query<PassageType & { sha256: string }>({
      name: 'file-passages',
      text: `select p.* from unnest($1::text[]) as f(sha256) cross join lateral (
          select sha256, ordinal, page, slide, sheet, second, text from file_passage
          where sha256 = f.sha256 and ordinal > $3 order by ordinal limit $2) p
        order by p.sha256, p.ordinal`,
      values: [sha256s, first, after],
    });
    return groupBy(rows, (row) => row.sha256);
  }
}

type MaterialRow = Omit<MaterialType, 'files' | 'archiveUrl' | 'totalSize' | 'thumbnailUrl'> & {
  files: StoredFileRow[];
};

/** @param version number of the version that was asked for; the files of no other answer to it */
function toMaterial(row: MaterialRow, version?: number): MaterialType {
  const files = row.files.map((file) => toStoredFile(file, version));
  const poster =
    files.find((file) => file.role === FileRole.POSTER) ?? files.find((file) => file.thumbnailUrl);
  return {
    ...row,
    files,
    archiveUrl: archiveUrl(row.slug),
    totalSize: files.reduce((sum, file) => sum + file.size, 0),
    thumbnailUrl: poster?.thumbnailUrl ?? null,
  };
}
