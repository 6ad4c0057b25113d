import QRCode from 'qrcode';
import sharp from 'sharp';
import { create } from 'xmlbuilder2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BootedApp, bootApp } from '../../test/app.js';
import {
  buildMaterial,
  buildNetwork,
  buildOrganization,
  buildPerson,
  buildTheme,
} from '../../test/builders.js';
import { MaterialStatus } from '../materials/material-enums.js';
import { Sitemaps } from './sitemap.js';
import { text } from 'node:stream/consumers';

let app: BootedApp;

beforeAll(async () => {
  app = await bootApp({ config: { publicUrl: 'https://bank.example' } });
  const em = app.orm.em.fork();
  const organization = buildOrganization(em);
  buildNetwork(em, [organization]);
  buildTheme(em);
  for (let number = 0; number < 5; number++) {
    buildMaterial(em, { title: `Дроби & доли ${number}`, authors: [buildPerson(em)], organization });
  }
  const authors = [buildPerson(em, ['Тайная', 'Анна'])];
  buildMaterial(em, { status: MaterialStatus.WITHDRAWN, authors }).withdrawnAt = new Date();
  await em.flush();
  await app.search.catchUp();
});
afterAll(() => app.close());

const get = (path: string): Promise<Response> => fetch(app.url + path);
const locations = (xml: string): string[] => [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url]) => url!);

describe('what machines look for', () => {
  it('the QR code of a material says its address, and there is none of what nobody may see', async () => {
    const { data } = await app.gql('{ materials(first: 1) { nodes { slug } } }');
    const [{ slug }] = data.materials.nodes;
    const response = await get(`/materials/${slug}/qr.svg`);
    expect(response.headers.get('content-type')).toMatch(/^image\/svg\+xml/);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const { modules } = QRCode.create(`https://bank.example/materials/${slug}`, {
      errorCorrectionLevel: 'M',
    });
    // four modules of white round it: without them telephones do not see it
    const side = modules.size + 8;
    const picture = sharp(Buffer.from(await response.arrayBuffer())).flatten({ background: '#fff' });
    const dots = await picture
      .resize(side * 5, side * 5)
      .greyscale()
      .raw()
      .toBuffer();
    const drawn = (row: number, column: number) => dots[(row * 5 + 2) * side * 5 + column * 5 + 2]! < 128;
    for (let row = -4; row < modules.size + 4; row++) {
      for (let column = -4; column < modules.size + 4; column++) {
        const inside = Math.min(row, column) >= 0 && Math.max(row, column) < modules.size;
        const wanted = inside && modules.get(row, column) === 1;
        if (drawn(row + 4, column + 4) !== wanted) expect.fail(`${row}, ${column}: ${wanted}`);
      }
    }

    const hidden = await app.pool.query<{ slug: string }>(
      `select slug from material where status = 'WITHDRAWN'`,
    );
    expect((await get(`/materials/${hidden.rows[0]!.slug}/qr.svg`)).status).toBe(410);
    expect((await get('/materials/no-such/qr.svg')).status).toBe(404);
  });

  it('robots.txt opens the pages, closes the interfaces and names the sitemap', async () => {
    const response = await get('/robots.txt');
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    const robots = await response.text();
    expect(robots).toMatch(/^User-agent: \*\n/);
    expect(robots).toContain('\nDisallow: /graphql\n');
    expect(robots).toContain('\nSitemap: https://bank.example/sitemap.xml\n');
  });

  it('the sitemap leads to every public page in both languages, and to nothing else', async () => {
    const index = await (await get('/sitemap.xml')).text();
    expect(locations(index)).toEqual(
      ['pages', 'materials-1'].map((name) => `https://bank.example/sitemaps/${name}.xml`),
    );
    const materials = await (await get('/sitemaps/materials-1.xml')).text();
    create(materials); // well-formed
    expect(locations(materials)).toHaveLength(5);
    expect(materials).toMatch(
      /<xhtml:link rel="alternate" hreflang="en" href="https:\/\/bank\.example\/en\/materials\//,
    );
    expect(materials).toMatch(/<lastmod>20\d\d-/);
    const pages = locations(await (await get('/sitemaps/pages.xml')).text());
    expect(pages).toEqual(
      expect.arrayContaining(['https://bank.example/', 'https://bank.example/catalogue']),
    );
    for (const [kind, count] of Object.entries({ themes: 1, networks: 1, organizations: 1, authors: 5 })) {
      expect(pages.filter((url) => url.startsWith(`https://bank.example/${kind}/`))).toHaveLength(count);
    }
    expect((await get('/sitemaps/materials-2.xml')).status).toBe(404);
    expect((await get('/sitemaps/other.xml')).status).toBe(404);
  });

  it('the sitemap comes in parts where there are many', async () => {
    const sitemaps = new Sitemaps(app.pool, 'https://bank.example', 2);
    const parts = locations(await text(await sitemaps.index())).slice(1);
    expect(parts).toHaveLength(3);
    const all = await Promise.all(
      [1, 2, 3].map(async (part) => locations(await text((await sitemaps.part(`materials-${part}`))!))),
    );
    expect(new Set(all.flat()).size).toBe(5);
  });

  it('a browser can search the bank from its address bar, with suggestions', async () => {
    const response = await get('/opensearch.xml');
    expect(response.headers.get('content-type')).toBe('application/opensearchdescription+xml; charset=utf-8');
    const description = await response.text();
    const { OpenSearchDescription: root } = create(description).end({
      format: 'object',
    }) as unknown as Record<string, Record<string, string>>;
    expect(root!.ShortName!.length).toBeLessThanOrEqual(16);
    expect(description).toContain(
      'template="https://bank.example/catalogue?q={searchTerms}&amp;page={startPage?}"',
    );
    const suggestions = await get(`/opensearch/suggestions?q=${encodeURIComponent('дроб')}`);
    expect(suggestions.headers.get('content-type')).toBe('application/x-suggestions+json; charset=utf-8');
    const [typed, offered] = (await suggestions.json()) as [string, string[]];
    expect(typed).toBe('дроб');
    expect(offered.length).toBeGreaterThan(0);
    expect(await (await get('/opensearch/suggestions')).json()).toEqual(['', [], []]);
  });

  it('a material tells how to cite it', async () => {
    const { data } = await app.gql('{ materials(first: 1) { nodes { citation { gost bibtex ris } } } }');
    const [{ citation }] = data.materials.nodes;
    expect(citation.gost).toMatch(/Методбанк.*https:\/\/bank\.example\/materials\//);
    expect(citation.bibtex).toMatch(/^@misc/);
    expect(citation.ris).toMatch(/ER {2}- \r\n$/);
  });
});
