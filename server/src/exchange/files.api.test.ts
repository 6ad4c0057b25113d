import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ref, type MikroORM } from '@mikro-orm/postgresql';
import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { pino } from 'pino';
import { fromBufferPromise } from 'yauzl';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildMaterial, buildPerson } from '../../test/builders.js';
import { createTestDatabase, type TestDatabase } from '../../test/database.js';
import { buildAccount, signIn } from '../../test/members.js';
import { SessionService } from '../directory/session.service.js';
import { entities } from '../entities.js';
import { FileContent } from '../materials/file-content.entity.js';
import { FileFormat, FileRole } from '../materials/file-enums.js';
import { DraftFileReads } from '../materials/authoring/draft-file.reads.js';
import { fileRoutes } from '../materials/file.routes.js';
import { MaterialStatus } from '../materials/material-enums.js';
import { MaterialVersion } from '../materials/material-version.entity.js';
import { Material } from '../materials/material.entity.js';
import {
  CollectionItem,
  CollectionVisibility,
  MaterialCollection,
} from '../materials/reading/collection.entity.js';
import { StoredFile } from '../materials/stored-file.entity.js';
import { UsageCounter } from '../materials/usage/usage-counter.js';
import { readConfig } from '../platform/config.js';
import { openOrm, openPool } from '../platform/database.js';
import { createHttpServer } from '../platform/http.js';
import { Metrics } from '../platform/metrics.js';
import { SessionCookie } from '../platform/session-cookie.js';
import { LocalStorage } from '../platform/storage/local-storage.js';
import { MOSCOW } from '../platform/time-zone.js';
import { archiveRoutes } from './archive.routes.js';

const BYTES = randomBytes(200_000);
const SHA256 = createHash('sha256').update(BYTES).digest('hex');
const DIGEST = `sha-256=:${createHash('sha256').update(BYTES).digest('base64')}:`;
const PDF = 'Урок «Дроби» № 1; "итог".pdf';
const THOUSAND_RANGES = `bytes=${Array.from({ length: 1000 }, (_, n) => `${n}-${n}`).join()}`;
const SRT = '1\n00:00:01,500 --> 00:00:03,000\nЗдравствуйте, <b>дети</b> & гости\n';

let database: TestDatabase;
let orm: MikroORM;
let pool: Pool;
let storage: LocalStorage;
let usage: UsageCounter;
let app: FastifyInstance;
let folder: string;
let url: string;
let shown: Material;
let ids: Record<string, string>;

