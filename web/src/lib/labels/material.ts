import type { graphql } from '#lib/graphql/graphql.ts';
import { m } from '#lib/paraglide/messages.js';

/** A word of the interface, in the page's language or a given one. */
type Label = (inputs?: object, options?: { locale?: 'ru' | 'en' }) => string;
/** Kind of a methodological material. */
export type MaterialKind = ReturnType<typeof graphql.scalar<'MaterialKind'>>;
/** Level of education. */
export type EducationLevel = ReturnType<typeof graphql.scalar<'EducationLevel'>>;
/** Terms of use. */
export type License = ReturnType<typeof graphql.scalar<'License'>>;
/** Age mark of 436-FZ. */
export type AgeRating = ReturnType<typeof graphql.scalar<'AgeRating'>>;

/** What one material is. */
export const kindLabel: Record<MaterialKind, Label> = {
  METHOD_RECOMMENDATIONS: m.kind_method_recommendations,
  LESSON_PLAN: m.kind_lesson_plan,
  EXTRACURRICULAR_PLAN: m.kind_extracurricular_plan,
  LESSON_VIDEO: m.kind_lesson_video,
  EXTRACURRICULAR_VIDEO: m.kind_extracurricular_video,
  MEASUREMENT: m.kind_measurement,
  ASSESSMENT_SHEET: m.kind_assessment_sheet,
  PROJECT: m.kind_project,
  PROGRAM: m.kind_program,
  THESIS: m.kind_thesis,
  TALK: m.kind_talk,
  REPORT: m.kind_report,
  EXPERIENCE: m.kind_experience,
  PRESENTATION: m.kind_presentation,
  WORKSHEET: m.kind_worksheet,
  GAME: m.kind_game,
  REGULATION: m.kind_regulation,
  OTHER: m.kind_other,
};

/** What many materials are. */
export const kindsLabel: Record<MaterialKind, Label> = {
  METHOD_RECOMMENDATIONS: m.kinds_method_recommendations,
  LESSON_PLAN: m.kinds_lesson_plan,
  EXTRACURRICULAR_PLAN: m.kinds_extracurricular_plan,
  LESSON_VIDEO: m.kinds_lesson_video,
  EXTRACURRICULAR_VIDEO: m.kinds_extracurricular_video,
  MEASUREMENT: m.kinds_measurement,
  ASSESSMENT_SHEET: m.kinds_assessment_sheet,
  PROJECT: m.kinds_project,
  PROGRAM: m.kinds_program,
  THESIS: m.kinds_thesis,
  TALK: m.kinds_talk,
  REPORT: m.kinds_report,
  EXPERIENCE: m.kinds_experience,
  PRESENTATION: m.kinds_presentation,
  WORKSHEET: m.kinds_worksheet,
  GAME: m.kinds_game,
  REGULATION: m.kinds_regulation,
  OTHER: m.kinds_other,
};

/** Level of education in words. */
export const levelLabel: Record<EducationLevel, Label> = {
  DO: m.level_do,
  NOO: m.level_noo,
  OOO: m.level_ooo,
  SOO: m.level_soo,
  DOP: m.level_dop,
  DPO: m.level_dpo,
};

/** Name of a licence. */
export const licenseLabel: Record<License, Label> = {
  CC0: m.license_cc0,
  CC_BY: m.license_cc_by,
  CC_BY_SA: m.license_cc_by_sa,
  CC_BY_NC: m.license_cc_by_nc,
  CC_BY_NC_SA: m.license_cc_by_nc_sa,
  CC_BY_ND: m.license_cc_by_nd,
  CC_BY_NC_ND: m.license_cc_by_nc_nd,
  EDU_ONLY: m.license_edu_only,
  ARR: m.license_arr,
};

/** Age mark as it is printed. */
export const ageLabel: Record<AgeRating, string> = {
  AGE_0: '0+',
  AGE_6: '6+',
  AGE_12: '12+',
  AGE_16: '16+',
};

/** Whom a material is for: «3 класс», «5–7 лет»; empty when it does not say. */
export function learners(material: {
  grades: readonly number[];
  ageFrom: number | null;
  ageTo: number | null;
}): string {
  const { grades, ageFrom, ageTo } = material;
  if (grades.length === 1) return m.grade_label({ grade: grades[0]! });
  if (grades.length) return m.grades_label({ grades: ranges(grades) });
  if (ageFrom !== null && ageTo !== null) return m.ages_label({ from: ageFrom, to: ageTo });
  if (ageFrom !== null) return m.age_from_label({ from: ageFrom });
  return ageTo === null ? '' : m.age_to_label({ to: ageTo });
}

/** Neighbouring classes joined: 2, 3, 4, 7 → «2–4, 7», with no line break inside a stretch. */
function ranges(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const next of [...numbers].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && next === last[1] + 1) last[1] = next;
    else runs.push([next, next]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–\u2060${to}`)).join(', ');
}
