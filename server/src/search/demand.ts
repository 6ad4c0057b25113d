import type { Pool } from 'pg';
import { CallReads } from '../council/calls/call.reads.js';
import { VocabularyReads } from '../vocabulary/vocabulary.reads.js';
import { GapReads } from './gaps/gap.reads.js';
import { GapResolver } from './gaps/gap.resolver.js';
import { GapService } from './gaps/gap.service.js';
import { NearThemeResolver } from './gaps/near-theme.resolver.js';
import { RequestResolver } from './requests/request.resolver.js';
import { RequestService } from './requests/request.service.js';
import type { SearchService } from './search.service.js';
import { SupplyReads } from './theme-map/supply.reads.js';
import { ThemeMapResolver } from './theme-map/theme-map.resolver.js';
import { ThemeMapService } from './theme-map/theme-map.service.js';

/** What the bank lacks, in the API, with what it stands on. */
export function demandResolvers(pool: Pool, search: SearchService): readonly object[] {
  const gaps = gapReads(pool, search);
  return [
    new GapResolver(new GapService(gaps)),
    new NearThemeResolver(gaps),
    new RequestResolver(new RequestService(pool, gaps)),
    new ThemeMapResolver(themeMapService(pool, search)),
  ];
}

/** What makes the theme map. */
export function themeMapService(pool: Pool, search: SearchService): ThemeMapService {
  const analyser = async () => (await search.knowledge()).analyser;
  return new ThemeMapService(new SupplyReads(pool), gapReads(pool, search), new CallReads(pool), analyser);
}

function gapReads(pool: Pool, search: SearchService): GapReads {
  return new GapReads(pool, new VocabularyReads(pool), () => search.knowledge());
}
