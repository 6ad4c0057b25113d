/** Begins at the top of this site, and has nothing in its path that some program takes for another host. */
const OURS = /^\/(?![/\\])(?:(?!%2f|%5c)[^@\\?#])*(?:[?#]|$)/i;

/**
 * An address that a form or a link names to return to; never leads to another site, whatever it says (C55).
 * @param here the present address
 * @param otherwise where to go when it names nothing of ours
 */
export function localAddress(back: FormDataEntryValue | null, here: URL, otherwise: string): string {
  if (typeof back !== 'string' || !OURS.test(back) || !URL.canParse(back, here)) return otherwise;
  const target = new URL(back, here);
  if (target.origin !== here.origin) return otherwise;
  // dots may leave a second slash at the front, which would name another host
  return target.pathname.replace(/^\/+/, '/') + target.search + target.hash;
}
