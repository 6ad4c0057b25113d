import { afterNavigate } from '$app/navigation';

/**
 * Tells the bank that a reader came to a material by a link within the site; a page that was asked for as a whole is
 * counted by the server. Call it while a component is made.
 * @param slug of the material that is shown
 */
export function tellOfReader(slug: () => string): void {
  afterNavigate(({ from, to, type }) => {
    if (type === 'enter' || from?.url.pathname === to?.url.pathname) return;
    navigator.sendBeacon(`/views/${encodeURIComponent(slug())}`);
  });
}
