import { fullName, parsePersonName, shortName } from '../../directory/person-name.js';
import type { Person } from '../../directory/person.entity.js';

/** How a person stands on a title page today; the organisation has to be loaded. */
export function titlePageOf(person: Person): {
  name: string;
  shortName: string;
  post: string | null;
  organizationName: string | null;
} {
  const name = { ...person, patronymic: person.patronymic ?? null };
  return {
    name: fullName(name),
    shortName: shortName(name),
    post: person.position ?? null,
    organizationName: person.organization?.unwrap().shortName ?? null,
  };
}

/** How somebody stands there of whom only the name is known; null for what is no name. */
export function titlePageOfName(text: string): { name: string; shortName: string } | null {
  const name = parsePersonName(text);
  return name && { name: fullName(name), shortName: shortName(name) };
}
