import { beforeAll, describe, expect, test } from 'vitest';
import { FileFormat } from '../../materials/file-enums.js';
import { Analyser } from '../../search/analysis/analyser.js';
import { propose } from './propose.js';
import { linesOf } from './source-text.js';

const SUBJECTS = [
  ...['Математика', 'Русский язык', 'Литература', 'Литературное чтение', 'История', 'Окружающий мир'],
].map((title, n) => ({ slug: `s-${n}`, title }));

let analyser: Analyser;
beforeAll(async () => {
  analyser = await Analyser.load();
});

/** Proposals by their fields. */
function proposals(
  fileName: string,
  text: string,
  format = FileFormat.DOCX,
  durationSeconds: number | null = null,
) {
  const lines = linesOf([{ ordinal: 0, page: 1, slide: null, text }]);
  const found = propose({ fileName, format, durationSeconds, lines }, SUBJECTS, analyser);
  return Object.fromEntries(found.map((proposal) => [proposal.field, proposal]));
}

const LESSON = `Муниципальное бюджетное общеобразовательное учреждение
МОБУ СОШ № 4
Технологическая карта урока
Предмет: литературное чтение
Класс: 3
Тема урока: «Сказка о потерянном времени»
Аннотация
Урок открытия нового знания: дети читают сказку по ролям, спорят о том, что значит терять время, и составляют собственный план дня.
Ключевые слова: сказка, чтение по ролям, план дня.`;

describe('a lesson that says what it is', () => {
  test('gives its topic, its subject, its class and its words, each with its place', () => {
    const found = proposals('01_урок (копия).docx', LESSON);
    expect(found['title']).toMatchObject({
      values: ['Сказка о потерянном времени'],
      reason: { ru: 'так названа тема в файле' },
      line: { page: 1, text: 'Тема урока: «Сказка о потерянном времени»' },
    });
    expect(found['annotation']!.values[0]).toMatch(/^Урок открытия нового знания/);
    expect(found['kind']).toMatchObject({ values: ['LESSON_PLAN'] });
    expect(found['subjects']).toMatchObject({ values: ['s-3'], label: 'Литературное чтение' });
    expect(found['grades']).toMatchObject({ values: ['3'] });
    expect(found['levels']).toMatchObject({ values: ['NOO'] });
    expect(found['keywords']!.values).toEqual(['сказка', 'чтение по ролям', 'план дня']);
    expect(found['language']).toMatchObject({ values: ['ru'] });
  });

  test('never gives terms of use, rights or a confirmation about children', () => {
    const found = Object.keys(proposals('a.docx', LESSON));
    for (const field of ['license', 'rightsHolder', 'childConsent', 'ageRating'])
      expect(found).not.toContain(field);
  });
});

test.each([
  ['Дроби. 5-6 классы.docx', ['5', '6'], ['OOO']],
  ['Повторение 9 «А» класс.docx', ['9'], ['OOO']],
  ['Подготовка 9–11 класс.docx', ['9', '10', '11'], ['OOO', 'SOO']],
])('the name «%s» tells the class', (name, grades, levels) => {
  const found = proposals(name, '');
  expect([found['grades']?.values, found['levels']?.values]).toEqual([grades, levels]);
});

test.each([
  'Классный час.docx',
  'Классификация глаголов.docx',
  'Кабинет 12.docx',
  'Приказ 2024 класс-комплект.docx',
])('the name «%s» tells no class', (name) => expect(proposals(name, '')['grades']).toBeUndefined());

test('a kindergarten is told by its words, with the age of its children', () => {
  const found = proposals('Игра.docx', 'Конспект занятия в старшей группе\nДля детей 5–6 лет\nЦель: …');
  expect(found['levels']!.values).toEqual(['DO']);
  expect([found['ageFrom']!.values, found['ageTo']!.values]).toEqual([['5'], ['6']]);
  expect(found['kind']!.values).toEqual(['LESSON_PLAN']);
});

test('a subject in another case is the same subject, and a longer name goes before a shorter', () => {
  expect(proposals('Конспект по математике.docx', '')['subjects']!.label).toBe('Математика');
  expect(proposals('Урок литературного чтения.docx', '')['subjects']!.label).toBe('Литературное чтение');
  expect(proposals('Про школьную жизнь.docx', '')['subjects']).toBeUndefined();
});

test('without declared words those that come most often are proposed, but not those of the trade', () => {
  const text =
    'На уроке учащиеся изучают вулканы. Вулкан извергает лаву. Лава вулканов горяча: магма и лава. Магма, магма. Урок, урок, урок окончен.';
  expect(proposals('a.docx', text)['keywords']).toBeUndefined();
  const richer = `${text} Кратер вулкана. Кратеры вулканов. Кратер. Извержения, извержение, извержение.`;
  const { values } = proposals('a.docx', richer)['keywords']!;
  expect(values.join(' ')).toMatch(/вулкан/);
  expect(values.join(' ')).not.toMatch(/урок/);
});

test('an empty scan with a speaking name still gets a title, one without a name gets none', () => {
  expect(proposals('Диктант с грамматическим заданием.pdf', '')['title']).toMatchObject({
    values: ['Диктант с грамматическим заданием'],
    line: null,
  });
  expect(proposals('scan0001.pdf', '')['title']).toBeUndefined();
});

test('slides and videos are told by their format', () => {
  expect(proposals('Безопасная дорога.pptx', '', FileFormat.PPTX)['kind']!.values).toEqual(['PRESENTATION']);
  const video = proposals('Открытый показ.mp4', '', FileFormat.MP4, 2520);
  expect([video['kind']!.values, video['durationMinutes']!.values]).toEqual([['LESSON_VIDEO'], ['42']]);
});

test.each([
  ['Урок. Дроби и лист самооценки, 5 класс.mp4', 'LESSON_VIDEO'],
  ['Классный час о дружбе.webm', 'EXTRACURRICULAR_VIDEO'],
])('«%s» is a recording, whatever it is about', (name, kind) => {
  const format = name.endsWith('webm') ? FileFormat.WEBM : FileFormat.MP4;
  expect(proposals(name, '', format)['kind']!.values).toEqual([kind]);
});

describe('a project of a club', () => {
  test('is not named after its school, and two figures of an age are one number', () => {
    const found = proposals(
      'Проект.docx',
      'МОБУ Заречная СОШ\nТень на стене: спектакль своими руками\nЗа месяц 14 ребят (9–12 лет) поставили спектакль и показали его в детском саду.',
    );
    expect(found['title']?.values).toEqual(['Тень на стене: спектакль своими руками']);
    expect(found['ageFrom']).toBeUndefined();
  });
});
