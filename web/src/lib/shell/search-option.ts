import { routes } from '#lib/routes.ts';

/** One line under the search field. */
export interface SearchOption {
  /** Where choosing it leads. */
  href: string;
  title: readonly { text: string; match: boolean }[];
  /** What it is: «Тема», «Автор». */
  kind: string;
  detail: string | null;
  /** The query itself, when the line is a query and not a thing. */
  query: string | null;
}

/** The catalogue searched for some words. */
export const searchAddress = (query: string): string =>
  routes.catalogue(new URLSearchParams(query ? { q: query } : {}));
