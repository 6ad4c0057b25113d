import { InvalidInput } from '../../platform/errors.js';

/** What no reader sees, and what turns the direction of a line: names that lie begin with these. */
const INVISIBLE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/**
 * A line that a person typed, ready to be kept: NFC, one space between words, nothing invisible.
 * @param field names the line when it is refused
 * @throws InvalidInput when it is longer than `most` characters, or empty and required
 */
export function cleanLine(field: string, text: string | null | undefined, most: number): string {
  const clean = optionalLine(field, text, most);
  if (!clean) throw new InvalidInput({ [field]: 'required' });
  return clean;
}

/** As `cleanLine`, null for a line that was left empty. */
export function optionalLine(field: string, text: string | null | undefined, most: number): string | null {
  const clean = (text ?? '').normalize('NFC').replace(/\s+/gu, ' ').replace(INVISIBLE, '').trim();
  return within(field, clean, most);
}

/** As `optionalLine`, with the paragraphs left as they are. */
export function optionalText(field: string, text: string | null | undefined, most: number): string | null {
  const lines = (text ?? '')
    .normalize('NFC')
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(INVISIBLE, '').trimEnd());
  const clean = lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return within(field, clean, most);
}

/** As `optionalText`, and not empty. */
export function cleanText(field: string, text: string | null | undefined, most: number): string {
  const clean = optionalText(field, text, most);
  if (!clean) throw new InvalidInput({ [field]: 'required' });
  return clean;
}

function within(field: string, clean: string, most: number): string | null {
  if (clean.length > most)
    throw new InvalidInput({
      [field]: {
        ru: `не длиннее ${most} знаков, сейчас ${clean.length}`,
        en: `at most ${most} characters, now ${clean.length}`,
      },
    });
  return clean || null;
}
