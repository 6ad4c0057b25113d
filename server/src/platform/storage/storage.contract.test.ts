import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalStorage } from './local-storage.js';
import { S3Storage } from './s3-storage.js';
import { ObjectNotFound, ObjectTooLarge, type Storage } from './storage.js';

/** As much of S3 as a content-addressed store asks for. */
function s3Server(): Server {
  const objects = new Map<string, Buffer>();
  const parts: Buffer[] = [];
  return createServer(async (request, response) => {
    const [key = '', query = ''] = request.url!.split('?');
    const object = objects.get(key);
    const part = new URLSearchParams(query).get('partNumber');
    if (request.method === 'POST' && query.startsWith('uploads')) {
      response.end('<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>');
    } else if (request.method === 'PUT' && part) {
      parts[Number(part) - 1] = await buffer(request);
      response.writeHead(200, { etag: `"${part}"` }).end();
    } else if (request.method === 'POST') {
      const named = [...(await buffer(request)).toString().matchAll(/<PartNumber>(\d+)</g)];
      objects.set(key, Buffer.concat(named.map(([, number]) => parts[Number(number) - 1]!)));
      response.end('<CompleteMultipartUploadResult></CompleteMultipartUploadResult>');
    } else if (request.method === 'PUT') {
      objects.set(key, await buffer(request));
      response.writeHead(200, { etag: '"x"' }).end();
    } else if (request.method === 'DELETE') {
      objects.delete(key);
      response.writeHead(204).end();
    } else if (!object) {
      response.writeHead(404, { 'content-type': 'application/xml' });
      response.end(request.method === 'HEAD' ? undefined : '<Error><Code>NoSuchKey</Code></Error>');
    } else {
      const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
      const body = range ? object.subarray(Number(range[1]), Number(range[2]) + 1) : object;
      response.writeHead(range ? 206 : 200, { 'content-length': body.length });
      response.end(request.method === 'HEAD' ? undefined : body);
    }
  });
}

const absent = 'f'.repeat(64);
let folder: string;
let server: Server;
const stores: Record<string, Storage> = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'storage-'));
  stores.local = new LocalStorage(join(folder, 'files'));
  server = s3Server().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const account = { bucket: 'bank', region: 'ru-1', accessKeyId: 'test', secretAccessKey: 'test' };
  stores.s3 = new S3Storage({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...account,
  });
  const { S3_TEST_ENDPOINT, S3_TEST_BUCKET, S3_TEST_ACCESS_KEY, S3_TEST_SECRET_KEY } = process.env;
  if (S3_TEST_ENDPOINT) {
    stores['s3 of the environment'] = new S3Storage({
      ...account,
      endpoint: S3_TEST_ENDPOINT,
      bucket: S3_TEST_BUCKET ?? account.bucket,
      accessKeyId: S3_TEST_ACCESS_KEY ?? account.accessKeyId,
      secretAccessKey: S3_TEST_SECRET_KEY ?? account.secretAccessKey,
    });
  }
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

describe.each(['local', 's3', ...(process.env.S3_TEST_ENDPOINT ? ['s3 of the environment'] : [])])(
  '%s storage',
  (name) => {
    const bytes = randomBytes(300_000);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const chunks = () => Readable.from([bytes.subarray(0, 100_000), bytes.subarray(100_000)]);

    it('names an object by its SHA-256, keeps it once and gives it back', async () => {
      const store = stores[name]!;
      expect(await store.put(chunks())).toEqual({ sha256, size: bytes.length });
      expect(await store.put(chunks())).toEqual({ sha256, size: bytes.length });
      expect(await store.stat(sha256)).toEqual({ sha256, size: bytes.length });
      expect(await store.exists(sha256)).toBe(true);
      expect((await buffer(await store.open(sha256))).equals(bytes)).toBe(true);
    });

    it('opens a range with both ends included', async () => {
      const part = await buffer(await stores[name]!.open(sha256, { start: 10, end: 19 }));
      expect(part.equals(bytes.subarray(10, 20))).toBe(true);
    });

    it('takes an empty object', async () => {
      const { size, sha256: empty } = await stores[name]!.put(Readable.from([]));
      expect(size).toBe(0);
      expect((await buffer(await stores[name]!.open(empty))).length).toBe(0);
    });

    it('lends a local path', async () => {
      const size = await stores[name]!.withLocalFile(sha256, async (path) => {
        return (await stat(path)).size;
      });
      expect(size).toBe(bytes.length);
    });

    it('says that an unknown or malformed name is not there', async () => {
      const store = stores[name]!;
      await expect(store.open(absent)).rejects.toThrow(ObjectNotFound);
      await expect(store.open('../../etc/passwd')).rejects.toThrow(ObjectNotFound);
      await expect(store.withLocalFile(absent, async () => 0)).rejects.toThrow(ObjectNotFound);
      expect(await store.stat(absent)).toBeNull();
      expect(await store.exists('..')).toBe(false);
      await store.remove(absent);
    });

    it('refuses a source over the limit and a source that breaks, and leaves nothing behind', async () => {
      const store = stores[name]!;
      await expect(store.put(chunks(), { maxBytes: 1000 })).rejects.toThrow(ObjectTooLarge);
      const broken = Readable.from(
        (async function* () {
          yield bytes.subarray(0, 10);
          throw new Error('line cut');
        })(),
      );
      await expect(store.put(broken)).rejects.toThrow('line cut');
      if (name === 'local') expect(await readdir(join(folder, 'files', 'incoming'))).toEqual([]);
    });

    it('keeps a file of the disk under its name, once, and leaves the file to its owner', async () => {
      // longer than one request to S3 takes
      const long = Buffer.concat([randomBytes(100_000), Buffer.alloc(66 * 2 ** 20, name)]);
      const object = { sha256: createHash('sha256').update(long).digest('hex'), size: long.length };
      const path = join(folder, `own-${name}`);
      await writeFile(path, long);
      const store = stores[name]!;
      await store.keep(path, object);
      await store.keep(path, object);
      expect((await stat(path)).size).toBe(long.length);
      await rm(path);
      expect(await store.stat(object.sha256)).toEqual(object);
      expect((await buffer(await store.open(object.sha256))).equals(long)).toBe(true);
      await store.remove(object.sha256);
    });

    it('forgets an object', async () => {
      await stores[name]!.remove(sha256);
      expect(await stores[name]!.exists(sha256)).toBe(false);
    });
  },
);
