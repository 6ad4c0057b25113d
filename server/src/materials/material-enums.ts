import { registerEnumType } from 'type-graphql';

/** Kind of a methodological material. */
export enum MaterialKind {
  METHOD_RECOMMENDATIONS = 'METHOD_RECOMMENDATIONS',
  LESSON_PLAN = 'LESSON_PLAN',
  EXTRACURRICULAR_PLAN = 'EXTRACURRICULAR_PLAN',
  LESSON_VIDEO = 'LESSON_VIDEO',
  EXTRACURRICULAR_VIDEO = 'EXTRACURRICULAR_VIDEO',
  MEASUREMENT = 'MEASUREMENT',
  ASSESSMENT_SHEET = 'ASSESSMENT_SHEET',
  PROJECT = 'PROJECT',
  PROGRAM = 'PROGRAM',
  THESIS = 'THESIS',
  TALK = 'TALK',
  REPORT = 'REPORT',
  EXPERIENCE = 'EXPERIENCE',
  PRESENTATION = 'PRESENTATION',
  WORKSHEET = 'WORKSHEET',
  GAME = 'GAME',
  REGULATION = 'REGULATION',
  OTHER = 'OTHER',
}

registerEnumType(MaterialKind, {
  name: 'MaterialKind',
  description: 'Kind of a methodological material.',
  valuesConfig: {
    METHOD_RECOMMENDATIONS: { description: 'Методические рекомендации.' },
    LESSON_PLAN: { description: 'Разработка урока.' },
    EXTRACURRICULAR_PLAN: { description: 'Разработка внеурочного занятия.' },
    LESSON_VIDEO: { description: 'Видеозапись урока.' },
    EXTRACURRICULAR_VIDEO: { description: 'Видеозапись внеурочного занятия.' },
    MEASUREMENT: { description: 'Контрольно-измерительные материалы.' },
    ASSESSMENT_SHEET: { description: 'Лист оценки образовательных достижений.' },
    PROJECT: { description: 'Проект.' },
    PROGRAM: { description: 'Программа.' },
    THESIS: { description: 'Тезисы.' },
    TALK: { description: 'Доклад.' },
    REPORT: { description: 'Отчёт.' },
    EXPERIENCE: { description: 'Из опыта работы.' },
    PRESENTATION: { description: 'Презентация.' },
    WORKSHEET: { description: 'Рабочий лист.' },
    GAME: { description: 'Дидактическая игра.' },
    REGULATION: { description: 'Положение, приказ.' },
    OTHER: { description: 'Другое.' },
  },
});

/** State of a material; the transitions are in the domain's table. */
export enum MaterialStatus {
  DRAFT = 'DRAFT',
  SUBMITTED = 'SUBMITTED',
  IN_REVIEW = 'IN_REVIEW',
  REVISION = 'REVISION',
  COUNCIL = 'COUNCIL',
  PUBLISHED = 'PUBLISHED',
  OUTDATED = 'OUTDATED',
  REJECTED = 'REJECTED',
  WITHDRAWN = 'WITHDRAWN',
}

registerEnumType(MaterialStatus, {
  name: 'MaterialState',
  description: 'State of a material, or of its working version, as those who work on it see it.',
  valuesConfig: {
    DRAFT: { description: 'Черновик.' },
    SUBMITTED: { description: 'На рассмотрении.' },
    IN_REVIEW: { description: 'На экспертизе.' },
    REVISION: { description: 'На доработке: sent back with remarks.' },
    COUNCIL: { description: 'На заседании.' },
    PUBLISHED: { description: 'Опубликовано.' },
    OUTDATED: { description: 'Требует проверки: its review date has passed.' },
    REJECTED: { description: 'Отклонено.' },
    WITHDRAWN: { description: 'Отозвано.' },
  },
});

/** The states that the public sees, everywhere: pages, search, facets, files, feeds. */
export enum PublicMaterialStatus {
  PUBLISHED = 'PUBLISHED',
  OUTDATED = 'OUTDATED',
}

registerEnumType(PublicMaterialStatus, {
  name: 'MaterialStatus',
  description: 'State of a material that the public may see.',
  valuesConfig: {
    PUBLISHED: { description: 'Опубликовано.' },
    OUTDATED: { description: 'Требует проверки: its review date has passed.' },
  },
});

/** Terms of use. */
export enum License {
  CC0 = 'CC0',
  CC_BY = 'CC_BY',
  CC_BY_SA = 'CC_BY_SA',
  CC_BY_NC = 'CC_BY_NC',
  CC_BY_NC_SA = 'CC_BY_NC_SA',
  CC_BY_ND = 'CC_BY_ND',
  CC_BY_NC_ND = 'CC_BY_NC_ND',
  EDU_ONLY = 'EDU_ONLY',
  ARR = 'ARR',
}

registerEnumType(License, {
  name: 'License',
  description: 'Terms of use.',
  valuesConfig: {
    CC0: { description: 'Creative Commons Zero: public domain.' },
    CC_BY: { description: 'Creative Commons Attribution 4.0.' },
    CC_BY_SA: { description: 'Creative Commons Attribution-ShareAlike 4.0.' },
    CC_BY_NC: { description: 'Creative Commons Attribution-NonCommercial 4.0.' },
    CC_BY_NC_SA: { description: 'Creative Commons Attribution-NonCommercial-ShareAlike 4.0.' },
    CC_BY_ND: { description: 'Creative Commons Attribution-NoDerivatives 4.0.' },
    CC_BY_NC_ND: { description: 'Creative Commons Attribution-NonCommercial-NoDerivatives 4.0.' },
    EDU_ONLY: { description: 'Для образовательных целей.' },
    ARR: { description: 'Все права защищены.' },
  },
});

/** Age mark of 436-FZ; 18+ is refused by the bank. */
export enum AgeRating {
  AGE_0 = 'AGE_0',
  AGE_6 = 'AGE_6',
  AGE_12 = 'AGE_12',
  AGE_16 = 'AGE_16',
}

registerEnumType(AgeRating, {
  name: 'AgeRating',
  description: 'Age mark of 436-FZ. 18+ is refused by the bank.',
  valuesConfig: {
    AGE_0: { description: '0+' },
    AGE_6: { description: '6+' },
    AGE_12: { description: '12+' },
    AGE_16: { description: '16+' },
  },
});

/** Whether the consents of the children who are seen or heard are there. */
export enum ChildConsent {
  NOT_APPLICABLE = 'NOT_APPLICABLE',
  COLLECTED = 'COLLECTED',
  MISSING = 'MISSING',
}

registerEnumType(ChildConsent, {
  name: 'ChildConsent',
  description: 'Whether the consents of the children who are seen or heard are there (152-FZ).',
  valuesConfig: {
    NOT_APPLICABLE: { description: 'No child is seen or heard.' },
    COLLECTED: { description: 'All are collected; how many and where they are kept is said beside.' },
    MISSING: { description: 'Not yet: the material cannot be handed in.' },
  },
});

/** What a person did for the material. */
export enum ContributionRole {
  AUTHOR = 'AUTHOR',
  COMPILER = 'COMPILER',
  EDITOR = 'EDITOR',
  SUPERVISOR = 'SUPERVISOR',
}

registerEnumType(ContributionRole, {
  name: 'ContributionRole',
  description: 'What a person did for the material.',
  valuesConfig: {
    AUTHOR: { description: 'Автор.' },
    COMPILER: { description: 'Составитель.' },
    EDITOR: { description: 'Редактор.' },
    SUPERVISOR: { description: 'Научный руководитель.' },
  },
});
