import type { Pool } from 'pg';
import type { DraftFileReads } from '../../materials/authoring/draft-file.reads.js';
import type { PublicFile } from '../../materials/file.reads.js';
import type { Actor } from '../../platform/actor.js';
import { veiledFileName } from './veil.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Finds files that are not public: for those who look at them from inside, and for those who review them. */
export class ReviewFileReads implements Pick<DraftFileReads, 'byId'> {
  constructor(
    private readonly pool: Pool,
    private readonly drafts: Pick<DraftFileReads, 'byId'>,
  ) {}

  /** A file; undefined for guests, for everybody it does not concern, and for what is not checked yet. */
  async byId(actor: Actor, id: string): Promise<PublicFile | undefined> {
    if (actor.kind === 'guest' || !UUID.test(id)) return undefined;
    return (await this.drafts.byId(actor, id)) ?? (await this.reviewed(actor.accountId, id));
  }

  private async reviewed(accountId: string, id: string): Promise<PublicFile | undefined> {
    const { rows } = await this.pool.query<PublicFile & { blind: boolean; position: number }>({
      name: 'reviewed-file',
      text: `select f.id, f.name, f.position, a.blind, c.format, c.media_type as "mediaType", c.size, c.sha256,
          c.thumbnail_sha256 as "thumbnailSha256", a.material_id as "materialId"
        from stored_file f join file_content c on c.sha256 = f.sha256
        join review_assignment a on a.material_version_id = f.material_version_id and a.reviewer_id = $2
        where f.id = $1 and f.hidden_at is null and c.scan_state not in ('PENDING', 'INFECTED') and a.accepted_at is not null
          and a.state in ('ACCEPTED', 'OVERDUE', 'SUBMITTED')`,
      values: [id, accountId],
    });
    const [row] = rows;
    if (!row) return undefined;
    const { blind, position, ...file } = row;
    return blind ? { ...file, name: veiledFileName(position, file.name) } : file;
  }
}
