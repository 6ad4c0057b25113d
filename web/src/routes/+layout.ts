import type { LayoutLoad } from './$types';

/** What only members see of the shell comes only to them. */
export const load: LayoutLoad = async ({ data }) => ({
  ...data,
  Bell: data.unread === null ? null : (await import('#lib/shell/Bell.svelte')).default,
  AccountMenu: data.viewer ? (await import('#lib/shell/AccountMenu.svelte')).default : null,
});
