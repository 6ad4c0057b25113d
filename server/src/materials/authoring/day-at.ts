import type { LocalizedText } from '../../platform/localized.js';
import { dayIn, MOSCOW } from '../../platform/time-zone.js';
import type { Material } from '../material.entity.js';

/**
 * The day at the place of a material, `YYYY-MM-DD`: due dates are meant there.
 * @param material with its organisation and its territory loaded; without them the day is that of Moscow
 */
export function dayAt(material: Material, instant: Date): string {
  const territory = material.organization?.unwrap().territory?.unwrap();
  return dayIn(territory?.timeZone ?? MOSCOW, instant);
}

const YEAR_MS = 366 * 86_400_000;

/**
 * What is wrong with a last day that is given to somebody; null for one from `today` to a year ahead.
 * @param today both as `YYYY-MM-DD`
 */
export function faultOfDue(day: string, today: string): LocalizedText | null {
  if (day < today) return { ru: 'эта дата уже прошла', en: 'this date has passed' };
  if (Date.parse(day) - Date.parse(today) <= YEAR_MS) return null;
  return {
    ru: 'это дальше чем через год: проверьте год',
    en: 'it is more than a year ahead: check the year',
  };
}

/** Joins the territory `place` of a material `m`, in SQL; `seat` is its organisation. */
export const PLACE = `left join organization seat on seat.id = m.organization_id
  left join territory place on place.id = seat.territory_id`;

/** The same day in SQL, where `PLACE` is joined. */
export const dayAtPlace = (instant: string): string =>
  `(${instant} at time zone coalesce(place.time_zone, '${MOSCOW}'))::date`;
