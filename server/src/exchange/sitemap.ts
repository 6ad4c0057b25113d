import { Readable } from 'node:stream';
import type { Pool } from 'pg';
import { SitemapIndexStream, type SitemapItemLoose, SitemapStream } from 'sitemap';
import { fileUrl, thumbnailUrl } from '../materials/file-format.js';
import { IS_PUBLIC, MATERIALS } from '../materials/material.sql.js';
import { PUBLIC_THEME } from '../vocabulary/vocabulary.sql.js';

/** Addresses in one part, well below the standard's 50,000 and 50 MB with two languages each. */
const PART_SIZE = 20_000;

/** Sitemaps of the public pages; what is not public is not in them. */
export class Sitemaps {
  constructor(
    private readonly pool: Pool,
    private readonly publicUrl: string,
    private readonly partSize = PART_SIZE,
  ) {}

  /** The index: the pages of the bank, then the materials in parts. */
  async index(): Promise<Readable> {
    const { rows } = await this.pool.query<{ parts: number }>({
      name: 'sitemap-parts',
      text: `select ceil(count(*)::float8 / $1)::int as parts from ${MATERIALS} where ${IS_PUBLIC}`,
      values: [this.partSize],
    });
    const parts = Array.from({ length: rows[0]!.parts }, (_, at) => `materials-${at + 1}`);
    const items = ['pages', ...parts].map((name) => ({ url: `${this.publicUrl}/sitemaps/${name}.xml` }));
    return Readable.from(items).pipe(new SitemapIndexStream());
  }

  /** A part by its name, `pages` or `materials-N`; undefined where there is none. */
  async part(name: string): Promise<Readable | undefined> {
    const number = /^materials-([1-9]\d{0,4})$/.exec(name)?.[1];
    if (name !== 'pages' && !number) return undefined;
    const items = number ? await this.materials(Number(number)) : await this.pages();
    if (items.length === 0) return undefined;
    return Readable.from(items).pipe(new SitemapStream({ hostname: this.publicUrl, xmlns: XMLNS }));
  }

  private async pages(): Promise<SitemapItemLoose[]> {
    const { rows } = await this.pool.query<{ path: string }>({
      name: 'sitemap-pages',
      text: `select unnest(array['', 'catalogue', 'themes', 'networks', 'organizations', 'authors', 'collections', 'calls', 'decisions', 'experience', 'about']) as path
        union all select 'themes/' || slug from priority_theme t where ${PUBLIC_THEME}
        union all select 'networks/' || slug from network
        union all select 'organizations/' || slug from organization
        union all select 'collections/' || slug from collection where visibility = 'PUBLIC'
        union all select 'experience/' || year || '-' || number from experience_address where state = 'ENTERED'
        union all (select distinct 'authors/' || p.slug from person p join contribution c on c.person_id = p.id
          join material m on m.published_version_id = c.material_version_id where ${IS_PUBLIC} limit ${PART_SIZE})`,
    });
    return rows.map(({ path }) => this.item(`/${path}`));
  }

  private async materials(part: number): Promise<SitemapItemLoose[]> {
    const { rows } = await this.pool.query<MaterialRow>({
      name: 'sitemap-materials',
      text: `select m.slug, greatest(m.updated_at, v.updated_at) as "updatedAt", v.title, v.annotation,
          m.published_at as "publishedAt", film.id as "filmId", film.name as "filmName", film.seconds as "seconds"
        from ${MATERIALS} left join lateral (
          select f.id, f.name, c.duration_seconds as seconds from stored_file f join file_content c on c.sha256 = f.sha256
          where f.material_version_id = v.id and c.format in ('MP4', 'WEBM') and c.thumbnail_sha256 is not null
          order by f.position limit 1) film on true
        where ${IS_PUBLIC} order by m.id limit $1 offset $2`,
      values: [this.partSize, (part - 1) * this.partSize],
    });
    return rows.map((row) => ({
      ...this.item(`/materials/${row.slug}`),
      lastmod: row.updatedAt.toISOString(),
      ...(row.filmId && { video: [this.video(row, row.filmId)] }),
    }));
  }

  private item(path: string): SitemapItemLoose {
    const russian = `${this.publicUrl}${path}`;
    const english = `${this.publicUrl}/en${path === '/' ? '' : path}`;
    return {
      url: russian,
      links: [
        { lang: 'ru', url: russian },
        { lang: 'en', url: english },
      ],
    };
  }

  private video({ title, annotation, publishedAt, filmName, seconds }: MaterialRow, id: string): VideoItem {
    return {
      thumbnail_loc: this.publicUrl + thumbnailUrl(id),
      title: title.slice(0, 100),
      description: (annotation || title).slice(0, 2048),
      content_loc: `${this.publicUrl}${fileUrl(id, filmName!)}?inline`,
      publication_date: publishedAt.toISOString(),
      ...(seconds && { duration: Math.max(1, Math.round(seconds)) }),
    };
  }
}

type VideoItem = Exclude<NonNullable<SitemapItemLoose['video']>, unknown[]>;

interface MaterialRow {
  slug: string;
  updatedAt: Date;
  title: string;
  annotation: string;
  publishedAt: Date;
  filmId: string | null;
  filmName: string | null;
  seconds: number | null;
}

const XMLNS = { news: false, image: false, video: true, xhtml: true };
