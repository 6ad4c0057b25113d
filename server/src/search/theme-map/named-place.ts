import { KIND_LABELS } from '../../materials/kind-labels.js';
import { MaterialKind } from '../../materials/material-enums.js';
import { EducationLevel } from '../../vocabulary/education-level.js';
import type { Analyser } from '../analysis/analyser.js';
import { FacetField } from '../facet-field.js';
import { LEVEL_LABELS } from '../facet-labels.js';
import type { FacetValue } from '../search-engine.js';
import { understand } from '../understanding.js';

/** Kind and level that a text asks for; null for any. */
export interface NamedPlace {
  readonly kind: MaterialKind | null;
  readonly level: EducationLevel | null;
}

const LAST_GRADE = 11;
const valuesOf = (field: FacetField, labels: Readonly<Record<string, string>>): FacetValue[] =>
  Object.entries(labels).map(([value, label]) => ({ field, value, label }));
/** All kinds, levels and classes, whether the bank has anything of them or not. */
const VALUES: readonly FacetValue[] = [
  ...valuesOf(FacetField.KIND, KIND_LABELS).filter(({ value }) => value !== MaterialKind.OTHER),
  ...valuesOf(FacetField.LEVEL, LEVEL_LABELS),
  ...Array.from({ length: LAST_GRADE }, (_, index) => String(index + 1)).map((grade) => ({
    ...{ field: FacetField.GRADE, value: grade, label: `${grade} класс` },
  })),
];

/** The kind and the level that the words of a text name, as the search understands them; a class names its level. */
export function namedPlace(text: string, analyser: Analyser): NamedPlace {
  const named = understand(text, VALUES, { values: {} }, analyser);
  const of = (field: FacetField) => named.find((one) => one.field === field)?.value ?? null;
  const grade = of(FacetField.GRADE);
  return {
    kind: of(FacetField.KIND) as MaterialKind | null,
    level:
      (of(FacetField.LEVEL) as EducationLevel | null) ?? (grade === null ? null : levelOf(Number(grade))),
  };
}

function levelOf(grade: number): EducationLevel {
  if (grade <= 4) return EducationLevel.NOO;
  return grade <= 9 ? EducationLevel.OOO : EducationLevel.SOO;
}
