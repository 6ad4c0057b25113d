import { statfs } from 'node:fs/promises';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Upload } from '@tus/server';
import { InvalidInput } from '../../platform/errors.js';
import { lockDraft } from '../authoring/draft.access.js';
import { FileRole } from '../file-enums.js';
import { UploadFault } from './upload-fault.js';
import type { UploadLimits } from './upload-limits.js';
import type { NewUpload } from './upload.records.js';
import { uploadRequest } from './upload-request.js';

/** Any number that nothing else locks with two keys in the bank's database. */
const ADMITTING = 7_061_011;

/** Decides whether an upload may begin, before its first byte. */
export class UploadAdmission {
  /** @param folder where the bytes will lie */
  constructor(
    private readonly em: () => EntityManager,
    private readonly folder: string,
    private readonly limits: UploadLimits,
  ) {}

  /**
   * Notes an upload, when its author may change the material and has not brought too much.
   * @throws NotFound, Forbidden, Conflict as the rights say; UploadFault 413 or 507 as the limits do, 422 for
   * an empty file
   */
  async admit(upload: Upload): Promise<void> {
    const { actor } = uploadRequest.getStore()!;
    const row = readMetadata(upload, actor.accountId);
    await this.refuseFullDisk(row.length);
    await this.em().transactional(async (em) => {
      await lockDraft(em, actor, row.materialId);
      await this.#refuseTooMuch(em, row);
      await em.execute(
        `insert into upload (id, account_id, material_id, name, role, replaces_id, length, sha256)
         values (?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          ...[row.id, row.accountId, row.materialId, row.name],
          ...[row.role, row.replacesId, row.length, row.sha256],
        ],
      );
    });
  }

  /** @throws UploadFault 507 when so many bytes more would not leave enough of the disk free */
  async refuseFullDisk(bytes: number): Promise<void> {
    const { bavail, bsize } = await statfs(this.folder);
    if (bytes > bavail * bsize - this.limits.reserve) throw UploadFault.noSpace();
  }

  async #refuseTooMuch(em: EntityManager, { accountId, length }: NewUpload): Promise<void> {
    // two requests at once must not both be the tenth
    await em.execute('select pg_advisory_xact_lock(?, hashtext(?))', [ADMITTING, accountId]);
    const [used] = await em.execute<[{ open: number; today: number; promised: number }]>(
      `select count(*) filter (where state = 'OPEN' and account_id = ?)::int as open,
         coalesce(sum(case when state = 'OPEN' then length else received end)
           filter (where account_id = ? and created_at > now() - interval '1 day'), 0)::float8 as today,
         coalesce(sum(length - received) filter (where state = 'OPEN'), 0)::float8 as promised
       from upload`,
      [accountId, accountId],
    );
    if (used.open >= this.limits.open)
      throw tooMuch(
        `Загружается уже ${this.limits.open} файлов. Дождитесь конца или уберите незаконченные загрузки.`,
        `${this.limits.open} files are being uploaded already. Wait for them, or remove unfinished uploads.`,
      );
    if (used.today + length > this.limits.day)
      throw tooMuch(
        `За сутки можно загрузить не больше ${gigabytes(this.limits.day)} ГБ. Продолжите завтра.`,
        `No more than ${gigabytes(this.limits.day)} GB can be uploaded in a day. Go on tomorrow.`,
      );
    await this.refuseFullDisk(used.promised + length);
  }
}

/**
 * What the browser says of a file.
 * @throws InvalidInput, UploadFault 422 for an empty file
 */
function readMetadata({ id, size = 0, metadata = {} }: Upload, accountId: string): NewUpload {
  const { filename, material, role, sha256, replaces } = metadata;
  if (!filename?.trim() || filename.length > 500) throw new InvalidInput({ filename: 'required' });
  if (!material) throw new InvalidInput({ material: 'required' });
  if (sha256 && !/^[0-9a-f]{64}$/.test(sha256)) throw new InvalidInput({ sha256: 'format' });
  if (role && !Object.hasOwn(FileRole, role)) throw new InvalidInput({ role: 'unknown' });
  if (replaces && !/^[0-9a-f-]{36}$/.test(replaces)) throw new InvalidInput({ replaces: 'format' });
  if (size < 1)
    throw new UploadFault(422, {
      ru: `Файл «${filename}» пустой. Выберите другой файл.`,
      en: `The file “${filename}” is empty. Choose another file.`,
    });
  return {
    ...{ id, accountId, materialId: material, name: filename.replaceAll('\0', ''), length: size },
    ...{ role: (role as FileRole | undefined) ?? null, sha256: sha256 ?? null, replacesId: replaces ?? null },
  };
}

function tooMuch(ru: string, en: string): UploadFault {
  return new UploadFault(413, { ru, en }, 'LIMIT_EXCEEDED');
}

function gigabytes(bytes: number): number {
  return Math.round(bytes / 2 ** 30);
}
