import { FileFormat } from '../../materials/file-enums.js';
import { MaterialKind } from '../../materials/material-enums.js';
import { EducationLevel } from '../../vocabulary/education-level.js';
import { nameOf, type PlacedLine, type Proposal, type Source } from './source-text.js';

const AFTER_SCHOOL = /внеурочн\p{L}+ (заняти|деятельност)|классн\p{L}+ час|внеклассн/iu;
/** What each kind calls itself, the more particular before the more general. */
const KINDS: readonly (readonly [RegExp, MaterialKind, string])[] = [
  [AFTER_SCHOOL, MaterialKind.EXTRACURRICULAR_PLAN, 'Разработка внеурочного занятия'],
  [
    /технологическ\p{L}+ карт|план-?конспект|конспект (открытого )?(урока|занятия|нод)|(разработка|сценарий) урока/iu,
    MaterialKind.LESSON_PLAN,
    'Разработка урока',
  ],
  [/методическ\p{L}+ рекомендаци/iu, MaterialKind.METHOD_RECOMMENDATIONS, 'Методические рекомендации'],
  [
    /контрольн\p{L}+ работ|контрольно-измерительн|проверочн\p{L}+ работ|диагностическ\p{L}+ работ/iu,
    MaterialKind.MEASUREMENT,
    'Контрольно-измерительные материалы',
  ],
  [/лист\p{L}* (само)?оцен/iu, MaterialKind.ASSESSMENT_SHEET, 'Лист оценки образовательных достижений'],
  [/рабоч\p{L}+ лист/iu, MaterialKind.WORKSHEET, 'Рабочий лист'],
  [/дидактическ\p{L}+ игр|настольн\p{L}+ игр/iu, MaterialKind.GAME, 'Дидактическая игра'],
  [
    /(рабочая|образовательная|дополнительная|адаптированная) программа|программа (кружка|курса|клуба)/iu,
    MaterialKind.PROGRAM,
    'Программа',
  ],
  [/^тезисы|тезисы (доклада|выступления)/iu, MaterialKind.THESIS, 'Тезисы'],
  [/^(доклад|выступление)|текст выступления/iu, MaterialKind.TALK, 'Доклад'],
  [/из опыта работы|обобщение опыта|опыт работы/iu, MaterialKind.EXPERIENCE, 'Из опыта работы'],
  [/^(положение|приказ)/iu, MaterialKind.REGULATION, 'Положение, приказ'],
  [/^(аналитический )?отч[её]т/iu, MaterialKind.REPORT, 'Отчёт'],
  [/^(исследовательский |творческий |социальный |педагогический )?проект/iu, MaterialKind.PROJECT, 'Проект'],
];
const GRADE =
  /(?:^|[^\d.,])(\d{1,2})(?:\s*[-–—]\s*(\d{1,2}))?(?:\s*[-–—]?\s*[а-яё]{1,2})?\s*(?:«?[А-Д]»?\s+)?класс(?!н|иф|ик)/iu;
const GRADE_AFTER = /класс(?:ы)?\s*[:–—-]\s*(\d{1,2})(?:\s*[-–—,]\s*(\d{1,2}))?/iu;
const AGE = /(?<![\d\u2060–—-])(\d)(?:\s*[-–—]\u2060?\s*(\d))?\s*(?:лет|года|год)(?![а-яё])/iu;
const KINDERGARTEN =
  /детск\p{L}+ сад|(?<!\p{L})доу(?!\p{L})|дошкольн|(младш|средн|старш|подготовительн)\p{L}+ групп/iu;
const EXTRA = /дополнительн\p{L}+ образовани|кружк|(?<!\p{L})студи[яи]/iu;
const LEVEL_LABELS: Partial<Record<EducationLevel, string>> = {
  DO: 'Дошкольное',
  NOO: 'Начальное общее',
  OOO: 'Основное общее',
  SOO: 'Среднее общее',
  DOP: 'Дополнительное',
};

/** What the material calls itself, in its name or on its first lines. */
export function proposeKind(source: Source): Proposal | null {
  const name = nameOf(source);
  // a recording of a lesson on sheets of assessment is a recording: its children are to be asked about
  if (source.format === FileFormat.MP4 || source.format === FileFormat.WEBM) return videoOf(name);
  for (const { text, line } of [{ text: name, line: null }, ...source.lines.slice(0, 15).map(at)]) {
    const found = KINDS.find(([words]) => words.test(text));
    if (found)
      return kindOf(found[1], found[2], line, 'так материал называет себя сам', 'it calls itself so');
  }
  if (source.format === FileFormat.PPTX || source.format === FileFormat.ODP)
    return kindOf(
      MaterialKind.PRESENTATION,
      'Презентация',
      null,
      'это файл презентации',
      'it is a file of slides',
    );
  return null;
}

