import { registerEnumType } from 'type-graphql';

/** Level of education, as Russian law divides it. */
export enum EducationLevel {
  DO = 'DO',
  NOO = 'NOO',
  OOO = 'OOO',
  SOO = 'SOO',
  DOP = 'DOP',
  DPO = 'DPO',
}

registerEnumType(EducationLevel, {
  name: 'EducationLevel',
  description: 'Level of education.',
  valuesConfig: {
    DO: { description: 'Дошкольное: kindergarten.' },
    NOO: { description: 'Начальное общее: classes 1–4.' },
    OOO: { description: 'Основное общее: classes 5–9.' },
    SOO: { description: 'Среднее общее: classes 10–11.' },
    DOP: { description: 'Дополнительное: extra education of children.' },
    DPO: { description: 'Повышение квалификации: professional training of teachers.' },
  },
});
