import type { IncomingHttpHeaders } from 'node:http';
import type { AskedPage } from '../../materials/usage/material-views.js';
import type { Client } from '../../platform/context.js';

/** What a reader opens of a result: the page of a material in any language, or its file; a list shows pictures by itself. */
const OPENED = /^\/(?:(?:en\/)?materials\/[a-z0-9-]{1,120}(?:\?|$)|files\/[^/]{1,40}\/(?!thumbnail\.webp))/;
/** Where results are shown. */
const CATALOGUE = /^\/(?:en\/)?catalogue$/;
const LONGEST = 500;

/** A search whose results were shown. */
export interface ShownSearch {
  readonly query: string;
  readonly exact: boolean;
}

/**
 * Tells from what a browser sends by itself that a result of a search was opened: whoever comes to a material from the
 * catalogue has the address of the catalogue with the query as the referrer. It works without scripts and holds nobody.
 */
export class OpenedHits {
  /**
   * @param publicUrl origin of the bank's own pages
   * @param opened counts that a result of a search was opened
   * @param counts whether the visitor with these cookies is one whose searches count
   */
  constructor(
    private readonly publicUrl: string,
    private readonly opened: (search: ShownSearch, client: Client) => Promise<void>,
    private readonly counts: (cookies: string | undefined) => Promise<boolean>,
  ) {}

  /** Something was given with a status; counts when it was opened out of the results. */
  async given(
    { method, url, headers }: AskedPage,
    status: number,
    address: string | undefined,
  ): Promise<void> {
    if (method !== 'GET' || !OPENED.test(url ?? '') || ![200, 206, 304].includes(status)) return;
    await this.from(headers.referer, headers, address);
  }

  /** A reader came from an address within the site, which a page tells. */
  async from(
    page: string | undefined,
    headers: IncomingHttpHeaders,
    address: string | undefined,
  ): Promise<void> {
    const search = page === undefined ? null : this.searchAt(page, headers.host);
    if (search && (await this.counts(headers.cookie)))
      await this.opened(search, { address, userAgent: headers['user-agent'] });
  }

  /** The search that an address of the catalogue shows; null for other addresses, those of other sites included. */
  private searchAt(page: string, host: string | undefined): ShownSearch | null {
    const url = URL.parse(page, this.publicUrl);
    if (!url || (url.host !== host && url.origin !== new URL(this.publicUrl).origin)) return null;
    const query = url.searchParams.get('q')?.trim() ?? '';
    if (!CATALOGUE.test(url.pathname) || !query || query.length > LONGEST) return null;
    return { query, exact: url.searchParams.get('exact') === '1' };
  }
}
