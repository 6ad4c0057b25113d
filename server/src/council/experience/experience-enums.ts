import { registerEnumType } from 'type-graphql';

/** How far the description of an experience is. */
export enum ExperienceState {
  DRAFT = 'DRAFT',
  SUBMITTED = 'SUBMITTED',
  RETURNED = 'RETURNED',
  ENTERED = 'ENTERED',
  WITHDRAWN = 'WITHDRAWN',
}

registerEnumType(ExperienceState, {
  name: 'ExperienceState',
  description: 'How far the description of an experience is.',
  valuesConfig: {
    DRAFT: { description: 'Черновик.' },
    SUBMITTED: { description: 'Подан в совет: nothing in it changes meanwhile.' },
    RETURNED: { description: 'Возвращён автору с замечаниями.' },
    ENTERED: { description: 'Внесён в реестр.' },
    WITHDRAWN: { description: 'Исключён из реестра.' },
  },
});

/** At what level an experience is shown to others. */
export enum ExperienceLevel {
  SCHOOL = 'SCHOOL',
  MUNICIPAL = 'MUNICIPAL',
  REGIONAL = 'REGIONAL',
  FEDERAL = 'FEDERAL',
}

registerEnumType(ExperienceLevel, {
  name: 'ExperienceLevel',
  description: 'At what level an experience is shown to others.',
  valuesConfig: {
    SCHOOL: { description: 'Уровень образовательной организации.' },
    MUNICIPAL: { description: 'Муниципальный.' },
    REGIONAL: { description: 'Региональный.' },
    FEDERAL: { description: 'Федеральный.' },
  },
});
