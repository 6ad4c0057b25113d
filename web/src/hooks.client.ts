import { localeOf } from '#lib/locale.ts';
import { overwriteGetLocale } from '#lib/paraglide/runtime.js';

// changing the language loads the page anew, so it is one for the life of the page
const locale = localeOf(location.pathname);
overwriteGetLocale(() => locale);
