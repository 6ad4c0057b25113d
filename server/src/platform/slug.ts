import { slugify } from 'transliteration';

/** Longest slug, characters; a longer one ends at a word. */
const MAX_LENGTH = 80;

/** Last part of an address made of a Russian or other text: Latin letters, digits and hyphens. */
export function toSlug(text: string): string {
  const slug = slugify(text.toLowerCase().replace(/№/g, 'n '), { separator: '-', allowedChars: 'a-z0-9' });
  if (slug.length <= MAX_LENGTH) return slug || 'x';
  const cut = slug.slice(0, MAX_LENGTH + 1);
  return cut.slice(0, Math.max(cut.lastIndexOf('-'), MAX_LENGTH / 2)).replace(/-+$/, '');
}

/** The first of `slug`, `slug-2`, `slug-3` … that is not taken. */
export async function freeSlug(
  text: string,
  taken: (slug: string) => Promise<boolean> | boolean,
): Promise<string> {
  const slug = toSlug(text);
  if (!(await taken(slug))) return slug;
  for (let number = 2; ; number++) if (!(await taken(`${slug}-${number}`))) return `${slug}-${number}`;
}
