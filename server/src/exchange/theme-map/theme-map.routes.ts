import type { FastifyInstance } from 'fastify';
import { contentDisposition } from '../../materials/content-disposition.js';
import { MaterialKind } from '../../materials/material-enums.js';
import type { Actor } from '../../platform/actor.js';
import { dayIn, MOSCOW } from '../../platform/time-zone.js';
import type { ThemeMapService } from '../../search/theme-map/theme-map.service.js';
import { EducationLevel } from '../../vocabulary/education-level.js';
import { themeMapWorkbook } from './theme-map-workbook.js';

/** What the route stands on. */
export interface ThemeMapRoutesOptions {
  readonly maps: ThemeMapService;
  /** Tells by the cookies who asks. */
  readonly authenticate: (cookies: string | undefined) => Promise<Actor>;
}

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const USUAL_DAYS = 90;

/** Adds `/theme-map.xlsx`: the theme map as its page shows it, for those who may see that page. */
export async function themeMapRoutes(
  app: FastifyInstance,
  { maps, authenticate }: ThemeMapRoutesOptions,
): Promise<void> {
  app.get<{ Querystring: { kind?: string; level?: string; days?: string } }>(
    '/theme-map.xlsx',
    { config: { rateLimit: { max: 30, timeWindow: '1 minute' } } },
    async ({ query, headers }, reply) => {
      reply.header('cache-control', 'private, no-store');
      const actor = await authenticate(headers.cookie);
      if (actor.kind === 'guest')
        return reply.redirect(`/sign-in?returnTo=${encodeURIComponent('/council/theme-map')}`, 303);
      const filter = {
        kinds: named(Object.values(MaterialKind), query.kind),
        levels: named(Object.values(EducationLevel), query.level),
      };
      const map = await maps.map(actor, filter, Number(query.days ?? USUAL_DAYS) || USUAL_DAYS);
      const today = dayIn(MOSCOW, new Date());
      return reply
        .type(TYPE)
        .header('content-disposition', contentDisposition('attachment', `Карта тем ${today}.xlsx`))
        .send(await themeMapWorkbook(map));
    },
  );
}

/** The value that an address names, `lesson-plan`; nothing for all, and for what makes no sense. */
function named<T extends string>(values: readonly T[], given: unknown): T[] {
  const name = typeof given === 'string' ? given.toUpperCase().replaceAll('-', '_') : '';
  return values.filter((value) => value === name);
}
