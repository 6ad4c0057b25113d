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
