import { Field, ID, ObjectType } from 'type-graphql';
import type { LocalizedText } from '../../platform/localized.js';
import { FileRole, ScanState, TextState, ViewerKind } from '../file-enums.js';
import { ChildConsent, ContributionRole, License, MaterialKind } from '../material-enums.js';
import type { VersionType } from './version.type.js';

/** What is still to be done before a version can be handed in. */
export interface Missing {
  /** Field of `DraftInput`, or `files`, `contributions`. */
  readonly field: string;
  readonly text: LocalizedText;
  /** Whether the version cannot be handed in without it. */
  readonly blocking: boolean;
  /** The file or the contribution that it is about. */
  readonly subjectId?: string;
}

/** A line of the checklist in the caller's language. */
@ObjectType({ description: 'Something that is missing in a working version.' })
export class ChecklistItem {
  @Field(() => String, { description: 'Field of `DraftInput`, or `files`, `contributions`.' })
  field!: string;

  @Field(() => String, { description: 'What to do, for people.' })
  text!: string;

  @Field(() => Boolean, { description: 'Whether it cannot be handed in without this.' })
  blocking!: boolean;

  @Field(() => ID, { nullable: true, description: 'The file or the contribution that it is about.' })
  subjectId!: string | null;
}

/** Kinds that show a lesson as it went. */
export const VIDEO_KINDS: readonly MaterialKind[] = [
  MaterialKind.LESSON_VIDEO,
  MaterialKind.EXTRACURRICULAR_VIDEO,
];
/** Kinds that are for a subject and an age, so that teachers find them by these. */
const TAUGHT_KINDS: readonly MaterialKind[] = [
  MaterialKind.LESSON_PLAN,
  MaterialKind.LESSON_VIDEO,
  MaterialKind.MEASUREMENT,
  MaterialKind.ASSESSMENT_SHEET,
  MaterialKind.WORKSHEET,
];
const SHORTEST_TITLE = 5;
const SHORTEST_ANNOTATION = 100;

