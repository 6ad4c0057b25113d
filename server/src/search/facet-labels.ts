import type { EducationLevel } from '../vocabulary/education-level.js';
import type { FileFormat } from '../materials/file-enums.js';
import type { AgeRating, License } from '../materials/material-enums.js';

/** Levels of education. */
export const LEVEL_LABELS: Readonly<Record<EducationLevel, string>> = {
  DO: 'Дошкольное',
  NOO: 'Начальное общее',
  OOO: 'Основное общее',
  SOO: 'Среднее общее',
  DOP: 'Дополнительное',
  DPO: 'Повышение квалификации',
};

/** Terms of use. */
export const LICENSE_LABELS: Readonly<Record<License, string>> = {
  CC0: 'CC0: общественное достояние',
  CC_BY: 'CC BY',
  CC_BY_SA: 'CC BY-SA',
  CC_BY_NC: 'CC BY-NC',
  CC_BY_NC_SA: 'CC BY-NC-SA',
  CC_BY_ND: 'CC BY-ND',
  CC_BY_NC_ND: 'CC BY-NC-ND',
  EDU_ONLY: 'Для образовательных целей',
  ARR: 'Все права защищены',
};

/** Age marks. */
export const AGE_LABELS: Readonly<Record<AgeRating, string>> = {
  AGE_0: '0+',
  AGE_6: '6+',
  AGE_12: '12+',
  AGE_16: '16+',
};

/** Formats that are not called by their own name. */
const FORMAT_LABELS: Partial<Record<FileFormat, string>> = {
  JPG: 'JPEG',
  MD: 'Markdown',
  OTHER: 'Другое',
};

const languages = new Intl.DisplayNames('ru', { type: 'language', fallback: 'code' });

/** The Russian name of a format. */
export function formatLabel(format: FileFormat): string {
  return FORMAT_LABELS[format] ?? format;
}

/** The Russian name of a language by its BCP 47 tag; the tag itself where it has none. */
export function languageLabel(tag: string): string {
  try {
    return languages.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
