import { create } from 'xmlbuilder2';
import { KIND_LABELS } from '../../materials/kind-labels.js';
import type { MaterialType } from '../../materials/material.type.js';
import { licenseName } from '../license-text.js';

/** A page of a feed. */
export interface AtomPage {
  /** Stays the same whatever the feed is called and wherever it lies. */
  readonly id: string;
  readonly title: string;
  /** Page of the site that shows the same. */
  readonly alternate: string;
  /** Address of the first page of the feed. */
  readonly first: string;
  /** Address of this page. */
  readonly self: string;
  /** Address of the page with older materials; null on the last one. */
  readonly next: string | null;
  /** When what it is about last changed, for a feed that is empty. */
  readonly updated: Date;
  readonly materials: readonly MaterialType[];
}

const AGE_RATING = { AGE_0: '0+', AGE_6: '6+', AGE_12: '12+', AGE_16: '16+' } as const;

/** Writes a page of a feed (Atom, RFC 4287; pages by RFC 5005). */
export function atom(page: AtomPage, publicUrl: string): string {
  const { materials } = page;
  const updated = materials.reduce(
    (last, one) => (one.updatedAt > last ? one.updatedAt : last),
    page.updated,
  );
  const feed = create({ version: '1.0', encoding: 'UTF-8' }).ele('http://www.w3.org/2005/Atom', 'feed', {
    'xml:lang': 'ru',
  });
  feed.ele('id').txt(page.id);
  feed.ele('title').txt(page.title);
  feed.ele('updated').txt(updated.toISOString());
  // an entry without a named author has the feed's
  feed.ele('author').ele('name').txt('Методбанк');
  feed.ele('generator', { uri: publicUrl }).txt('Методбанк');
  feed.ele('icon').txt(`${publicUrl}/favicon.svg`);
  link(feed, 'self', page.self, 'application/atom+xml');
  link(feed, 'first', page.first, 'application/atom+xml');
  if (page.next) link(feed, 'next', page.next, 'application/atom+xml');
  link(feed, 'alternate', page.alternate, 'text/html');
  for (const material of materials) entry(feed, material, publicUrl);
  return feed.end({ prettyPrint: true });
}

type Builder = ReturnType<typeof create>;

function entry(feed: Builder, material: MaterialType, publicUrl: string): void {
  const age = AGE_RATING[material.ageRating];
  const one = feed.ele('entry');
  one.ele('id').txt(`urn:uuid:${material.id}`);
  one.ele('title').txt(clean([material.title, material.subtitle].filter(Boolean).join('. ')));
  one.ele('updated').txt(material.updatedAt.toISOString());
  one.ele('published').txt(material.publishedAt.toISOString());
  for (const { name } of material.contributions) one.ele('author').ele('name').txt(clean(name));
  link(one, 'alternate', `${publicUrl}/materials/${material.slug}`, 'text/html');
  for (const { downloadUrl, mediaType, size, name } of material.files)
    one.ele('link', {
      ...{ rel: 'enclosure', href: publicUrl + downloadUrl, type: mediaType },
      ...{ length: String(size), title: clean(name) },
    });
  one.ele('category', { term: material.kind, label: KIND_LABELS[material.kind] });
  for (const { slug, title } of material.themes)
    one.ele('category', { term: slug, scheme: `${publicUrl}/themes`, label: clean(title) });
  one.ele('rights').txt(licenseName(material.license));
  // the age mark has to be seen wherever a material is (436-ФЗ)
  one.ele('summary').txt(clean([material.annotation, age].filter(Boolean).join(' ')));
}

function link(parent: Builder, rel: string, href: string, type: string): void {
  parent.ele('link', { rel, href, type });
}

/** Without what XML 1.0 cannot hold. */
function clean(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu, '');
}
