import { m } from '#lib/paraglide/messages.js';
import { routes } from '#lib/routes.ts';

/** Addresses and titles of the council's pages that somebody with these roles sees. */
export function councilPlaces(roles: readonly string[]): (readonly [href: string, title: string])[] {
  const any = (...names: string[]) => roles.some((role) => names.includes(role));
  const council = any('COUNCIL_MEMBER', 'COUNCIL_SECRETARY', 'COUNCIL_CHAIR');
  const queue = any('METHODIST', 'COUNCIL_SECRETARY', 'COUNCIL_CHAIR');
  return [
    ...(queue ? [[routes.councilQueue(), m.queue_title()] as const] : []),
    ...(council || queue ? [[routes.councilMeetings(), m.meetings_title()] as const] : []),
    ...(council || queue || any('MODERATOR', 'MUNICIPAL_COORDINATOR')
      ? ([
          [routes.councilThemes(), m.curation_title()],
          [routes.themeMap(), m.map_title()],
          [routes.searchGaps(), m.gaps_title()],
          [routes.calls(), m.calls_title()],
        ] as const)
      : []),
    ...(council || queue
      ? ([
          [routes.councilFigures(), m.figures_title()],
          [routes.councilSettings(), m.council_settings()],
        ] as const)
      : []),
  ];
}
