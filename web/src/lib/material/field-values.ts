/** Fields of a version in words, for what changed between two of them. */
import { ageLabel, levelLabel, licenseLabel } from '#lib/labels/material.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { m } from '#lib/paraglide/messages.js';

const names: Readonly<Record<string, () => string>> = {
  title: m.changed_title,
  subtitle: m.changed_subtitle,
  annotation: m.changed_annotation,
  language: m.changed_language,
  levels: m.changed_levels,
  grades: m.changed_grades,
  ageFrom: m.changed_age_from,
  ageTo: m.changed_age_to,
  subjects: m.changed_subjects,
  themes: m.changed_themes,
  keywords: m.changed_keywords,
  audience: m.changed_audience,
  technologies: m.changed_technologies,
  durationMinutes: m.changed_duration,
  ageRating: m.changed_age_rating,
  license: m.changed_license,
  rightsHolder: m.changed_rights_holder,
  year: m.changed_year,
  basedOn: m.changed_based_on,
  childConsent: m.changed_consent,
  childConsentCount: m.changed_consent_count,
  childConsentPlace: m.changed_consent_place,
  contributions: m.changed_contributions,
};

const consents: Readonly<Record<string, () => string>> = {
  NOT_APPLICABLE: m.edit_consent_none,
  COLLECTED: m.edit_consent_collected,
  MISSING: m.edit_consent_missing,
};

const labels: Readonly<Record<string, (value: string) => string | undefined>> = {
  language: (value) => new Intl.DisplayNames(getLocale(), { type: 'language' }).of(value),
  levels: (value) => levelLabel[value as keyof typeof levelLabel]?.(),
  ageRating: (value) => ageLabel[value as keyof typeof ageLabel],
  license: (value) => licenseLabel[value as keyof typeof licenseLabel]?.(),
  childConsent: (value) => consents[value]?.(),
};

/** Fields that are read as running text. */
const texts = new Set(['title', 'subtitle', 'annotation', 'rightsHolder', 'childConsentPlace']);

/** What a field is called. */
export const nameOf = (field: string): string => names[field]?.() ?? m.changed_other();

/** Whether its value is a text, whose words are compared. */
export const isText = (field: string): boolean => texts.has(field);

/** A value of the field in words. */
export const inWords = (field: string, value: string): string => labels[field]?.(value) ?? value;
