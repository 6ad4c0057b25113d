import type { IncomingHttpHeaders } from 'node:http';
import type { Pool } from 'pg';
import type { Actor } from '../../platform/actor.js';
import { isProgram } from './programs.js';
import type { UsageCounter } from './usage-counter.js';

/** A page that was asked for. */
export interface AskedPage {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** The page of a material, in any language of the interface. */
const MATERIAL_PAGE = /^\/(?:en\/)?materials\/([a-z0-9-]{1,120})(?:\?|$)/;

/**
 * Counts how often the pages of materials are read. Nobody's reading is recorded, only that somebody read. Programs
 * that call themselves so, pages that a browser fetches on a guess, and the authors of the material do not count.
 */
export class MaterialViews {
  /** @param authenticate tells by the cookies who asks */
  constructor(
    private readonly usage: UsageCounter,
    private readonly pool: Pool,
    private readonly authenticate: (cookies: string | undefined) => Promise<Actor>,
  ) {}

  /** A page was given with a status; counts when it is that of a material and somebody reads it. */
  async given({ method, url, headers }: AskedPage, status: number): Promise<void> {
    const slug = MATERIAL_PAGE.exec(url ?? '')?.[1];
    // 304: the browser had it already, and shows it again
    if (slug && method === 'GET' && (status === 200 || status === 304)) await this.read(slug, headers);
  }

  /** Somebody came to a material's page by a link within the site. */
  async read(slug: string, headers: IncomingHttpHeaders): Promise<void> {
    if (isNoReader(headers) || (await this.isOwn(slug, headers.cookie))) return;
    this.usage.view(slug);
  }

  private async isOwn(slug: string, cookies: string | undefined): Promise<boolean> {
    const actor = cookies ? await this.authenticate(cookies) : undefined;
    if (actor?.kind !== 'member') return false;
    const { rows } = await this.pool.query({
      name: 'views-of-own',
      text: `select 1 from material m
        where m.slug = $1 and (m.owner_id = $2 or exists (select 1 from contribution c
          where c.material_version_id = m.published_version_id and c.person_id = $3))`,
      values: [slug, actor.accountId, actor.personId],
    });
    return rows.length > 0;
  }
}

/** A program, or a browser that fetches on a guess. */
function isNoReader(headers: IncomingHttpHeaders): boolean {
  const purpose = `${String(headers['sec-purpose'] ?? '')}${String(headers['purpose'] ?? '')}`;
  return isProgram(headers['user-agent']) || /prefetch|preview/i.test(purpose);
}