beforeAll(async () => {
  database = await createTestDatabase();
  [orm, pool] = [await openOrm(database.url, entities), openPool(database.url)];
  folder = await mkdtemp(join(tmpdir(), 'serving-'));
  storage = new LocalStorage(join(folder, 'files'));
  usage = new UsageCounter(pool);
  const em = orm.em.fork();
  shown = buildMaterial(em, { title: 'Урок «Дроби»', authors: [buildPerson(em)] });
  const hidden = buildMaterial(em, { status: MaterialStatus.WITHDRAWN });
  const draft = em.create(MaterialVersion, {
    material: ref(shown),
    number: 2,
    title: 'Новая',
    annotation: '',
    license: 'CC_BY' as never,
  });
  await em.flush();
  ids = {};
  const add = async (
    version: MaterialVersion,
    key: string,
    name: string,
    format: FileFormat,
    type: string,
    bytes: Buffer,
  ): Promise<void> => {
    const { sha256, size } = await storage.put(Readable.from([bytes]));
    const content =
      (await em.findOne(FileContent, { sha256 })) ??
      em.create(FileContent, {
        sha256,
        size,
        format,
        mediaType: type,
        thumbnailSha256: key === 'pdf' ? sha256 : null,
      });
    const position = Object.keys(ids).length;
    const file = em.create(StoredFile, {
      materialVersion: ref(version),
      content: ref(content),
      name,
      role: FileRole.MAIN,
      position,
    });
    ids[key] = file.id;
    await em.flush();
  };
  const published = await shown.publishedVersion!.loadOrFail();
  await add(published, 'pdf', PDF, FileFormat.PDF, 'application/pdf', BYTES);
  await add(
    published,
    'html',
    'Страница.html',
    FileFormat.HTML,
    'text/html',
    Buffer.from('<script>alert(1)</script>'),
  );
  await add(published, 'srt', 'Титры.srt', FileFormat.SRT, 'application/x-subrip', Buffer.from(SRT));
  await add(published, 'empty', 'Пусто.txt', FileFormat.TXT, 'text/plain', Buffer.alloc(0));
  await add(draft, 'draft', 'Черновик.pdf', FileFormat.PDF, 'application/pdf', BYTES);
  await add(
    await hidden.publishedVersion!.loadOrFail(),
    'withdrawn',
    PDF,
    FileFormat.PDF,
    'application/pdf',
    BYTES,
  );

  app = await createHttpServer({
    config: readConfig({}),
    log: pino({ level: 'silent' }),
    metrics: new Metrics(),
  });
  const authenticate = (cookies: string | undefined) =>
    new SessionService(pool).actorOf(new SessionCookie('http://bank.example').tokenIn(cookies) ?? '');
  await app.register(fileRoutes, { pool, storage, usage, drafts: new DraftFileReads(orm), authenticate });
  await app.register(archiveRoutes, {
    ...{ pool, storage, usage, publicUrl: 'https://bank.example', authenticate },
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  // a body that no test read keeps its answer under way
  app.server.closeAllConnections();
  await app.close();
  await Promise.all([pool.end(), orm.close(true)]);
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const get = (
  key: string,
  headers: Record<string, string> = {},
  query = '',
  method = 'GET',
): Promise<Response> =>
  fetch(`${url}/files/${ids[key] ?? key}/x.pdf${query}`, { headers, method, redirect: 'manual' });
const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

describe('a file of a published version', () => {
  it('G88: comes whole with its SHA-256 as ETag and Content-Digest and is asked for anew each time', async () => {
    const response = await get('pdf');
    expect(response.status).toBe(200);
    expect(response.headers.get('etag')).toBe(`"${SHA256}"`);
    expect(response.headers.get('content-digest')).toBe(DIGEST);
    expect(response.headers.get('content-length')).toBe(String(BYTES.length));
    expect(response.headers.get('cache-control')).not.toMatch(/immutable/);
    expect((await bytesOf(response)).equals(BYTES)).toBe(true);
  });

  it('D57: has its true name in RFC 8187 form and a Latin one, and no name can add a header', async () => {
    const disposition = (await get('pdf')).headers.get('content-disposition')!;
    const [, latin, full] = /^attachment; filename="([\x20-\x7e]*)"; filename\*=UTF-8''(\S+)$/.exec(
      disposition,
    )!;
    expect(decodeURIComponent(full!)).toBe(PDF);
    expect(latin).toMatch(/^Urok.*Drobi.*\.pdf$/);
    expect(latin).not.toMatch(/["\\;]/);
  });

  it('D58: runs nowhere: attachment, sandbox, nosniff, same origin; a page is not even called one', async () => {
    for (const query of ['', '?inline']) {
      const { headers } = await get('html', {}, query);
      expect(headers.get('content-type')).toBe('application/octet-stream');
      expect(headers.get('content-disposition')).toMatch(/^attachment/);
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox$/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    }
  });

  it('opens in the viewer where that is safe', async () => {
    const { headers } = await get('pdf', {}, '?inline');
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('content-disposition')).toMatch(/^inline/);
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/);
  });

  it('is WebVTT for the player when it is SubRip', async () => {
    const response = await get('srt', {}, '?inline');
    expect(response.headers.get('content-type')).toBe('text/vtt; charset=utf-8');
    expect(await response.text()).toBe(
      'WEBVTT\n\n00:00:01.500 --> 00:00:03.000\nЗдравствуйте, дети &amp; гости\n',
    );
    expect(await (await get('srt')).text()).toBe(SRT);
  });

  it('answers 304 to who has it', async () => {
    for (const tag of [`"${SHA256}"`, `W/"${SHA256}"`, `"x", "${SHA256}"`, '*']) {
      const response = await get('pdf', { 'if-none-match': tag });
      expect([response.status, await response.text()]).toEqual([304, '']);
      expect(response.headers.get('etag')).toBe(`"${SHA256}"`);
    }
    expect((await get('pdf', { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('answers HEAD as GET without the bytes', async () => {
    const response = await get('pdf', {}, '', 'HEAD');
    expect(response.headers.get('content-length')).toBe(String(BYTES.length));
    expect((await bytesOf(response)).length).toBe(0);
    const part = await get('pdf', { range: 'bytes=0-9' }, '', 'HEAD');
    expect([part.status, part.headers.get('content-length')]).toEqual([206, '10']);
  });

  it('has a thumbnail', async () => {
    const response = await fetch(`${url}/files/${ids.pdf}/thumbnail.webp`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/webp']);
    expect((await fetch(`${url}/files/${ids.html}/thumbnail.webp`)).status).toBe(404);
  });
});

describe('a range of a file', () => {
  it.each([
    ['bytes=0-', 0, 199_999],
    ['bytes=-1', 199_999, 199_999],
    ['bytes=10-19', 10, 19],
    ['bytes=199990-999999', 199_990, 199_999],
    ['bytes=-999999', 0, 199_999],
  ])('G86: %s is a part', async (range, start, end) => {
    const response = await get('pdf', { range });
    expect([response.status, response.headers.get('content-range')]).toEqual([
      206,
      `bytes ${start}-${end}/200000`,
    ]);
    expect(response.headers.get('content-digest')).toBeNull();
    expect(response.headers.get('repr-digest')).toBe(DIGEST);
    expect((await bytesOf(response)).equals(BYTES.subarray(start, end + 1))).toBe(true);
  });

  it.each(['bytes=200000-', 'bytes=999999-1000000', 'bytes=-0'])(
    'G86: %s is beyond the end',
    async (range) => {
      const response = await get('pdf', { range });
      expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */200000']);
    },
  );

  it.each([
    'bytes=5-4',
    'bytes=',
    'bytes=-',
    'bytes=a-b',
    'items=0-1',
    'bytes=99999999999999999999-',
    THOUSAND_RANGES,
  ])('G86: %s is no single range and gives the whole in one part', async (range) => {
    const response = await get('pdf', { range });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect((await bytesOf(response)).length).toBe(BYTES.length);
  });

  it('G86: keeps to If-Range', async () => {
    expect((await get('pdf', { range: 'bytes=0-1', 'if-range': `"${SHA256}"` })).status).toBe(206);
    expect((await get('pdf', { range: 'bytes=0-1', 'if-range': '"old"' })).status).toBe(200);
    expect(
      (await get('pdf', { range: 'bytes=0-1', 'if-range': 'Wed, 21 Oct 2015 07:28:00 GMT' })).status,
    ).toBe(200);
  });

  it('of nothing is unsatisfiable, and nothing itself is fine', async () => {
    expect((await get('empty', { range: 'bytes=0-' })).status).toBe(416);
    expect((await get('empty')).headers.get('content-length')).toBe('0');
  });
});

describe('what nobody may see', () => {
  it('B40: a file of a withdrawn material is gone', async () => {
    expect((await get('withdrawn')).status).toBe(410);
    expect((await fetch(`${url}/files/${ids.withdrawn}/thumbnail.webp`)).status).toBe(410);
  });

  it('A30, D39: drafts, made-up and malformed ids answer the same 404', async () => {
    const answers = await Promise.all(
      ['draft', '01890000-0000-7000-8000-000000000000', 'x', "'; drop table material --"].map(async (key) => {
        const response = await get(key.includes(';') ? encodeURIComponent(key) : key);
        return [
          response.status,
          await response.text(),
          response.headers.get('content-type'),
          response.headers.get('etag'),
        ];
      }),
    );
    for (const answer of answers)
      expect(answer).toEqual([404, 'Файл не найден\n', 'text/plain; charset=utf-8', null]);
    expect((await fetch(`${url}/files/${ids.draft}/thumbnail.webp`)).status).toBe(404);
    expect((await fetch(`${url}/archives/no-such.zip`)).status).toBe(404);
  });

  it('an id of an earlier version leads to the file of the same name in the present one', async () => {
    const em = orm.em.fork();
    const old = buildMaterial(em);
    const second = em.create(MaterialVersion, {
      material: ref(old),
      number: 2,
      title: 'Вторая',
      annotation: '',
      license: 'CC_BY' as never,
    });
    const first = old.publishedVersion!;
    const content = em.getReference(FileContent, SHA256, { wrapped: true });
    const before = em.create(StoredFile, { materialVersion: first, content, name: 'План.pdf', position: 0 });
    const now = em.create(StoredFile, {
      materialVersion: ref(second),
      content,
      name: 'План.pdf',
      position: 0,
    });
    await em.flush();
    old.publishedVersion = ref(second);
    await em.flush();
    const response = await get(before.id, {}, '?inline');
    expect([response.status, response.headers.get('location')]).toEqual([
      302,
      `/files/${now.id}/${encodeURIComponent('План.pdf')}?inline`,
    ]);
  });
});

describe('the archive of a material', () => {
  it('holds every file under its name, a README with the citation, and the terms', async () => {
    const response = await fetch(`${url}/archives/${shown.slug}.zip`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toContain(encodeURIComponent('Урок «Дроби».zip'));
    const entries = await entriesOf(response);
    expect([...entries.keys()]).toEqual([
      'README.txt',
      'LICENSE.txt',
      PDF,
      'Страница.html',
      'Титры.srt',
      'Пусто.txt',
    ]);
    expect(entries.get(PDF)!.equals(BYTES)).toBe(true);
    const readme = entries.get('README.txt')!.toString();
    expect(readme).toContain('Урок «Дроби»');
    expect(readme).toContain('Автор:\r\n  Иванцова Мария Петровна');
    expect(readme).toContain(`https://bank.example/materials/${shown.slug}`);
    expect(readme).toMatch(/Как сослаться:\s+Иванцова,\sМ\.\sП\. Урок «Дроби»\s: разработка урока/);
    expect(entries.get('LICENSE.txt')!.toString()).toContain('creativecommons.org/licenses/by/4.0');
  });

  it('G87: goes on when a reader leaves in the middle', async () => {
    await new Promise<void>((resolve) => {
      httpRequest(`${url}/archives/${shown.slug}.zip`, (response) => {
        response.once('data', () => {
          response.destroy();
          resolve();
        });
      }).end();
    });
    expect((await fetch(`${url}/archives/${shown.slug}.zip`, { method: 'HEAD' })).status).toBe(200);
  });
});

describe('the archive of a collection', () => {
  const build = async (visibility: CollectionVisibility) => {
    const em = orm.em.fork();
    const owner = buildAccount(em);
    const withdrawn = buildMaterial(em, { title: 'Отозванный', status: MaterialStatus.WITHDRAWN });
    const collection = em.create(MaterialCollection, {
      ...{ owner: ref(owner), title: 'К уроку: «Дроби»', slug: `k-uroku-${crypto.randomUUID()}`, visibility },
      description: 'Вторая четверть',
    });
    em.create(CollectionItem, {
      ...{ collection: ref(collection), material: ref(withdrawn), position: 0 },
    });
    em.create(CollectionItem, {
      ...{ collection: ref(collection), material: em.getReference(Material, shown.id, { wrapped: true }) },
      ...{ position: 1, note: 'начать с этого' },
    });
    await em.flush();
    return { collection, withdrawn, headers: await signIn(pool, owner) };
  };

  it('holds a numbered folder for each material, and its sources in three forms; of a withdrawn one the number', async () => {
    const { collection, withdrawn } = await build(CollectionVisibility.UNLISTED);
    const response = await fetch(`${url}/archives/collections/${collection.slug}.zip`);
    expect(response.headers.get('content-disposition')).toContain(encodeURIComponent('К уроку «Дроби».zip'));
    const entries = await entriesOf(response);
    expect([...entries.keys()]).toEqual([
      'README.txt',
      'Список источников.txt',
      'Источники.bib',
      'Источники.ris',
      '02 Урок «Дроби»/README.txt',
      '02 Урок «Дроби»/LICENSE.txt',
      `02 Урок «Дроби»/${PDF}`,
      '02 Урок «Дроби»/Страница.html',
      '02 Урок «Дроби»/Титры.srt',
      '02 Урок «Дроби»/Пусто.txt',
    ]);
    expect(entries.get(`02 Урок «Дроби»/${PDF}`)!.equals(BYTES)).toBe(true);
    const readme = entries.get('README.txt')!.toString();
    expect(readme).toContain('Вторая четверть');
    expect(readme).toContain(`1. Материал ${withdrawn.registrationNumber} отозван из банка.`);
    expect(readme).toContain('2. Урок «Дроби» – Иванцова М.\r\n   начать с этого');
    expect(readme).not.toContain('Отозванный');
    expect(entries.get('Список источников.txt')!.toString()).toMatch(/1\. Иванцова,\sМ\.\sП\. Урок «Дроби»/);
    expect(entries.get('Источники.bib')!.toString()).toMatch(/@misc\{/);
  });

  it('is for the owner alone while the collection is private', async () => {
    const { collection, headers } = await build(CollectionVisibility.PRIVATE);
    const status = async (init?: RequestInit) =>
      (await fetch(`${url}/archives/collections/${collection.slug}.zip`, { method: 'HEAD', ...init })).status;
    expect(await status()).toBe(404);
    expect(await status({ headers: (await build(CollectionVisibility.PRIVATE)).headers })).toBe(404);
    expect(await status({ headers })).toBe(200);
  });
});

/** What is in a ZIP, by its names, once its length is what was promised. */
async function entriesOf(response: Response): Promise<Map<string, Buffer>> {
  const zip = await bytesOf(response);
  expect(response.headers.get('content-length')).toBe(String(zip.length));
  const entries = new Map<string, Buffer>();
  const reader = await fromBufferPromise(zip, { lazyEntries: true, autoClose: false });
  for await (const entry of reader.eachEntry()) {
    entries.set(entry.fileName, await buffer(await reader.openReadStreamPromise(entry)));
  }
  return entries;
}

describe('the count of downloads', () => {
  it('J108: counts each begun download once; not HEAD, not views, not later ranges, not 304', async () => {
    await usage.flush();
    await pool.query('delete from usage_daily');
    await Promise.all([
      ...Array.from({ length: 20 }, () => get('pdf').then(bytesOf)),
      get('pdf', { range: 'bytes=0-99' }).then(bytesOf),
      get('pdf', { range: 'bytes=100-199' }).then(bytesOf),
      get('pdf', {}, '', 'HEAD'),
      get('pdf', {}, '?inline').then(bytesOf),
      get('pdf', { 'if-none-match': `"${SHA256}"` }),
      fetch(`${url}/archives/${shown.slug}.zip`).then(bytesOf),
    ]);
    await usage.flush();
    const { rows } = await pool.query(
      'select downloads, day = (now() at time zone $1)::date as today from usage_daily',
      [MOSCOW],
    );
    expect(rows).toEqual([{ downloads: 22, today: true }]);
  });
});