function videoOf(name: string): Proposal {
  const after = AFTER_SCHOOL.test(name);
  return kindOf(
    after ? MaterialKind.EXTRACURRICULAR_VIDEO : MaterialKind.LESSON_VIDEO,
    after ? 'Видеозапись внеурочного занятия' : 'Видеозапись урока',
    ...([null, 'это видеозапись', 'it is a video'] as const),
  );
}

/** School classes, or the age and the level that the words of a kindergarten tell. */
export function proposeAudience(source: Source): Proposal[] {
  for (const { text, line } of [{ text: nameOf(source), line: null }, ...source.lines.slice(0, 40).map(at)]) {
    const grades = gradesIn(text);
    if (grades.length > 0) return gradesOf(grades, line);
  }
  for (const { text, line } of [{ text: nameOf(source), line: null }, ...source.lines.slice(0, 60).map(at)]) {
    if (KINDERGARTEN.test(text)) return [levelOf([EducationLevel.DO], line), ...agesOf(source)];
    if (EXTRA.test(text)) return [levelOf([EducationLevel.DOP], line)];
  }
  return [];
}

/** Minutes of a video. */
export function proposeDuration({ durationSeconds }: Source): Proposal | null {
  const minutes = Math.round((durationSeconds ?? 0) / 60);
  if (minutes < 1) return null;
  const reason = { ru: 'столько длится запись', en: 'the recording is so long' };
  return { field: 'durationMinutes', values: [String(minutes)], label: String(minutes), reason, line: null };
}

/** The language that the letters tell; null where neither prevails. */
export function proposeLanguage({ lines }: Source): Proposal | null {
  const text = lines.map((line) => line.text).join(' ');
  const [russian, latin] = [/[а-яё]/giu, /[a-z]/giu].map((letters) => text.match(letters)?.length ?? 0) as [
    number,
    number,
  ];
  if (russian + latin < 200) return null;
  const share = russian / (russian + latin);
  const reason = { ru: 'на этом языке написан файл', en: 'the file is written in it' };
  if (share > 0.7) return { field: 'language', values: ['ru'], label: 'русский', reason, line: null };
  if (share < 0.2) return { field: 'language', values: ['en'], label: 'английский', reason, line: null };
  return null;
}

function at(line: PlacedLine): { text: string; line: PlacedLine | null } {
  return { text: line.text, line };
}

function kindOf(
  kind: MaterialKind,
  label: string,
  line: PlacedLine | null,
  ru: string,
  en: string,
): Proposal {
  return { field: 'kind', values: [kind], label, reason: { ru, en }, line };
}

function gradesIn(text: string): number[] {
  const found = GRADE.exec(text) ?? GRADE_AFTER.exec(text);
  if (!found) return [];
  const from = Number(found[1]);
  const to = found[2] ? Number(found[2]) : from;
  if (from < 1 || to > 11 || to < from) return [];
  return Array.from({ length: to - from + 1 }, (_, n) => from + n);
}

function gradesOf(grades: number[], line: PlacedLine | null): Proposal[] {
  const levels = [
    ...new Set(
      grades.map((grade) =>
        grade < 5 ? EducationLevel.NOO : grade < 10 ? EducationLevel.OOO : EducationLevel.SOO,
      ),
    ),
  ];
  const label = grades.length > 1 ? `${grades[0]}–${grades.at(-1)}` : String(grades[0]);
  const reason = {
    ru: line ? 'класс указан в файле' : 'класс указан в имени файла',
    en: 'the class is named',
  };
  return [{ field: 'grades', values: grades.map(String), label, reason, line }, levelOf(levels, line)];
}

function levelOf(levels: EducationLevel[], line: PlacedLine | null): Proposal {
  const label = levels.map((level) => LEVEL_LABELS[level]).join(', ');
  const reason = {
    ru: 'это следует из класса или возраста детей',
    en: 'it follows from the class or the age',
  };
  return { field: 'levels', values: levels, label, reason, line };
}

function agesOf({ lines }: Source): Proposal[] {
  for (const line of lines.slice(0, 60)) {
    const [, from, to = from] = AGE.exec(line.text) ?? [];
    if (!from || Number(from) < 1 || Number(to) > 8 || Number(to) < Number(from)) continue;
    const reason = { ru: 'возраст указан в файле', en: 'the age is named in the file' };
    return [
      { field: 'ageFrom', values: [from], label: from, reason, line },
      { field: 'ageTo', values: [to!], label: to!, reason, line },
    ];
  }
  return [];
}
