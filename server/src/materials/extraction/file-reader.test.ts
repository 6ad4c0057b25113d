import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import iconv from 'iconv-lite';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { docxParts, paragraph, pdfOf, simplePdf, zipOf } from '../../../test/sample-files.js';
import { FileReader, type ReadFile } from './file-reader.js';

let folder: string;
let reader: FileReader;
let serial = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reader-'));
  reader = new FileReader({ workers: 2, timeoutMs: 50_000 });
});
afterAll(async () => {
  reader.close();
  await rm(folder, { recursive: true, force: true });
});

async function read(name: string, content: string | Buffer, by = reader): Promise<ReadFile> {
  const path = join(folder, String(serial++));
  await writeFile(path, content);
  return by.read(path, name);
}
const refusal = (name: string, content: string | Buffer): Promise<string> =>
  read(name, content).then(
    ({ format, textState }) => `taken as ${format}, ${textState}`,
    ({ reason }: { reason: string }) => reason,
  );
const texts = ({ passages }: ReadFile): string => passages.map(({ text }) => text).join('\n');

describe('what a document gives', () => {
  it('Word: pages by the breaks in it, headings, lists and tables as clean HTML', async () => {
    const page = '<w:br w:type="page"/>';
    const rendered = '<w:lastRenderedPageBreak/>';
    const body = [
      '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>План</w:t></w:r></w:p>',
      paragraph('Первая страница'),
      `<w:p><w:r>${page}</w:r></w:p>`,
      paragraph('Вторая &lt;страница&gt;', rendered),
      `<w:tbl><w:tr><w:tc>${paragraph('Имя')}</w:tc><w:tc>${paragraph('Балл')}</w:tc></w:tr><w:tr><w:tc>${paragraph('Оля')}</w:tc><w:tc>${paragraph('5')}</w:tc></w:tr></w:tbl>`,
      paragraph('Третья страница', rendered),
    ].join('');
    const file = await read('a.docx', await zipOf(docxParts(body)));
    expect(file).toMatchObject({ format: 'DOCX', textState: 'READY', pageCount: 3 });
    expect(file.passages.map(({ page: number, text }) => [number, text])).toEqual([
      [1, 'План\nПервая страница'],
      [2, 'Вторая <страница>\nИмя · Балл\nОля · 5'],
      [3, 'Третья страница'],
    ]);
    expect(file.html).toContain('<section id="passage-1" data-page="2">');
    expect(file.html).toContain('Вторая &lt;страница&gt;');
    expect(file.html).toContain('<th scope="col">Имя</th>');
    expect(file.html).not.toContain('<h1');
  });

  it('DOCX: the picture that its program kept of it is the cover, else its first large picture', async () => {
    const plain = (background: string, width: number, height: number) =>
      sharp({ create: { width, height, channels: 3, background } })
        .png()
        .toBuffer();
    const coverOf = async (entries: Record<string, Buffer | string>) => {
      const { thumbnail } = await read('a.docx', await zipOf({ ...docxParts(paragraph('а')), ...entries }));
      return thumbnail && (await sharp(thumbnail).stats()).dominant;
    };
    const inside = {
      'word/media/image1.png': await plain('#0f0', 90, 90),
      'word/media/image2.png': 'no picture',
      'word/media/image3.png': await plain('#00f', 600, 400),
    };
    const kept = await sharp(await plain('#f00', 256, 192))
      .jpeg()
      .toBuffer();
    expect(await coverOf({ ...inside, 'docProps/thumbnail.jpeg': kept })).toMatchObject({
      r: 248,
      g: 8,
      b: 8,
    });
    expect(await coverOf({ ...inside, 'docProps/thumbnail.jpeg': 'broken' })).toMatchObject({ r: 8, b: 248 });
    expect(await coverOf({ 'word/media/image1.png': inside['word/media/image1.png'] })).toBeNull();
  });

  it('a text in windows-1251, Markdown and HTML: words, and no heading above the page’s own', async () => {
    expect(texts(await read('а.txt', iconv.encode('Ёжик в тумане', 'win1251')))).toBe('Ёжик в тумане');
    const markdown = await read(
      'a.md',
      '# Игра «Лото»\n\nПравила **просты**:\n\n- раз\n- два\n\n### Итог\n\nВсё.',
    );
    expect(markdown.html).toMatch(
      /<h2>Игра «Лото»<\/h2>[\s\S]*<strong>просты<\/strong>[\s\S]*<ul><li>раз<\/li><li>два<\/li><\/ul>[\s\S]*<h3>Итог/,
    );
    expect(texts(await read('a.html', '<!doctype html><h1>Тема</h1><p>Ход <b>урока</b></p>'))).toBe(
      'Тема\nХод урока',
    );
  });

  it('captions: what is said and at which second', async () => {
    const vtt =
      'WEBVTT\n\nNOTE скрыто\n\n1\n00:01.000 --> 00:03.000 align:start\n<v Учитель>Здравствуйте,\n\n00:04.500 --> 00:06.000\nдети\n\n01:00:00.000 --> 01:00:02.000\nКонец';
    const file = await read('a.vtt', vtt);
    expect(file.passages).toEqual([
      { second: 1, text: 'Здравствуйте, дети' },
      { second: 3600, text: 'Конец' },
    ]);
    expect(file.durationSeconds).toBe(3602);
    const srt =
      '\uFEFF1\r\n00:00:02,250 --> 00:00:03,000\r\nРаз\r\n\r\n2\r\n00:01:00,000 --> 00:01:01,000\r\nДва\r\n';
    expect((await read('a.srt', srt)).passages).toEqual([
      { second: 2.25, text: 'Раз' },
      { second: 60, text: 'Два' },
    ]);
  });

  it('PDF: text by page and a picture of the first page, also with a font that the file does not hold', async () => {
    const file = await read('a.pdf', simplePdf());
    expect(file).toMatchObject({ format: 'PDF', textState: 'READY', pageCount: 1 });
    expect(file.passages).toEqual([{ page: 1, text: 'Hello from a page' }]);
    const { data, info } = await sharp(file.thumbnail!)
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(info.width).toBe(480);
    expect(data.some((shade) => shade < 100)).toBe(true);
  });
});

