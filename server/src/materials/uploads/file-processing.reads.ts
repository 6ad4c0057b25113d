import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import type { Actor } from '../../platform/actor.js';
import { Forbidden } from '../../platform/errors.js';
import type { Locale, LocalizedText } from '../../platform/localized.js';
import { isOwner } from '../authoring/authoring.policy.js';
import { reach } from '../authoring/draft.access.js';
import { FileState, type FileStep, type FileWarning, ScanState, TextState } from '../file-enums.js';
import type { FileProcessing, UploadState, UploadType } from './file-processing.type.js';
import { UPLOAD_HOURS, UploadRecords } from './upload.records.js';

interface ProcessingRow {
  sha256: string;
  textState: TextState;
  scanState: ScanState;
  step: FileStep | null;
  threat: string | null;
  warnings: FileWarning[];
}

/** Reads how far uploads and files are. */
export class FileProcessingReads {
  readonly #records: UploadRecords;

  constructor(
    private readonly orm: MikroORM,
    private readonly pool: Pool,
  ) {
    this.#records = new UploadRecords(pool);
  }

  /** What became of contents, by their digest. */
  async processing(sha256s: readonly string[], locale: Locale): Promise<Map<string, FileProcessing>> {
    const { rows } = await this.pool.query<ProcessingRow>({
      name: 'file-processing',
      text: `select sha256, text_state as "textState", scan_state as "scanState", step, threat, warnings
        from file_content where sha256 = any ($1::text[])`,
      values: [sha256s],
    });
    return new Map(rows.map((row) => [row.sha256, toProcessing(row, locale)]));
  }

  /**
   * What the owner has under way for a material.
   * @throws NotFound, Forbidden for others
   */
  async uploads(actor: Actor, materialId: string, locale: Locale): Promise<UploadType[]> {
    const { material, actor: member } = await reach(this.orm.em.fork(), actor, materialId);
    if (!isOwner(member, material)) throw new Forbidden();
    const rows = await this.#records.ofMaterial(member.accountId, material.id);
    return rows.map(({ id, name, length, received, state, refusal, lastByteAt }) => ({
      ...{ id, name, length, received, state: state as UploadState },
      problem: refusal?.[locale] ?? null,
      expiresAt: new Date(lastByteAt.getTime() + UPLOAD_HOURS * 3_600_000),
    }));
  }
}

function toProcessing(row: ProcessingRow, locale: Locale): FileProcessing {
  const { textState, scanState, step, threat, warnings } = row;
  const pending = textState === TextState.PENDING || scanState === ScanState.PENDING;
  const state =
    scanState === ScanState.INFECTED
      ? FileState.QUARANTINED
      : pending
        ? FileState.PENDING
        : textState === TextState.FAILED
          ? FileState.FAILED
          : FileState.READY;
  return {
    state,
    step: pending ? step : null,
    problem: problemOf(state, threat, locale),
    scanState,
    warnings,
  };
}

function problemOf(state: FileState, threat: string | null, locale: Locale): string | null {
  if (state === FileState.FAILED) return UNREAD[locale];
  if (state === FileState.QUARANTINED) return `${INFECTED[locale]} (${threat ?? '?'})`;
  return null;
}

const UNREAD: LocalizedText = {
  ru: 'Текст файла прочитать не удалось. Файл можно опубликовать и скачать, но по словам внутри его не найдут. Если нужно, сохраните его заново или в другом формате и замените.',
  en: 'The text could not be read. The file can be published and downloaded, but will not be found by its words. You may save it anew or in another format and replace it.',
};
const INFECTED: LocalizedText = {
  ru: 'Проверка нашла в файле вредоносный код. Файл никому не выдаётся: проверьте свой компьютер антивирусом и замените файл',
  en: 'The check has found malicious code. Nobody gets the file: check your computer and replace the file',
};
