/** What looks like a telephone number, an address or a document belongs to a person and is not kept. */
const PERSONAL = /@|\d{5}|\d[\d\s()-]{8,}\d/u;

/** Whether a text seems to hold somebody's own data. */
export function isPersonal(text: string): boolean {
  return PERSONAL.test(text);
}
