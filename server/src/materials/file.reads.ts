import type { Pool } from 'pg';
import type { FileFormat } from './file-enums.js';
import { IS_PUBLIC } from './material.sql.js';

/** A file that the public may have. */
export interface PublicFile {
  id: string;
  name: string;
  format: FileFormat;
  mediaType: string;
  size: number;
  sha256: string;
  thumbnailSha256: string | null;
  materialId: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Files with those whose bytes were erased: their addresses lead on as before. */
const EVERY_FILE = `(select id, material_version_id, name from stored_file
  union all select id, material_version_id, name from erased_file)`;

/** Finds files of versions of public materials that are or were public; no other file can be found here. */
export class FileReads {
  constructor(private readonly pool: Pool) {}

  /**
   * A file by its id; undefined for ids that are unknown, malformed, or of anything that is not public.
   * @param version number of the version that the address names; the published one without it
   */
  async byId(id: string, version?: string): Promise<PublicFile | undefined> {
    if (!UUID.test(id)) return undefined;
    const { rows } = await this.pool.query<PublicFile>({
      name: 'file-by-id',
      text: `select f.id, f.name, c.format, c.media_type as "mediaType", c.size, c.sha256,
          c.thumbnail_sha256 as "thumbnailSha256", m.id as "materialId"
        from stored_file f join file_content c on c.sha256 = f.sha256
        join material_version v on v.id = f.material_version_id and v.published_at is not null
        join material m on m.id = v.material_id and (m.published_version_id = v.id or v.number::text = $2)
        where f.id = $1 and f.hidden_at is null and c.scan_state not in ('PENDING', 'INFECTED') and ${IS_PUBLIC}`,
      values: [id, version ?? null],
    });
    return rows[0];
  }

  /** The present file of the same name, for an id that belongs to an earlier published version. */
  async successorOf(id: string): Promise<{ id: string; name: string } | undefined> {
    if (!UUID.test(id)) return undefined;
    const { rows } = await this.pool.query<{ id: string; name: string }>({
      name: 'file-successor',
      text: `select now.id, now.name from ${EVERY_FILE} f
        join material_version before on before.id = f.material_version_id
        join material m on m.id = before.material_id
        join material_version published on published.id = m.published_version_id
        join stored_file now on now.material_version_id = published.id and now.name = f.name
        where f.id = $1 and before.number < published.number and ${IS_PUBLIC}`,
      values: [id],
    });
    return rows[0];
  }

  /** Whether a file, or the material of an address, was public and is withdrawn. */
  async isGone({ fileId, slug }: { fileId?: string; slug?: string }): Promise<boolean> {
    if (fileId && !UUID.test(fileId)) return false;
    const { rowCount } = await this.pool.query({
      name: 'file-gone',
      text: `select 1 from ${EVERY_FILE} f
          join material_version v on v.id = f.material_version_id and v.published_at is not null
          join material m on m.id = v.material_id
          where f.id = $1::uuid and m.status = 'WITHDRAWN'
        union all select 1 from material m where m.slug = $2 and m.status = 'WITHDRAWN'`,
      values: [fileId ?? null, slug ?? null],
    });
    return (rowCount ?? 0) > 0;
  }
}
