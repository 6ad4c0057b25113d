import type { Analyser } from './analysis/analyser.js';
import { isStopWord } from './analysis/stop-words.js';
import { tokenise, type Token, words } from './analysis/tokens.js';
import { FacetField } from './facet-field.js';
import type { FacetValue, SearchFilter } from './search-engine.js';

/** Words by which teachers call a kind, beside its label. */
const KIND_WORDS: Readonly<Record<string, readonly string[]>> = {
  LESSON_PLAN: ['конспект урока', 'разработка урока', 'план урока', 'технологическая карта урока'],
  EXTRACURRICULAR_PLAN: ['конспект занятия', 'сценарий занятия', 'внеурочное занятие', 'классный час'],
  LESSON_VIDEO: ['видеоурок', 'видео урока', 'видеозапись урока'],
  MEASUREMENT: ['контрольная работа', 'проверочная работа', 'тест', 'ким', 'кимы'],
  ASSESSMENT_SHEET: ['лист оценки', 'лист самооценки', 'оценочный лист'],
  PROGRAM: ['рабочая программа', 'программа'],
  METHOD_RECOMMENDATIONS: ['методические рекомендации', 'методичка'],
  PRESENTATION: ['презентация'],
  WORKSHEET: ['рабочий лист', 'карточка', 'раздаточный материал'],
  GAME: ['дидактическая игра', 'игра'],
  EXPERIENCE: ['опыт работы', 'из опыта работы'],
};
/** The term of «класс», which makes a number a class by itself. */
const CLASS = 'класс';
/** How classes are called in words. */
const ORDINALS = [
  ...['первый', 'второй', 'третий', 'четвертый', 'пятый', 'шестой'],
  ...['седьмой', 'восьмой', 'девятый', 'десятый', 'одиннадцатый'],
];
/** Who says these words means children of that age. */
const LEVEL_WORDS: Readonly<Record<string, readonly string[]>> = {
  DO: ['нод', 'оод', 'доу', 'детский сад', 'дошкольник'],
  NOO: ['начальная школа', 'младший школьник'],
};
const FIELDS: ReadonlySet<FacetField> = new Set([
  FacetField.KIND,
  FacetField.SUBJECT,
  FacetField.GRADE,
  FacetField.LEVEL,
]);

/** A filter that a query seems to ask for in words. */
export interface UnderstoodFilter {
  field: FacetField;
  value: string;
  label: string;
  /** The query without the words that the filter stands for. */
  rest: string;
}

/**
 * Filters that the words of a query name: «конспект урока по математике 6 класс» names a kind, a subject and a
 * class. They are offered, never applied in silence. Of values that share words the longest name wins.
 */
export function understand(
  query: string,
  values: readonly FacetValue[],
  filter: SearchFilter,
  analyser: Analyser,
): UnderstoodFilter[] {
  const tokens = tokenise(query).filter(({ word }) => !isStopWord(word));
  const terms = tokens.map(({ word }) => analyser.term(word));
  const found: { value: FacetValue; from: number; length: number }[] = [];
  for (const value of values) {
    if (!FIELDS.has(value.field) || filter.values[value.field]) continue;
    for (const wanted of namesOf(value, analyser)) {
      const from = indexOf(terms, wanted);
      if (from >= 0) found.push({ value, from, length: wanted.length });
    }
  }
  const taken = new Set<number>();
  const fields = new Set<FacetField>();
  const understood: UnderstoodFilter[] = [];
  const offer = ({ field, value, label }: FacetValue, places: readonly number[]): void => {
    places.forEach((place) => taken.add(place));
    fields.add(field);
    understood.push({ field, value, label, rest: without(query, tokens, places) });
  };
  for (const { value, from, length } of found.sort((a, b) => b.length - a.length)) {
    const places = Array.from({ length }, (_, offset) => from + offset);
    if (fields.has(value.field) || places.some((place) => taken.has(place))) continue;
    offer(value, places);
    if (value.field !== FacetField.SUBJECT || filter.values.GRADE) continue;
    // a number that stands by a subject alone is a class: «алгебра 9»
    for (const beside of [from + length, from - 1]) {
      const grade = values.find(
        (one) => one.field === FacetField.GRADE && one.value === tokens[beside]?.word,
      );
      const named = terms[beside + 1] === CLASS || taken.has(beside) || fields.has(FacetField.GRADE);
      if (grade && !named) offer(grade, [beside]);
    }
  }
  return understood;
}

/** Terms of the names of values, found once: every search asks for them. */
const NAMES = new WeakMap<FacetValue, string[][]>();

function namesOf(value: FacetValue, analyser: Analyser): string[][] {
  const known = NAMES.get(value);
  if (known) return known;
  const terms = written(value).map((name) =>
    words(name)
      .filter((word) => !isStopWord(word))
      .map((word) => analyser.term(word)),
  );
  NAMES.set(value, terms);
  return terms;
}

/** What people call a value beside its label. */
function written({ field, value, label }: FacetValue): readonly string[] {
  if (field === FacetField.KIND) return [label, ...(KIND_WORDS[value] ?? [])];
  if (field === FacetField.LEVEL) return [label, ...(LEVEL_WORDS[value] ?? [])];
  if (field === FacetField.GRADE)
    return [
      ...[label, `${value} кл`, `${ORDINALS[Number(value) - 1]} класс`],
      ...['й', 'го', 'м', 'му'].map((ending) => `${value} ${ending} класс`),
    ];
  const language = /^(?!русский)(.+) язык$/iu.exec(label);
  return field === FacetField.SUBJECT && language ? [label, language[1]!] : [label];
}

function indexOf(terms: readonly string[], wanted: readonly string[]): number {
  if (wanted.length === 0) return -1;
  return terms.findIndex((_, start) => wanted.every((term, offset) => terms[start + offset] === term));
}

/** The query without some of its words, and without the little words that then stand at its ends. */
function without(query: string, tokens: readonly Token[], places: readonly number[]): string {
  let rest = query;
  for (const place of places.toReversed())
    rest = rest.slice(0, tokens[place]!.start) + rest.slice(tokens[place]!.end);
  const left = tokenise(rest);
  while (left.length > 0 && isStopWord(left[0]!.word)) left.shift();
  while (left.length > 0 && isStopWord(left.at(-1)!.word)) left.pop();
  if (left.length === 0) return '';
  return rest.slice(left[0]!.start, left.at(-1)!.end).replace(/\s+/gu, ' ');
}
