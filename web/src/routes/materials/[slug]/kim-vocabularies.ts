import type { EducationLevel, MaterialKind } from '#lib/labels/material.ts';

const level = (name: string) => `https://w3id.org/kim/educationalLevel/${name}`;
const hcrt = (name: string) => `https://w3id.org/kim/hcrt/${name}`;

/** KIM's level of education; extra education has none. */
export const kimLevel: Partial<Record<EducationLevel, string>> = {
  DO: level('level_0'),
  NOO: level('level_1'),
  OOO: level('level_2'),
  SOO: level('level_3'),
  DPO: level('level_10'),
};

/** KIM's type of learning resource; a regulation is none. */
export const kimResourceType: Partial<Record<MaterialKind, string>> = {
  METHOD_RECOMMENDATIONS: hcrt('text'),
  LESSON_PLAN: hcrt('lesson_plan'),
  EXTRACURRICULAR_PLAN: hcrt('lesson_plan'),
  LESSON_VIDEO: hcrt('video'),
  EXTRACURRICULAR_VIDEO: hcrt('video'),
  MEASUREMENT: hcrt('assessment'),
  ASSESSMENT_SHEET: hcrt('assessment'),
  PROJECT: 'http://w3id.org/openeduhub/vocabs/new_lrt/22823ca9-7175-4b24-892e-19ebbf5fe0e7',
  PROGRAM: hcrt('text'),
  THESIS: hcrt('text'),
  TALK: hcrt('text'),
  REPORT: hcrt('text'),
  EXPERIENCE: hcrt('text'),
  PRESENTATION: hcrt('slide'),
  WORKSHEET: hcrt('worksheet'),
  GAME: hcrt('educational_game'),
  OTHER: hcrt('other'),
};

const subjects: Record<string, string> = {
  математика: 's1017',
  алгебра: 's1017',
  геометрия: 's1017',
  физика: 's1022',
  химия: 's1002',
  биология: 's1001',
  география: 's1010',
  история: 's1011',
  информатика: 's1013',
  обществознание: 's1023',
  'окружающий мир': 's1028',
  музыка: 's1020',
  'изобразительное искусство': 's1015',
  'физическая культура': 's1031',
  'английский язык': 's1007',
  'немецкий язык': 's1005',
  'французский язык': 's1009',
  'испанский язык': 's1030',
  'китайский язык': 's1003',
};

/** KIM's subject by its Russian title; undefined for what that list does not have, Russian among them. */
export function kimSubject(title: string): string | undefined {
  const name = subjects[title.toLowerCase()];
  return name && `http://w3id.org/kim/schulfaecher/${name}`;
}
