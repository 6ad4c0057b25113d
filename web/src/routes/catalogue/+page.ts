import type { PageLoad } from './$types';

/** Parts that only some visits show come only with those: most of the page's script is for all. */
export const load: PageLoad = async ({ data }) => ({
  ...data,
  EmptyResult: data.help && (await import('./EmptyResult.svelte')).default,
  Notes:
    data.state.query || data.result.simplified || data.result.byMeaning === false
      ? (await import('./Notes.svelte')).default
      : null,
  Bookmark: data.kept && (await import('#lib/reader/BookmarkButton.svelte')).default,
});
