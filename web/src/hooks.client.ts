import type { HandleClientError } from '@sveltejs/kit/hooks';
import { localeOf } from '#lib/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import { overwriteGetLocale } from '#lib/paraglide/runtime.js';

// changing the language loads the page anew, so it is one for the life of the page
const locale = localeOf(location.pathname);
overwriteGetLocale(() => locale);

export const handleError: HandleClientError = ({ kind }) =>
  kind === 'unknown' ? { message: m.error_internal() } : undefined;
