/**
 * An address that a form or a link names to return to; never leads to another site, whatever it says.
 * @param here the present address
 * @param otherwise where to go when it names nothing of ours
 */
export function localAddress(back: FormDataEntryValue | null, here: URL, otherwise: string): string {
  if (typeof back !== 'string' || !back || !URL.canParse(back, here)) return otherwise;
  const target = new URL(back, here);
  if (target.origin !== here.origin) return otherwise;
  // a second slash at the front would name another host
  return target.pathname.replace(/^\/+/, '/') + target.search + target.hash;
}
