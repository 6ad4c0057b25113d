import type { MaterialKind } from '#lib/labels/material.ts';

/** The colour class of a kind of material; a class, because the page's policy allows no inline styles. */
export const kindTone: Record<MaterialKind, string> = {
  METHOD_RECOMMENDATIONS: 'tone-recommendation',
  LESSON_PLAN: 'tone-plan',
  EXTRACURRICULAR_PLAN: 'tone-plan',
  LESSON_VIDEO: 'tone-video',
  EXTRACURRICULAR_VIDEO: 'tone-video',
  MEASUREMENT: 'tone-measurement',
  ASSESSMENT_SHEET: 'tone-assessment',
  PROJECT: 'tone-project',
  PROGRAM: 'tone-project',
  THESIS: 'tone-report',
  TALK: 'tone-report',
  REPORT: 'tone-report',
  EXPERIENCE: 'tone-recommendation',
  PRESENTATION: 'tone-measurement',
  WORKSHEET: 'tone-assessment',
  GAME: 'tone-project',
  REGULATION: 'tone-regulation',
  OTHER: 'tone-report',
};
