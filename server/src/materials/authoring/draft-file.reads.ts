import type { MikroORM } from '@mikro-orm/postgresql';
import type { Actor } from '../../platform/actor.js';
import { NotFound } from '../../platform/errors.js';
import type { PublicFile } from '../file.reads.js';
import { reach } from './draft.access.js';

interface FileRow extends PublicFile {
  wasPublic: boolean;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Finds files of versions that are not public, for those who may look at them from inside. */
export class DraftFileReads {
  constructor(private readonly orm: MikroORM) {}

  /** A file; undefined for guests, for everybody it does not concern, and for what is not checked yet. */
  async byId(actor: Actor, id: string): Promise<PublicFile | undefined> {
    if (actor.kind === 'guest' || !UUID.test(id)) return undefined;
    const em = this.orm.em.fork();
    const [file] = await em.execute<FileRow[]>(
      `select f.id, f.name, c.format, c.media_type as "mediaType", c.size, c.sha256,
         c.thumbnail_sha256 as "thumbnailSha256", v.material_id as "materialId",
         v.published_at is not null as "wasPublic"
       from stored_file f join file_content c on c.sha256 = f.sha256
       join material_version v on v.id = f.material_version_id
       where f.id = ? and f.hidden_at is null and c.scan_state not in ('PENDING', 'INFECTED')`,
      [id],
    );
    if (!file) return undefined;
    try {
      const { seesDraft } = await reach(em, actor, file.materialId);
      await em.flush(); // an administrator's look is written down
      return seesDraft || file.wasPublic ? file : undefined;
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  }
}
