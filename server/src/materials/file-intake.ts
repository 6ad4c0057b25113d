import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Storage, StoredObject } from '../platform/storage/storage.js';
import { cleanFileName } from './extraction/file-name.js';
import { EXTRACTOR_VERSION } from './extraction/extraction.js';
import type { FileReader, ReadFile } from './extraction/file-reader.js';
import { traitsOf } from './extraction/format.js';
import { FileContent } from './file-content.entity.js';
import { type FileFormat, type FileWarning, ScanState, ViewerKind } from './file-enums.js';
import { VIEWERS } from './file-format.js';
import { holdContent, relyOn } from './forgetting/rely-on.js';

/** Longest file taken, bytes. */
const MAX_FILE_BYTES = 4 * 2 ** 30;

/** A file whose bytes are in the store; `read` is null where the bank has read the same bytes before. */
export interface TakenFile {
  sha256: string;
  size: number;
  format: FileFormat;
  /** Cleaned display name with its true extension. */
  name: string;
  read: (ReadFile & { thumbnailSha256: string | null }) | null;
}

/** Takes files in: looks into them in a worker, puts their bytes and their pictures into the store. */
export class FileIntake {
  constructor(
    private readonly storage: Storage,
    private readonly reader: FileReader,
  ) {}

  /**
   * Takes a file of the local disk.
   * @throws FileRefused where the bank does not take such a file
   */
  async take(em: EntityManager, path: string, name: string): Promise<TakenFile> {
    const known = await em.findOne(FileContent, {
      sha256: await sha256Of(path),
      extractorVersion: EXTRACTOR_VERSION,
    });
    if (
      known &&
      traitsOf(known.format).extensions.some((extension) => name.toLowerCase().endsWith(`.${extension}`)) &&
      (await this.storage.exists(known.sha256))
    ) {
      const { sha256, size, format } = known;
      return { sha256, size, format, name: cleanFileName(name, format), read: null };
    }
    const read = await this.#read(path, name);
    const bytes = read.cleaned ? Readable.from([read.cleaned]) : createReadStream(path);
    const { sha256, size } = await this.storage.put(bytes, { maxBytes: MAX_FILE_BYTES });
    const format = read.format as FileFormat;
    return { sha256, size, format, name: cleanFileName(name, format), read };
  }

  /**
   * Reads a file that lies in the store already. A picture comes back under the name of its bytes without place,
   * device and author.
   * @throws FileRefused
   */
  async readStored({ sha256, size }: StoredObject, name: string): Promise<TakenFile> {
    const read = await this.storage.withLocalFile(sha256, (path) => this.#read(path, name));
    const kept = read.cleaned ? await this.storage.put(Readable.from([read.cleaned])) : { sha256, size };
    const format = read.format as FileFormat;
    return { ...kept, format, name: cleanFileName(name, format), read };
  }

  async #read(path: string, name: string): Promise<ReadFile & { thumbnailSha256: string | null }> {
    const read = await this.reader.read(path, name);
    const thumbnail =
      read.thumbnail ?? (VIEWERS[read.format] === ViewerKind.VIDEO ? await frameOf(path) : null);
    const thumbnailSha256 = thumbnail && (await this.storage.put(Readable.from([thumbnail]))).sha256;
    return { ...read, thumbnailSha256 };
  }

  /**
   * Writes what was read of a file, in the transaction of whoever refers to it.
   * @throws BytesForgotten when the file has to be taken once more
   */
  async record(
    em: EntityManager,
    { sha256, size, format, read }: TakenFile,
    scan: { scanState: ScanState; threat?: string | null } = { scanState: ScanState.SKIPPED },
  ): Promise<void> {
    const cover = read?.thumbnailSha256;
    await relyOn(em, this.storage, cover ? [sha256, cover] : [sha256]);
    // what the bank has read before may be forgotten since
    if (!read) return holdContent(em, sha256);
    await em.upsert(FileContent, {
      sha256,
      size,
      format,
      mediaType: traitsOf(format).mediaType,
      createdAt: new Date(),
      pageCount: read.pageCount,
      durationSeconds: read.durationSeconds,
      textState: read.textState as never,
      html: read.html,
      thumbnailSha256: read.thumbnailSha256,
      extractorVersion: EXTRACTOR_VERSION,
      warnings: read.warnings as FileWarning[],
      failure: read.failure,
      step: null,
      ...scan,
    });
    await em.execute('delete from file_passage where sha256 = ?', [sha256]);
    await em.execute(
      `insert into file_passage (sha256, ordinal, page, slide, sheet, second, text)
       select ?, ordinality - 1, page, slide, sheet, second, text
       from rows from (jsonb_to_recordset(?::jsonb)
         as (page int, slide int, sheet text, second float8, text text)) with ordinality`,
      [sha256, JSON.stringify(read.passages)],
    );
  }
}

/** SHA-256 of a file, lower-case hex. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** A frame of a film. What draws it is loaded with the first film: a start does not wait for it. */
async function frameOf(path: string): Promise<Uint8Array | null> {
  const { videoFrame } = await import('./extraction/video-frame.js');
  return videoFrame(path);
}
