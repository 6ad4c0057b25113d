/**
 * A text as a person typed it, without what nobody can type: NFC, line ends as `\n`, no control characters and no
 * marks that turn the direction of the text around.
 */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])[\p{Cc}\u202A-\u202E\u2066-\u2069\uFEFF]/gu, '');
}

/** The same on one line, without space around it. */
export function cleanLine(text: string): string {
  return cleanText(text)
    .replace(/[\t\n\u2028\u2029 ]+/g, ' ')
    .trim();
}
