import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { spool } from './spool.js';
import {
  type ByteRange,
  ObjectNotFound,
  objectPath,
  type PutOptions,
  type Storage,
  type StoredObject,
} from './storage.js';

/** Longest object that is put by one request, bytes. */
const PART_BYTES = 64 * 2 ** 20;

/** Where the bucket is and who asks. */
export interface S3Options {
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** Objects under `ab/cd/<sha256>` of one bucket of any S3-compatible store. */
export class S3Storage implements Storage {
  private readonly client: S3Client;

  constructor(private readonly options: S3Options) {
    this.client = new S3Client({
      endpoint: options.endpoint,
      region: options.region,
      credentials: { accessKeyId: options.accessKeyId, secretAccessKey: options.secretAccessKey },
      forcePathStyle: true,
      // Stores other than Amazon's refuse the chunked checksums that are the SDK's default.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  /** Spools to the local disk first: the name of an object is known only when its last byte is. */
  async put(source: AsyncIterable<Uint8Array>, options?: PutOptions): Promise<StoredObject> {
    const { path, sha256, size } = await spool(source, this.spoolFolder(), options);
    try {
      await this.keep(path, { sha256, size });
    } finally {
      await rm(path, { force: true });
    }
    return { sha256, size };
  }

  async keep(path: string, { sha256, size }: StoredObject): Promise<void> {
    if ((await this.stat(sha256))?.size === size) return;
    if (size > PART_BYTES) return this.putInParts(path, sha256, size);
    await this.client.send(
      new PutObjectCommand({ ...this.key(sha256), Body: createReadStream(path), ContentLength: size }),
    );
  }

  async open(sha256: string, range?: ByteRange): Promise<Readable> {
    const Range = range && `bytes=${range.start}-${range.end}`;
    try {
      const { Body } = await this.client.send(new GetObjectCommand({ ...this.key(sha256), Range }));
      return Body as Readable;
    } catch (error) {
      throw isMissing(error) ? new ObjectNotFound(sha256) : error;
    }
  }

  async stat(sha256: string): Promise<StoredObject | null> {
    try {
      const { ContentLength } = await this.client.send(new HeadObjectCommand(this.key(sha256)));
      return { sha256, size: ContentLength ?? 0 };
    } catch (error) {
      if (error instanceof ObjectNotFound || isMissing(error)) return null;
      throw error;
    }
  }

  async exists(sha256: string): Promise<boolean> {
    return (await this.stat(sha256)) !== null;
  }

  async remove(sha256: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand(this.key(sha256)));
  }

  async withLocalFile<T>(sha256: string, use: (path: string) => Promise<T>): Promise<T> {
    const { path } = await spool(await this.open(sha256), this.spoolFolder());
    try {
      return await use(path);
    } finally {
      await rm(path, { force: true });
    }
  }

  /** One request takes no more than 5 GB, and one that breaks off would begin anew. */
  private async putInParts(path: string, sha256: string, size: number): Promise<void> {
    const key = this.key(sha256);
    const { UploadId } = await this.client.send(new CreateMultipartUploadCommand(key));
    try {
      const parts: { PartNumber: number; ETag: string | undefined }[] = [];
      for (let start = 0; start < size; start += PART_BYTES) {
        const PartNumber = parts.length + 1;
        const end = Math.min(start + PART_BYTES, size) - 1;
        const Body = createReadStream(path, { start, end });
        const part = { ...key, UploadId, PartNumber, Body, ContentLength: end - start + 1 };
        parts.push({ PartNumber, ETag: (await this.client.send(new UploadPartCommand(part))).ETag });
      }
      const MultipartUpload = { Parts: parts };
      await this.client.send(new CompleteMultipartUploadCommand({ ...key, UploadId, MultipartUpload }));
    } catch (error) {
      await this.client.send(new AbortMultipartUploadCommand({ ...key, UploadId })).catch(() => {});
      throw error;
    }
  }

  private key(sha256: string): { Bucket: string; Key: string } {
    return { Bucket: this.options.bucket, Key: objectPath(sha256) };
  }

  private spoolFolder(): string {
    return join(tmpdir(), 'metodbank-s3');
  }
}

function isMissing(error: unknown): boolean {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === 404;
}
