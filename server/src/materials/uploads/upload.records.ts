/** The rows of uploads: what has been promised, and how much of it is safely here. Every time is the database's. */
import type { Pool } from 'pg';
import type { LocalizedText } from '../../platform/localized.js';
import type { FileRole } from '../file-enums.js';

/** How long an upload is kept after its last byte, hours. */
export const UPLOAD_HOURS = 24;

/** A file on its way to the bank. */
export interface UploadRow {
  readonly id: string;
  readonly accountId: string;
  readonly materialId: string;
  /** As the browser gave it. */
  readonly name: string;
  /** Chosen by the author; null leaves it to the bank. */
  readonly role: FileRole | null;
  /** File of the working version whose place it takes. */
  readonly replacesId: string | null;
  /** Bytes promised. */
  readonly length: number;
  /** Bytes acknowledged: they survive a power cut. */
  readonly received: number;
  /** Declared by the browser, lower-case hex. */
  readonly sha256: string | null;
  readonly state: 'OPEN' | 'STORED' | 'REFUSED' | 'DROPPED';
  /** Why the bank does not take it. */
  readonly refusal: LocalizedText | null;
  /** The file of the material that it became. */
  readonly fileId: string | null;
  readonly lastByteAt: Date;
}

/** What an upload begins with. */
export type NewUpload = Pick<
  UploadRow,
  'id' | 'accountId' | 'materialId' | 'name' | 'role' | 'replacesId' | 'length' | 'sha256'
>;

const COLUMNS = `id, account_id as "accountId", material_id as "materialId", name, role,
  replaces_id as "replacesId", length::float8 as length, received::float8 as received, sha256, state, refusal,
  file_id as "fileId", last_byte_at as "lastByteAt"`;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Reads and writes the rows of uploads. */
export class UploadRecords {
  constructor(private readonly pool: Pool) {}

  /** An upload; undefined for ids that are unknown, malformed, or of one given up. */
  async byId(id: string): Promise<UploadRow | undefined> {
    if (!UUID.test(id)) return undefined;
    const { rows } = await this.pool.query<UploadRow>({
      name: 'upload-by-id',
      text: `select ${COLUMNS} from upload where id = $1 and state <> 'DROPPED'`,
      values: [id],
    });
    return rows[0];
  }

  /** What an author has under way for a material, and what the bank did not take of late. */
  async ofMaterial(accountId: string, materialId: string): Promise<UploadRow[]> {
    const { rows } = await this.pool.query<UploadRow>(
      `select ${COLUMNS} from upload
       where account_id = $1 and material_id = $2 and state in ('OPEN', 'REFUSED') order by created_at`,
      [accountId, materialId],
    );
    return rows;
  }

  /**
   * Acknowledges bytes.
   * @returns false when another has written meanwhile, or the upload is closed
   */
  async advance(id: string, from: number, to: number): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `update upload set received = $3, last_byte_at = now() where id = $1 and received = $2 and state = 'OPEN'`,
      [id, from, to],
    );
    return rowCount === 1;
  }

  /** Closes an upload that the bank does not take. */
  async refuse(id: string, refusal: LocalizedText): Promise<void> {
    await this.pool.query(
      `update upload set state = 'REFUSED', refusal = $2 where id = $1 and state = 'OPEN'`,
      [id, JSON.stringify(refusal)],
    );
  }

  /** Gives an upload up; it still counts as today's traffic. */
  async drop(id: string): Promise<void> {
    await this.pool.query(
      `update upload set state = 'DROPPED' where id = $1 and state in ('OPEN', 'REFUSED')`,
      [id],
    );
  }

  /** Ids of uploads that have all their bytes and are no file yet, though nobody works on them any more. */
  async complete(): Promise<string[]> {
    const { rows } = await this.pool.query<{ id: string }>(
      `select id from upload
       where state = 'OPEN' and received = length and last_byte_at < now() - interval '1 minute'`,
    );
    return rows.map(({ id }) => id);
  }

  /** Ids of open uploads that nobody has gone on with in time. */
  async expired(): Promise<string[]> {
    const { rows } = await this.pool.query<{ id: string }>(
      `select id from upload where state = 'OPEN' and last_byte_at < now() - make_interval(hours => $1)`,
      [UPLOAD_HOURS],
    );
    return rows.map(({ id }) => id);
  }

  /** Ids of uploads whose bytes are or will be asked for; anything else in the folder is left over. */
  async open(ids: readonly string[]): Promise<Set<string>> {
    const { rows } = await this.pool.query<{ id: string }>(
      `select id from upload where state = 'OPEN' and id = any ($1::uuid[])`,
      [ids.filter((id) => UUID.test(id))],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Forgets what was closed so long ago that no limit counts it any more. */
  async forgetClosed(): Promise<void> {
    await this.pool.query(
      `delete from upload where state <> 'OPEN' and last_byte_at < now() - interval '7 days'`,
    );
  }
}
