/** Languages of the interface; Russian is the base and has no prefix. */
export type Locale = 'ru' | 'en';

const english = /^\/en(?=\/|$)/;

/** The language that an address asks for. */
export const localeOf = (pathname: string): Locale => (english.test(pathname) ? 'en' : 'ru');

/** The address without its language, `/catalogue` for `/en/catalogue`. */
export const withoutLocale = (pathname: string): string => pathname.replace(english, '') || '/';

/** The same address in a language. */
export function inLocale(pathname: string, locale: Locale): string {
  const path = withoutLocale(pathname);
  if (locale === 'ru') return path;
  return path === '/' ? '/en' : `/en${path}`;
}
