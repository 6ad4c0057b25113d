import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { DataStore, Upload } from '@tus/server';
import { failpoint } from '../../platform/failpoint.js';
import { syncFolder } from '../../platform/storage/local-storage.js';
import { RunningHashes } from './running-hashes.js';
import { watchSpeed } from './speed-watch.js';
import type { UploadAdmission } from './upload-admission.js';
import { isFullDisk, UploadFault } from './upload-fault.js';
import type { UploadLimits } from './upload-limits.js';
import { UPLOAD_HOURS, type UploadRecords } from './upload.records.js';
import { uploadRequest } from './upload-request.js';

/** Bytes after which a long request is acknowledged in between: at most so many are sent again after a crash. */
const CHECKPOINT_BYTES = 32 * 2 ** 20;

/**
 * Bytes of uploads under way, in a folder of the local disk. What it has answered for is fsynced and noted in the
 * database; what a crash left beyond that is cut off when the upload goes on.
 */
export class UploadStore extends DataStore {
  override extensions = ['creation', 'creation-with-upload', 'termination', 'expiration', 'checksum'];
  readonly hashes = new RunningHashes();

  constructor(
    private readonly folder: string,
    private readonly records: UploadRecords,
    private readonly admission: UploadAdmission,
    private readonly limits: UploadLimits,
  ) {
    super();
  }

  /** Where an upload's bytes lie. */
  pathOf(id: string): string {
    return join(this.folder, id);
  }

  /** Makes the file first: a row without a file would be a promise that cannot be kept. */
  override async create(upload: Upload): Promise<Upload> {
    await mkdir(this.folder, { recursive: true });
    failpoint('upload.create');
    const file = await open(this.pathOf(upload.id), 'wx', 0o640);
    try {
      await file.sync();
    } finally {
      await file.close();
    }
    await syncFolder(this.folder);
    failpoint('upload.created-file');
    try {
      await this.admission.admit(upload);
    } catch (error) {
      await rm(this.pathOf(upload.id), { force: true });
      throw error;
    }
    failpoint('upload.created');
    return upload;
  }

  override async getUpload(id: string): Promise<Upload> {
    const row = await this.records.byId(id);
    if (!row) throw UploadFault.unknown();
    if (row.refusal) throw new UploadFault(410, row.refusal);
    const metadata = { filename: row.name, material: row.materialId };
    // the protocol counts an upload's age from its creation, we from its last byte
    const creation_date = row.lastByteAt.toISOString();
    return new Upload({ id, size: row.length, offset: row.received, metadata, creation_date });
  }

  override async write(source: Readable, id: string, offset: number): Promise<number> {
    const row = await this.records.byId(id);
    if (!row || row.received !== offset) throw UploadFault.busy();
    if (offset === row.length) return offset;
    await this.admission.refuseFullDisk(row.length - offset);
    const file = await open(this.pathOf(id), 'r+').catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? UploadFault.unknown() : error;
    });
    try {
      return await this.#append(file, source, id, offset);
    } catch (error) {
      this.hashes.forget(id);
      throw isFullDisk(error) ? UploadFault.noSpace() : error;
    } finally {
      await file.close();
    }
  }

  override async remove(id: string): Promise<void> {
    const row = await this.records.byId(id);
    if (!row || row.state === 'STORED') throw UploadFault.unknown();
    await this.records.drop(id);
    await this.forget(id);
  }

  /** Forgets the bytes of an upload that is closed. */
  async forget(id: string): Promise<void> {
    this.hashes.forget(id);
    await rm(this.pathOf(id), { force: true });
  }

  /** Names in the folder that nobody has touched for longer than an upload is kept. */
  async oldNames(): Promise<string[]> {
    const names = await readdir(this.folder).catch(() => []);
    const old: string[] = [];
    for (const name of names) {
      const { mtimeMs = Date.now() } = await stat(this.pathOf(name)).catch(
        () => ({}) as { mtimeMs?: number },
      );
      if (Date.now() - mtimeMs > UPLOAD_HOURS * 3_600_000) old.push(name);
    }
    return old;
  }

  override getExpiration(): number {
    return UPLOAD_HOURS * 3_600_000;
  }

  async #append(file: FileHandle, source: Readable, id: string, offset: number): Promise<number> {
    const { checksum, cut } = uploadRequest.getStore()!;
    const ofPart = checksum === undefined ? undefined : createHash('sha256');
    const ofFile = this.hashes.after(id, offset);
    let acknowledged = offset;
    let at = offset;
    await file.truncate(offset);
    const acknowledge = async () => {
      if (at === acknowledged) return;
      failpoint('upload.fsync');
      await file.datasync();
      failpoint('upload.fsynced');
      if (!(await this.records.advance(id, acknowledged, at))) throw UploadFault.busy();
      failpoint('upload.acknowledged');
      acknowledged = at;
      this.hashes.keep(id, ofFile?.copy(), at);
    };
    const speed = watchSpeed(this.limits.slow, cut);
    let broken: unknown;
    try {
      const chunks = (source as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
      for (;;) {
        const next = await chunks.next().catch((error: unknown) => {
          broken = error ?? new Error('The connection broke'); // what came before that is kept
        });
        if (!next || next.done) break;
        failpoint('upload.write');
        await writeWhole(file, next.value, at);
        at += next.value.length;
        ofFile?.update(next.value);
        ofPart?.update(next.value);
        speed.came(next.value.length);
        if (!ofPart && at - acknowledged >= CHECKPOINT_BYTES) await acknowledge();
      }
    } catch (error) {
      await file.truncate(acknowledged).catch(() => {});
      throw error;
    } finally {
      speed.stop();
    }
    if (ofPart && (broken || ofPart.digest('base64') !== checksum)) {
      await file.truncate(acknowledged);
      throw broken ?? UploadFault.checksum();
    }
    await acknowledge();
    if (broken) throw broken;
    return at;
  }
}

async function writeWhole(file: FileHandle, chunk: Buffer, position: number): Promise<void> {
  for (let done = 0; done < chunk.length;) {
    const { bytesWritten } = await file.write(chunk, done, chunk.length - done, position + done);
    done += bytesWritten;
  }
}
