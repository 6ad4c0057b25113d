/** Lists that are said of a theme, checked. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { IS_AUTHOR } from '../../directory/directory.sql.js';
import { IS_PUBLIC } from '../../materials/material.sql.js';
import { InvalidInput } from '../../platform/errors.js';
import { cleanLine } from '../../platform/clean-text.js';
import { requiredLine } from '../../platform/plain-text.js';
import { sqlArray } from '../../platform/sql-array.js';

/** As long as a name may be: a merge makes the one of the other. */
const LABEL = 150;

/** Synonyms, each once, none of them the name itself. */
export function cleanLabels(labels: readonly string[], title: string): string[] {
  const known = new Set([title.toLowerCase()]);
  return labels.flatMap((typed) => {
    if (!cleanLine(typed) || known.has(cleanLine(typed).toLowerCase())) return [];
    const label = requiredLine('altLabels', typed, LABEL);
    if (known.has(label.toLowerCase())) return [];
    known.add(label.toLowerCase());
    return [label];
  });
}

/** Addresses of the same concept elsewhere. @throws InvalidInput for what is no http address */
export function cleanMatches(addresses: readonly string[]): string[] {
  const clean = addresses.map(cleanLine).filter(Boolean);
  const parsed = clean.map((address) => {
    const url = URL.parse(address);
    if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
      throw new InvalidInput({ exactMatch: noAddress(address) });
    // what no IRI may hold
    return url.href.replace(/[{}|^`\\<>"\s]/g, encodeURIComponent);
  });
  return [...new Set(parsed)];
}

/** Ids of authors by their slugs, in the same order. @throws InvalidInput for those who are none */
export async function authorsBySlug(
  em: EntityManager,
  field: string,
  typed: readonly string[],
): Promise<string[]> {
  const slugs = typed.map(cleanLine);
  const rows = await em.execute<{ id: string; slug: string }[]>(
    `select p.id, p.slug from person p where p.slug = any(?) and ${IS_AUTHOR}`,
    [sqlArray(slugs)],
  );
  return inOrder(field, slugs, rows, noAuthor);
}

/** Whether a material `m` is public and of a theme, or of one that lies under it where the second parameter says so. */
const IS_COVERED = `${IS_PUBLIC} and exists (
  with recursive covered as (select ?::uuid as id
    union select t.id from priority_theme t join covered on t.broader_id = covered.id where ?)
  select from material_version_theme vt join covered on covered.id = vt.priority_theme_id
  where vt.material_version_id = m.published_version_id)`;

/**
 * Ids of public materials of a theme by their slugs, in the same order.
 * @param reach whether materials of its narrower themes count as its own
 * @throws InvalidInput for others
 */
export async function materialsOf(
  em: EntityManager,
  theme: string,
  typed: readonly string[],
  reach: 'with-narrower' | 'own' = 'with-narrower',
): Promise<string[]> {
  const slugs = typed.map(cleanLine);
  const rows = await em.execute<{ id: string; slug: string }[]>(
    `select m.id, m.slug from material m where m.slug = any(?) and ${IS_COVERED}`,
    [sqlArray(slugs), theme, reach === 'with-narrower'],
  );
  return inOrder('materials', slugs, rows, notOfTheme);
}

/** Slugs of those of the materials that a theme does not cover any more. */
export async function leftTheme(
  em: EntityManager,
  theme: string,
  materials: readonly string[],
): Promise<string[]> {
  const rows = await em.execute<{ slug: string }[]>(
    `select m.slug from material m where m.id = any(?::uuid[]) and not (${IS_COVERED})`,
    [sqlArray(materials), theme, true],
  );
  return rows.map(({ slug }) => slug);
}

function inOrder(
  field: string,
  slugs: readonly string[],
  rows: readonly { id: string; slug: string }[],
  fault: (slug: string) => { ru: string; en: string },
): string[] {
  const ids = new Map(rows.map(({ id, slug }) => [slug, id]));
  return [...new Set(slugs)].map((slug) => {
    const id = ids.get(slug);
    if (!id) throw new InvalidInput({ [field]: fault(slug) });
    return id;
  });
}

const noAddress = (address: string) => ({
  ru: `нужен адрес, который начинается с http:// или https://, а не «${address}»`,
  en: `an address with http:// or https:// is needed, not “${address}”`,
});
const noAuthor = (slug: string) => ({
  ru: `среди авторов банка нет «${slug}»: возьмите последнюю часть адреса страницы автора`,
  en: `“${slug}” is no author of the bank: take the last part of the address of the author's page`,
});
const notOfTheme = (slug: string) => ({
  ru: `в теме нет опубликованного материала «${slug}»`,
  en: `the theme has no published material “${slug}”`,
});
