import { error } from '@sveltejs/kit';
import { notFound } from '#lib/graphql/ask.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { askAsMember } from '#lib/reader/own.ts';

const ZoneQuery = graphql(`
  query ZoneOfCouncil {
    councilRules {
      timeZone
    }
  }
`);

/** The zone by whose clock the council lives, for those who have a part in its work. */
export async function zoneOfCouncil(visit: Parameters<typeof askAsMember>[0]): Promise<string> {
  const { councilRules } = await askAsMember(visit, ZoneQuery, {});
  if (!councilRules) error(404, notFound());
  return councilRules.timeZone;
}
