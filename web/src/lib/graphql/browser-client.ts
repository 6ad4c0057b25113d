import { makeClient } from './client.ts';

/** The browser's one client of the API, with its cache; it comes when something is first asked, not with the page. */
export const browserClient = makeClient(fetch);
