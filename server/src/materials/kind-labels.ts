import type { MaterialKind } from './material-enums.js';

/** Kinds of materials as Russian readers call them; also searched. */
export const KIND_LABELS: Readonly<Record<MaterialKind, string>> = {
  METHOD_RECOMMENDATIONS: 'Методические рекомендации',
  LESSON_PLAN: 'Разработка урока',
  EXTRACURRICULAR_PLAN: 'Разработка внеурочного занятия',
  LESSON_VIDEO: 'Видеозапись урока',
  EXTRACURRICULAR_VIDEO: 'Видеозапись внеурочного занятия',
  MEASUREMENT: 'Контрольно-измерительные материалы',
  ASSESSMENT_SHEET: 'Лист оценки образовательных достижений',
  PROJECT: 'Проект',
  PROGRAM: 'Программа',
  THESIS: 'Тезисы',
  TALK: 'Доклад',
  REPORT: 'Отчёт',
  EXPERIENCE: 'Из опыта работы',
  PRESENTATION: 'Презентация',
  WORKSHEET: 'Рабочий лист',
  GAME: 'Дидактическая игра',
  REGULATION: 'Положение, приказ',
  OTHER: 'Другое',
};
