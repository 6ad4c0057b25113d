import { cleanLine, cleanText } from './clean-text.js';
import { InvalidInput } from './errors.js';

/** What no reader sees: a title of these alone is no title. */
const INVISIBLE = /[\u00AD\u200B\u2060]/g;

/**
 * A line that a person typed, ready to be kept.
 * @param field names the line when it is refused
 * @throws InvalidInput when it is longer than `most` characters, or empty
 */
export function requiredLine(field: string, text: string | null | undefined, most: number): string {
  return required(field, optionalLine(field, text, most));
}

/** As `requiredLine`, null for a line that was left empty. */
export function optionalLine(field: string, text: string | null | undefined, most: number): string | null {
  return within(field, cleanLine((text ?? '').replace(INVISIBLE, '')), most);
}

/** As `requiredLine`, with its paragraphs. */
export function requiredText(field: string, text: string | null | undefined, most: number): string {
  return required(field, optionalText(field, text, most));
}

/** As `requiredText`, null for a text that was left empty. */
export function optionalText(field: string, text: string | null | undefined, most: number): string | null {
  const clean = cleanText((text ?? '').replace(INVISIBLE, '')).replace(/[ \t]+$/gm, '');
  return within(field, clean.replace(/\n{3,}/g, '\n\n').trim(), most);
}

function required(field: string, clean: string | null): string {
  if (clean === null) throw new InvalidInput({ [field]: 'required' });
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
