import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError } from '../../platform/errors.js';
import { failpoint } from '../../platform/failpoint.js';
import type { Jobs } from '../../platform/jobs.js';
import type { LocalizedText } from '../../platform/localized.js';
import type { Storage } from '../../platform/storage/storage.js';
import { inTransaction } from '../../platform/transaction.js';
import { record } from '../authoring/audit.js';
import { lockDraft } from '../authoring/draft.access.js';
import { attachFile } from '../authoring/draft-files.service.js';
import type { FileReader } from '../extraction/file-reader.js';
import { traitsOf } from '../extraction/format.js';
import { FileRefused } from '../extraction/refusal.js';
import { FileContent } from '../file-content.entity.js';
import { type FileFormat, FileStep, ScanState, TextState } from '../file-enums.js';
import { BytesForgotten, holdContent, relyOn } from '../forgetting/rely-on.js';
import { READ_FILE } from './content-reader.js';
import { UploadFault } from './upload-fault.js';
import type { UploadLocks } from './upload-locks.js';
import type { UploadRecords, UploadRow } from './upload.records.js';
import type { UploadStore } from './upload-store.js';

/** What finishing an upload stands on. */
export interface FinisherServices {
  readonly em: EntityManager;
  readonly storage: Storage;
  readonly reader: FileReader;
  readonly jobs: Jobs;
  readonly records: UploadRecords;
  readonly store: UploadStore;
  readonly locks: UploadLocks;
  /** Whether files are checked for malicious code before anybody gets them. */
  readonly scans: boolean;
}

/** Makes a file of a material out of an upload that is complete. May be called again at any moment. */
export class UploadFinisher {
  constructor(private readonly services: FinisherServices) {}

  /**
   * Checks, stores and attaches.
   * @returns id of the file
   * @throws UploadFault with the reason when the bank does not take it
   */
  async finish(id: string): Promise<string> {
    const { locks } = this.services;
    await locks.take(id);
    try {
      return await this.#finish(id);
    } finally {
      await locks.release(id);
    }
  }

  async #finish(id: string): Promise<string> {
    const { records, store, reader } = this.services;
    const row = await records.byId(id);
    if (!row || row.received < row.length) throw UploadFault.unknown();
    if (row.fileId) return row.fileId;
    if (row.refusal) throw new UploadFault(410, row.refusal);
    const path = store.pathOf(id);
    const sha256 = await store.hashes.of(id, path, row.length);
    if (row.sha256 && row.sha256 !== sha256) return this.#refuse(row, DAMAGED, 460);
    let format: FileFormat;
    try {
      format = (await reader.sniff(path, row.name)) as FileFormat;
    } catch (error) {
      if (error instanceof FileRefused) return this.#refuse(row, error.text, 422);
      throw error;
    }
    const fileId = await this.#storeAndAttach(row, path, sha256, format);
    failpoint('upload.attached');
    await store.forget(id);
    return fileId;
  }

  /** The bank may be forgetting the same bytes for another: then those of the upload are stored once more. */
  async #storeAndAttach(row: UploadRow, path: string, sha256: string, format: FileFormat): Promise<string> {
    for (let attempt = 1; ; attempt += 1) {
      failpoint('upload.before-store');
      await this.services.storage.keep(path, { sha256, size: row.length });
      failpoint('upload.stored');
      try {
        return await this.#attach(row, sha256, format);
      } catch (error) {
        if (!(error instanceof BytesForgotten) || attempt === ATTEMPTS) throw error;
      }
    }
  }

  /** One transaction: the content, the file, the line of the audit, the end of the upload, the job that reads it. */
  async #attach(row: UploadRow, sha256: string, format: FileFormat): Promise<string> {
    const { em: root, jobs, scans, storage } = this.services;
    const owner = { kind: 'member', accountId: row.accountId, ...NO_SESSION } as const;
    try {
      return await inTransaction(root, async (em) => {
        const { draft, material } = await lockDraft(em, owner, row.materialId);
        // the bank may have the same bytes already
        await em.upsert(FileContent, newContent(sha256, format, row.length, scans), {
          onConflictAction: 'ignore',
          onConflictFields: ['sha256'],
        });
        await relyOn(em, storage, [sha256]);
        await holdContent(em, sha256);
        const content = await em.findOneOrFail(FileContent, sha256, { refresh: true });
        const shown = content.cleanedSha256 ?? sha256;
        const { name, role, replacesId } = row;
        const file = await attachFile(em, draft, { sha256: shown, name, role, replacesId });
        record(em, owner, 'material.file-added', material, { fileId: file.id, sha256: shown });
        await em.flush();
        await em.execute(`update upload set state = 'STORED', file_id = ? where id = ? and state = 'OPEN'`, [
          file.id,
          row.id,
        ]);
        if (content.textState === TextState.PENDING)
          await jobs.send(READ_FILE, { sha256 }, { em, key: sha256 });
        failpoint('upload.before-commit');
        return file.id;
      });
    } catch (error) {
      // the material was handed in, given up, or is full meanwhile: the author learns it from the upload
      if (error instanceof DomainError && !(error instanceof UploadFault))
        return this.#refuse(row, error.text, error.code === 'NOT_FOUND' ? 404 : 409);
      throw error;
    }
  }

  async #refuse({ id }: UploadRow, text: LocalizedText, status: number): Promise<never> {
    const { records, store } = this.services;
    await records.refuse(id, text);
    failpoint('upload.refused');
    await store.forget(id);
    throw new UploadFault(status, text);
  }
}

/** How often bytes are stored that are forgotten while they are attached. */
const ATTEMPTS = 3;

/** Rights to one's own draft come from the account alone. */
const NO_SESSION = { personId: '', organizationId: null, sessionId: '', roles: [] } as const;

const DAMAGED: LocalizedText = {
  ru: 'Файл пришёл не таким, каким отправлен: контрольные суммы не совпали. Загрузите его ещё раз.',
  en: 'The file did not arrive as it was sent: the checksums differ. Upload it again.',
};

function newContent(sha256: string, format: FileFormat, size: number, scans: boolean) {
  return {
    ...{ sha256, format, size, mediaType: traitsOf(format).mediaType, createdAt: new Date() },
    ...{ textState: TextState.PENDING, step: FileStep.WAITING, warnings: [] },
    scanState: scans ? ScanState.PENDING : ScanState.SKIPPED,
  };
}
