import { afterNavigate } from '$app/navigation';

/**
 * Tells the bank that a reader came to a material by a link within the site; a page that was asked for as a whole is
 * counted by the server. From where the reader came says whether a result of a search was opened. Call it while a component is made.
 * @param slug of the material that is shown
 */
export function tellOfReader(slug: () => string): void {
  afterNavigate(({ from, to, type }) => {
    if (type === 'enter' || from?.url.pathname === to?.url.pathname) return;
    const came = from ? `?${new URLSearchParams({ from: from.url.pathname + from.url.search })}` : '';
    navigator.sendBeacon(`/views/${encodeURIComponent(slug())}${came}`);
  });
}
