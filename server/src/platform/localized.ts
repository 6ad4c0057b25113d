/** A language of the interface. */
export type Locale = 'ru' | 'en';

/** One text in every language of the interface. */
export interface LocalizedText {
  readonly ru: string;
  readonly en: string;
}

/** The best of our languages for an Accept-Language header; Russian when it names neither. */
export function localeOf(acceptLanguage: string | null | undefined): Locale {
  let best: Locale = 'ru';
  let bestWeight = 0;
  for (const part of (acceptLanguage ?? '').slice(0, 200).split(',')) {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const language = tag.split('-')[0];
    if (language !== 'ru' && language !== 'en') continue;
    const weight = parameters.find((parameter) => parameter.trim().startsWith('q='));
    const quality = weight ? Number(weight.trim().slice(2)) || 0 : 1;
    if (quality > bestWeight) {
      best = language;
      bestWeight = quality;
    }
  }
  return best;
}
