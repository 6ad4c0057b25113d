import type { Reroute } from '@sveltejs/kit/hooks';
import { withoutLocale } from '#lib/locale.ts';

/** `/en/catalogue` and `/catalogue` are one route in two languages. */
export const reroute: Reroute = ({ url }) => withoutLocale(url.pathname);
