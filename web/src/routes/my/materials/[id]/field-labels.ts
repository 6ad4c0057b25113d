import { m } from '#lib/paraglide/messages.js';

/** What each field of the form is called, by its name in the API. */
export const fieldLabels: Readonly<Record<string, () => string>> = {
  files: m.edit_section_files,
  contributions: m.edit_section_authors,
  kind: m.edit_kind,
  title: m.edit_title,
  subtitle: m.edit_subtitle,
  annotation: m.edit_annotation,
  keywords: m.edit_keywords,
  technologies: m.edit_technologies,
  year: m.edit_year,
  durationMinutes: m.edit_duration,
  changeNote: m.edit_change_note,
  levels: m.edit_levels,
  grades: m.edit_grades,
  ageFrom: m.edit_age_from,
  ageTo: m.edit_age_to,
  subjects: m.edit_subjects,
  themes: m.edit_themes,
  audience: m.edit_audience,
  network: m.edit_network,
  license: m.edit_license,
  rightsHolder: m.edit_rights_holder,
  ageRating: m.edit_age_rating,
  childConsent: m.edit_consent,
  childConsentCount: m.edit_consent_count,
  childConsentPlace: m.edit_consent_place,
  basedOn: m.edit_based_on,
  language: m.edit_language,
  name: m.edit_author_name,
  email: m.edit_author_email,
  agree: m.edit_agree,
};

/** What a field is called; its name in the API where the form has no such field. */
export const fieldLabel = (name: string): string => fieldLabels[name]?.() ?? name;