describe('names and formats', () => {
  it.each([
    'evil.js',
    'evil.hta',
    'evil.lnk',
    'evil.iso',
    'evil.svg',
    'evil.exe',
    'evil.docm',
    'evil.xhtml',
    'evil.mht',
    'урок\u202Efdp.exe',
    'evil',
    'урок.рdf',
  ])('D58: %s is refused', async (name) =>
    expect(await refusal(name, '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')).toBe(
      'UNKNOWN_FORMAT',
    ),
  );
  it('D59: an extension that is not the content’s is refused with both named', async () => {
    const png = await sharp({ create: { width: 2, height: 2, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    await expect(read('a.pdf', png)).rejects.toThrow(/имя говорит \.pdf, содержание — \.png/);
    expect(await refusal('a.png', '<html><script>alert(1)</script></html>')).toBe('EXTENSION_MISMATCH');
    expect(await refusal('a.txt', simplePdf())).toBe('EXTENSION_MISMATCH');
    expect(await refusal('a.txt', Buffer.from([0x4d, 0x5a, 0, 0, 1]))).not.toMatch(/taken/);
    expect(await refusal('a.txt', '')).toBe('EMPTY');
  });
  it('D58: macros are refused, whatever the extension says', async () => {
    const macro = 'application/vnd.ms-word.document.macroEnabled.main+xml';
    expect(await refusal('a.docx', await zipOf(docxParts(paragraph('а'), '', macro)))).toBe('MACROS');
    expect(
      await refusal('a.docx', await zipOf({ ...docxParts(paragraph('а')), 'word/vbaProject.bin': 'x' })),
    ).toBe('MACROS');
  });
  it('D60: what a page or a Markdown text would run is gone from its preview', async () => {
    const evil =
      '<img src=x onerror=alert(1)><a href="javascript:alert(2)">раз</a><script>alert(3)</script><iframe src="//evil"></iframe><svg onload=alert(4)></svg><p style="background:url(//evil)" onclick="x()">Текст</p><a href="data:text/html,x">два</a>';
    for (const name of ['a.html', 'a.md']) {
      const { html } = await read(name, `<p>Начало</p>\n\n${evil}\n\n[три](javascript:alert(5))`);
      expect(html).toContain('Текст');
      expect(html!.match(/<[^>]*>/g)!.join('')).not.toMatch(
        /<(script|iframe|svg|img|style)|href="(?!https?:|mailto:)|\son\w+=|style=/i,
      );
    }
  });
  it('D61: a picture of 30,000 × 30,000 is refused before it is decoded', async () => {
    const chunk = (type: string, data: Buffer): Buffer => {
      const body = Buffer.concat([Buffer.from(type), data]);
      const whole = Buffer.alloc(body.length + 8);
      whole.writeUInt32BE(data.length, 0);
      body.copy(whole, 4);
      whole.writeUInt32BE(crc32(body), body.length + 4);
      return whole;
    };
    const header = Buffer.alloc(13);
    header.writeUInt32BE(30_000, 0);
    header.writeUInt32BE(30_000, 4);
    header.set([1, 0, 0, 0, 0], 8);
    const png = Buffer.concat([
      Buffer.from('89504e470d0a1a0a', 'hex'),
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(Buffer.alloc(1000))),
      chunk('IEND', Buffer.alloc(0)),
    ]);
    expect(await refusal('a.png', png)).toBe('TOO_MANY_PIXELS');
  });
  it('D63: a remote template is never fetched', async () => {
    let asked = 0;
    const server = createServer((_, response) => response.end(String(asked++)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`;
    const relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="${url}" TargetMode="External"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="${url}" TargetMode="External"/></Relationships>`;
    await read(
      'a.docx',
      await zipOf({
        ...docxParts(paragraph('а')),
        'word/_rels/document.xml.rels': relations,
        'word/_rels/settings.xml.rels': relations,
      }),
    );
    await read('a.html', `<p>а</p><img src="${url}"><link rel=stylesheet href="${url}">`);
    server.close();
    expect(asked).toBe(0);
  });
});

describe('hostile archives', () => {
  const honest = (): Promise<Buffer> =>
    zipOf({ ...docxParts(paragraph('а')), 'word/aaaaaaaaaaaa.xml': '<a/>', 'word/bbbbbbbbbbbb.xml': '<b/>' });
  const swap = (zip: Buffer, from: string, to: string): Buffer =>
    Buffer.from(zip.toString('latin1').replaceAll(from, to), 'latin1');

  it('E67: a document of 64 MB in 64 KB is kept without its text', async () => {
    const huge = await zipOf(docxParts(`<w:p>${' '.repeat(64 * 2 ** 20)}</w:p>`));
    expect(huge.length).toBeLessThan(100_000);
    expect(await read('a.docx', huge)).toMatchObject({ format: 'DOCX', textState: 'FAILED', passages: [] });
  });
  it('E68: an entry longer than it says is refused', async () => {
    const zip = await zipOf(docxParts(paragraph('а'.repeat(5000))));
    const at = zip.indexOf(Buffer.from('504b0102', 'hex'), zip.indexOf('PK\x01\x02') + 4);
    const central = zip.lastIndexOf(Buffer.from('504b0102', 'hex'));
    expect(at).toBeGreaterThan(0);
    zip.writeUInt32LE(100, central + 24);
    expect(await refusal('a.docx', zip)).toBe('UNSAFE_ARCHIVE');
  });
  it('E69: entries that lie over each other are refused', async () => {
    const zip = await honest();
    const first = zip.indexOf(Buffer.from('504b0102', 'hex'));
    const last = zip.lastIndexOf(Buffer.from('504b0102', 'hex'));
    zip.writeUInt32LE(zip.readUInt32LE(first + 42), last + 42);
    expect(await refusal('a.docx', zip)).toBe('UNSAFE_ARCHIVE');
  });
  it('E70: a path out of the archive is refused', async () => {
    expect(
      await refusal('a.docx', swap(await honest(), 'word/aaaaaaaaaaaa.xml', '../../../../../e.xml')),
    ).toBe('UNSAFE_ARCHIVE');
    expect(
      await refusal(
        'a.docx',
        swap(await honest(), 'word/aaaaaaaaaaaa.xml', '/etc/cron.daily/x.xml'.slice(0, 21)),
      ),
    ).toBe('UNSAFE_ARCHIVE');
  });
  it('E71: links, ciphers, doubles, archives in archives and too many entries', async () => {
    expect(
      await refusal(
        'a.docx',
        await zipOf({ ...docxParts(paragraph('а')), 'word/l.xml': { link: '/etc/passwd' } }),
      ),
    ).toBe('UNSAFE_ARCHIVE');
    expect(
      await refusal('a.docx', swap(await honest(), 'word/bbbbbbbbbbbb.xml', 'word/aaaaaaaaaaaa.xml')),
    ).toBe('UNSAFE_ARCHIVE');
    const ciphered = await honest();
    const central = ciphered.lastIndexOf(Buffer.from('504b0102', 'hex'));
    ciphered.writeUInt16LE(ciphered.readUInt16LE(central + 8) | 1, central + 8);
    expect(await refusal('a.docx', ciphered)).toBe('ENCRYPTED');
    expect(
      await refusal('a.zip', await zipOf({ 'a.txt': 'а', 'b.zip': await zipOf({ 'c.txt': 'в' }) })),
    ).toBe('UNSAFE_ARCHIVE');
    expect(await refusal('a.zip', await zipOf({ 'a.txt': 'а', 'run.exe': 'MZ' }))).toBe('UNSAFE_ARCHIVE');
    expect(await refusal('a.zip', await zipOf({ 'a.txt': 'а' }))).toBe('taken as ZIP, EMPTY');
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`word/${at}.xml`, '']));
    expect(await refusal('a.docx', await zipOf({ ...docxParts(paragraph('а')), ...many }))).toBe(
      'taken as DOCX, FAILED',
    );
  });
  it('E72: entities neither grow nor reach for files', async () => {
    const laughs = Array.from(
      { length: 9 },
      (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`,
    ).join('');
    const bomb = docxParts(paragraph('&l9;'), `<!DOCTYPE x [<!ENTITY l0 "lol">${laughs}]>`);
    expect(await refusal('a.docx', await zipOf(bomb))).toBe('UNSAFE_ARCHIVE');
    const external = docxParts(paragraph('&x;'), `<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>`);
    expect(await refusal('a.docx', await zipOf(external))).toBe('UNSAFE_ARCHIVE');
    for (const name of ['a.html', 'a.md']) {
      const entity = await read(
        name,
        `<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>начало &x; конец</p>`,
      );
      expect(texts(entity)).not.toContain('root:');
    }
  });
});

describe('hostile and broken PDF', () => {
  it('E73: a page of 32 MB in two layers of Flate, a circle of pages, scripts and a broken table only cost their text', async () => {
    const layers = deflateSync(deflateSync(Buffer.alloc(32 * 2 ** 20, 32)));
    const pages = '<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 100000 >>';
    const script =
      '<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>';
    const hostile = {
      'layers.pdf': simplePdf(layers, '/Filter [/FlateDecode /FlateDecode]'),
      'circle.pdf': pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', pages]),
      'script.pdf': pdfOf([script, '<< /Type /Pages /Kids [] /Count 0 >>']),
      'table.pdf': Buffer.concat([simplePdf().subarray(0, -60), Buffer.from('startxref\n99999999\n%%EOF')]),
      'cut.pdf': simplePdf().subarray(0, 200),
    };
    const results = await Promise.all(Object.entries(hostile).map(([name, bytes]) => refusal(name, bytes)));
    for (const result of results) expect(result).toMatch(/^taken as PDF, (EMPTY|FAILED|READY)$/);
    expect(await refusal('good.pdf', simplePdf())).toBe('taken as PDF, READY');
  });
});

describe('the worker', () => {
  it('E74: outlives mutated files; the queue drains and a good file is read after them', async () => {
    const good = [
      ['a.docx', await zipOf(docxParts(paragraph('Текст для порчи')))],
      [
        'a.rtf',
        Buffer.from(
          '{\\rtf1\\ansi\\ansicpg1251 \\b \\u1059?\\u1088?\\b0 text {\\field{\\*\\fldinst HYPERLINK "x"}}\\par}',
        ),
      ],
      ['a.pdf', simplePdf()],
      ['a.md', Buffer.from('# Заголовок\n\n| a | b |\n|---|---|\n| 1 | 2 |\n')],
    ] as const;
    let seed = 42;
    const random = (below: number): number => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % below;
    const rounds = Number(process.env.FUZZ_ROUNDS ?? 40);
    const outcomes = await Promise.all(
      Array.from({ length: rounds }, (_, round) => {
        const [name, bytes] = good[round % good.length]!;
        const broken = Buffer.from(bytes);
        for (let change = 0; change < 1 + random(12); change++) broken[random(broken.length)] = random(256);
        return refusal(name, broken);
      }),
    );
    expect(outcomes).toHaveLength(rounds);
    for (const [name, bytes] of good) expect(await refusal(name, bytes)).toMatch(/READY$/);
  });

  it('ends a reading that takes too long or too much and reads the next file', async () => {
    const hasty = new FileReader({ workers: 1, timeoutMs: 1 });
    expect(await read('slow.pdf', simplePdf(), hasty).catch(({ reason }: { reason: string }) => reason)).toBe(
      'UNREADABLE',
    );
    hasty.close();
    const small = new FileReader({ workers: 1, residentMb: 20 });
    const heavy = simplePdf(
      deflateSync(deflateSync(Buffer.alloc(128 * 2 ** 20, 32))),
      '/Filter [/FlateDecode /FlateDecode]',
    );
    const outcome = await read('heavy.pdf', heavy, small).then(
      ({ textState }) => textState,
      ({ reason }: { reason: string }) => reason,
    );
    expect(['FAILED', 'UNREADABLE']).toContain(outcome);
    small.close();
    expect(await refusal('a.md', 'Дальше')).toBe('taken as MD, READY');
  });
});

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
