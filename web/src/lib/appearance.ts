/** How a reader wants the pages drawn; kept in a cookie so that the server draws it at once. */
export interface Appearance {
  theme: 'system' | 'light' | 'dark';
  /** Settings of the low-vision version (ГОСТ Р 52872-2019); null in the ordinary one. */
  vision: Vision | null;
}

/** The low-vision version: size of text in percent, colours, spacing, pictures and motion. */
export interface Vision {
  text: '100' | '150' | '200';
  scheme: 'white' | 'black' | 'blue' | 'beige' | 'brown';
  spacing: 'normal' | 'wide' | 'widest';
  images: 'on' | 'off';
  motion: 'on' | 'off';
}

/** Name of the cookie. */
export const appearanceCookie = 'appearance';

/** A year, in seconds. */
export const appearanceAge = 31_536_000;

const themes = ['system', 'light', 'dark'] as const;

/** Choices of the low-vision panel in the order shown; the first of each is what it starts with. */
export const visionChoices = {
  text: ['150', '100', '200'],
  scheme: ['white', 'black', 'blue', 'beige', 'brown'],
  spacing: ['normal', 'wide', 'widest'],
  images: ['on', 'off'],
  motion: ['on', 'off'],
} as const satisfies { [Name in keyof Vision]: readonly Vision[Name][] };

const pick = <T extends string>(choices: readonly T[], value: unknown): T =>
  choices.find((choice) => choice === value) ?? choices[0]!;

/** Reads the fields of the panel's form or of the cookie; whatever is unknown falls back. */
export function appearanceFrom(get: (name: string) => unknown): Appearance {
  const vision: Vision | null =
    get('vision') === 'low'
      ? {
          text: pick(visionChoices.text, get('text')),
          scheme: pick(visionChoices.scheme, get('scheme')),
          spacing: pick(visionChoices.spacing, get('spacing')),
          images: pick(visionChoices.images, get('images')),
          motion: pick(visionChoices.motion, get('motion')),
        }
      : null;
  return { theme: pick(themes, get('theme')), vision };
}

/** Reads the cookie's value. */
export function readAppearance(cookie: string | undefined): Appearance {
  const fields = new URLSearchParams(cookie ?? '');
  return appearanceFrom((name) => fields.get(name));
}

/** Writes the cookie's value. */
export function writeAppearance({ theme, vision }: Appearance): string {
  return new URLSearchParams({ theme, ...(vision && { vision: 'low', ...vision }) }).toString();
}

/** The `data-` names on the root element with their values; undefined means absent. */
export function appearanceData({ theme, vision }: Appearance): Record<string, string | undefined> {
  return {
    theme: theme === 'system' || vision ? undefined : theme,
    vision: vision ? 'low' : undefined,
    text: vision?.text,
    scheme: vision?.scheme,
    spacing: vision?.spacing,
    images: vision?.images,
    motion: vision?.motion,
  };
}

/** The attributes of `<html>` as text for the server. */
export const appearanceAttributes = (appearance: Appearance): string =>
  Object.entries(appearanceData(appearance))
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `data-${name}="${value}"`)
    .join(' ');