/** What a version of a material of this kind is missing, in the order of the form. */
export function checklistOf(kind: MaterialKind, version: VersionType): Missing[] {
  const found: Missing[] = [];
  const need = (field: string, missing: boolean, ru: string, en: string, subjectId?: string) => {
    if (missing) found.push({ field, text: { ru, en }, blocking: true, ...(subjectId && { subjectId }) });
  };
  const advise = (field: string, missing: boolean, ru: string, en: string, subjectId?: string) => {
    if (missing) found.push({ field, text: { ru, en }, blocking: false, ...(subjectId && { subjectId }) });
  };
  const taught = TAUGHT_KINDS.includes(kind);
  const { title, annotation, files, contributions } = version;

  need(
    'files',
    !files.some(({ role }) => role === FileRole.MAIN),
    'Загрузите основной файл.',
    'Upload the main file.',
  );
  for (const file of files) {
    need(
      'files',
      file.textState === TextState.PENDING || file.scanState === ScanState.PENDING,
      `Файл «${file.name}» ещё проверяется и читается: подождите немного.`,
      `“${file.name}” is still being checked and read: wait a little.`,
      file.id,
    );
    need(
      'files',
      file.scanState === ScanState.INFECTED,
      `В файле «${file.name}» вредоносный код: замените файл или уберите его.`,
      `“${file.name}” holds malicious code: replace or remove it.`,
      file.id,
    );
  }
  const video = files.some(({ viewer }) => viewer === ViewerKind.VIDEO);
  const captions = files.some(({ role }) => role === FileRole.CAPTIONS || role === FileRole.TRANSCRIPT);
  advise('files', video && !captions, 'Добавьте субтитры: видео поймут и без звука.', 'Add captions.');
  advise(
    'childConsent',
    video && !VIDEO_KINDS.includes(kind) && version.childConsent === ChildConsent.NOT_APPLICABLE,
    'В материале есть видео. Если на нём дети, отметьте, собраны ли согласия родителей.',
    'There is a video. If it shows children, say whether the consents of their parents are collected.',
  );
  need('title', title.trim().length < SHORTEST_TITLE, 'Напишите название.', 'Write a title.');
  need(
    'annotation',
    annotation.trim().length < SHORTEST_ANNOTATION,
    `Напишите аннотацию: что это, для кого и с каким результатом, не короче ${SHORTEST_ANNOTATION} знаков.`,
    `Write the annotation: what it is, for whom, with what result; at least ${SHORTEST_ANNOTATION} characters.`,
  );
  need(
    'levels',
    version.levels.length === 0,
    'Выберите уровень образования.',
    'Choose the level of education.',
  );
  need('subjects', taught && version.subjects.length === 0, 'Выберите предмет.', 'Choose the subject.');
  need(
    'grades',
    taught && version.grades.length === 0 && version.ageFrom === null && version.ageTo === null,
    'Укажите класс или возраст детей.',
    'Say the class or the age of the children.',
  );
  need(
    'ageFrom',
    version.ageFrom !== null && version.ageTo !== null && version.ageFrom > version.ageTo,
    'Возраст «от» больше возраста «до».',
    'The youngest age is above the oldest.',
  );
  advise(
    'themes',
    version.themes.length === 0,
    'Отметьте приоритетную тему, если она есть.',
    'Mark a priority theme if there is one.',
  );
  advise(
    'keywords',
    version.keywords.length === 0,
    'Добавьте ключевые слова: по ним найдут.',
    'Add keywords.',
  );
  need('license', version.license === null, 'Выберите условия использования.', 'Choose the terms of use.');
  need(
    'rightsHolder',
    version.license === License.ARR && !version.rightsHolder?.trim(),
    'Укажите, кому принадлежат права.',
    'Say who holds the rights.',
  );
  consents(kind, version, need);
  titlePage(contributions, need);
  return found;
}

type Need = (field: string, missing: boolean, ru: string, en: string, subjectId?: string) => void;

function consents(kind: MaterialKind, version: VersionType, need: Need): void {
  const { childConsent, childConsentCount, childConsentPlace } = version;
  const lesson = VIDEO_KINDS.includes(kind);
  need(
    'childConsent',
    childConsent === ChildConsent.MISSING,
    lesson
      ? 'На видео дети: соберите письменные согласия родителей и отметьте это. Без согласий видео публиковать нельзя.'
      : 'Соберите письменные согласия родителей детей, которых видно или слышно, и отметьте это.',
    'Collect the written consents of the parents of the children who are seen or heard, and mark it.',
  );
  const collected = childConsent === ChildConsent.COLLECTED;
  need(
    'childConsentCount',
    collected && !childConsentCount,
    'Укажите, сколько согласий собрано.',
    'Say how many consents were collected.',
  );
  need(
    'childConsentPlace',
    collected && !childConsentPlace?.trim(),
    'Укажите, где хранятся подписанные согласия.',
    'Say where the signed consents are kept.',
  );
}

function titlePage(contributions: VersionType['contributions'], need: Need): void {
  const writers = [ContributionRole.AUTHOR, ContributionRole.COMPILER];
  need(
    'contributions',
    !contributions.some(({ role }) => writers.includes(role)),
    'Назовите хотя бы одного автора или составителя.',
    'Name at least one author or compiler.',
  );
  for (const { id, name, confirmedAt, declinedAt } of contributions) {
    const declined = declinedAt !== null;
    need(
      'contributions',
      declined,
      `${name} не подтверждает участие: уберите это имя.`,
      `${name} has declined: take the name out.`,
      id,
    );
    need(
      'contributions',
      !declined && confirmedAt === null,
      `Ждём подтверждения: ${name}.`,
      `Waiting for ${name} to confirm.`,
      id,
    );
  }
}
