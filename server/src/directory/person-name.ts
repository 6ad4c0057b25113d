/** A name in its parts; a part may be an initial with its dot. */
export interface PersonName {
  lastName: string;
  firstName: string;
  patronymic: string | null;
}

/**
 * Reads «Фамилия Имя Отчество», «Фамилия И. О.» or «И. О. Фамилия»; null where there is no surname with a name.
 */
export function parsePersonName(text: string): PersonName | null {
  const words = text.normalize('NFC').replace(/\./g, '. ').trim().split(/\s+/);
  const surnameAt = words.findIndex((word) => !word.endsWith('.'));
  const ordered = surnameAt > 0 ? [...words.slice(surnameAt), ...words.slice(0, surnameAt)] : words;
  const [lastName, firstName, ...rest] = ordered;
  if (!lastName || !firstName || !/^\p{L}[\p{L}\-’']*$/u.test(lastName)) return null;
  return { lastName, firstName, patronymic: rest.join(' ') || null };
}

/** «Фамилия Имя Отчество». */
export function fullName({ lastName, firstName, patronymic }: PersonName): string {
  return [lastName, firstName, patronymic].filter(Boolean).join(' ');
}

/** «И. О.» with a no-break space, whatever the parts are: names or initials. */
export function initials({ firstName, patronymic }: PersonName): string {
  return [firstName, patronymic]
    .filter((part): part is string => !!part)
    .map((part) => `${part[0]!.toUpperCase()}.`)
    .join('\u00A0');
}

/** «Фамилия И. О.» with no-break spaces. */
export function shortName(name: PersonName): string {
  return `${name.lastName}\u00A0${initials(name)}`;
}
