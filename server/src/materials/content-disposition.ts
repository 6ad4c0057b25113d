import { transliterate } from 'transliteration';

/**
 * A Content-Disposition by RFC 6266: the true name in RFC 8187 form, and a Latin one for programs that know no better.
 * Nothing in a name can end the header or begin another.
 */
export function contentDisposition(type: 'attachment' | 'inline', name: string): string {
  const latin = transliterate(name)
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/["\\%;/]/g, '_')
    .trim();
  const full = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${type}; filename="${latin || 'file'}"; filename*=UTF-8''${full}`;
}
