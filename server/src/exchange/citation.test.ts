import { describe, expect, it } from 'vitest';
import { cite, type CitedMaterial } from './citation.js';

const accessed = new Date('2026-09-01T10:00:00Z');
const material = (names: string[], data: Partial<CitedMaterial> = {}): CitedMaterial => ({
  registrationNumber: 'МБ-2026-000123',
  slug: 'drobi',
  kind: 'METHOD_RECOMMENDATIONS',
  title: 'Дроби без слёз',
  subtitle: null,
  annotation: 'О дробях.',
  keywords: ['дроби', '100 % & более'],
  language: 'ru',
  publishedAt: new Date('2026-02-03T00:00:00Z'),
  contributions: names.map((name) => ({ role: 'AUTHOR', name })),
  organization: { shortName: 'МОБУ Лесная СОШ' },
  ...data,
});
const texts = (names: string[], data?: Partial<CitedMaterial>) =>
  cite(material(names, data), 'https://bank.example', accessed);
const gost = async (names: string[], data?: Partial<CitedMaterial>) =>
  (await texts(names, data)).gost.replaceAll('\u00A0', ' ');

const A = 'Алова Анна Ивановна';
const B = 'Белов Борис Петрович';
const C = 'Вишня Вера Олеговна';
const D = 'Гуров Глеб';
const E = 'Дымова Дарья Юрьевна';
const END =
  '– Текст : электронный // Методбанк : [сайт]. – 2026. – URL: https://bank.example/materials/drobi (дата обращения: 01.09.2026).';

describe('the citation by ГОСТ Р 7.0.100-2018', () => {
  it('puts one author into the heading and after the slash', async () => {
    expect(await gost([A])).toBe(
      `Алова, А. И. Дроби без слёз : методические рекомендации / А. И. Алова. ${END}`,
    );
  });
  it('puts the first of two or three into the heading and all after the slash', async () => {
    expect(await gost([A, B])).toBe(
      `Алова, А. И. Дроби без слёз : методические рекомендации / А. И. Алова, Б. П. Белов. ${END}`,
    );
    expect(await gost([A, B, C])).toContain('/ А. И. Алова, Б. П. Белов, В. О. Вишня. –');
  });
  it('has no heading for four and names them all', async () => {
    expect(await gost([A, B, C, D])).toBe(
      `Дроби без слёз : методические рекомендации / А. И. Алова, Б. П. Белов, В. О. Вишня, Г. Гуров. ${END}`,
    );
  });
  it('names three of five and says that there are others', async () => {
    expect(await gost([A, B, C, D, E])).toBe(
      `Дроби без слёз : методические рекомендации / А. И. Алова, Б. П. Белов, В. О. Вишня [и др.]. ${END}`,
    );
  });
  it('takes initials as they are and one initial where there is no patronymic', async () => {
    expect(await gost(['Мишин В. И.'])).toMatch(/^Мишин, В\. И\. Дроби/);
    expect(await gost([D])).toMatch(/^Гуров, Г\. Дроби без слёз .* \/ Г\. Гуров\. –/);
  });
  it('dates by the clock by which the bank dates: what is of this night was not read the day before', async () => {
    const night = new Date('2025-12-31T21:30:00Z');
    const { gost: text } = await cite(material([A], { publishedAt: night }), 'https://bank.example', night);
    expect(text.replaceAll('\u00A0', ' ')).toMatch(/ – 2026\. – URL: .* \(дата обращения: 01\.01\.2026\)\.$/);
  });
  it('says of a video that it is moving pictures', async () => {
    expect(await gost([A], { kind: 'LESSON_VIDEO' })).toContain(
      ': видеозапись урока / А. И. Алова. – Изображение (движущееся ; двухмерное) : электронный // Методбанк',
    );
  });
  it('names compilers by their part, and the organisation where nobody is named', async () => {
    expect(await gost([], { contributions: [{ role: 'COMPILER', name: A }] })).toMatch(
      /рекомендации \/ составитель А\. И\. Алова\. –/,
    );
    expect(await gost([])).toMatch(/^Дроби без слёз : методические рекомендации \/ МОБУ Лесная СОШ\. –/);
    expect(await gost([], { organization: null })).toMatch(/^Дроби без слёз : методические рекомендации\. –/);
  });
  it('keeps initials, slashes and dashes on their line and never doubles a full stop', async () => {
    const { gost: text } = await texts([A], {
      title: 'Что делать?',
      subtitle: 'Разговор по душам и т. д.',
      kind: 'OTHER',
    });
    expect(text).toContain('А.\u00A0И.\u00A0Алова');
    expect(text.startsWith('Алова,\u00A0А.\u00A0И. Что делать?\u00A0: разговор')).toBe(true);
    expect(text).not.toMatch(/\.\.|Электронный ресурс/);
  });
});

describe('a subtitle after the title', () => {
  const after = async (subtitle: string) =>
    (await gost([A], { subtitle, kind: 'OTHER' })).match(/слёз : (.*) \/ А\. И\. Алова\. – Текст/)?.[1];

  it.each([
    ['Порядок заполнения, бланк и ключ', 'порядок заполнения, бланк и ключ'],
    ['Безотметочное обучение', 'безотметочное обучение'],
    ['В помощь учителю', 'в помощь учителю'],
    ['Лекция-беседа для родителей', 'лекция-беседа для родителей'],
    ['Задания', 'задания'],
    ['Уральские сказы на уроке', 'уральские сказы на уроке'],
  ])('begins with a small letter: %s', async (written, cited) => {
    expect(await after(written)).toBe(cited);
  });

  it.each([
    ['the name of a place', 'Россия – наш дом'],
    ['the name of a river', 'Нева и её мосты'],
    ['a surname', 'Пушкина читаем вслух'],
    ['initials', 'А. С. Пушкин в начальной школе'],
    ['a name that is a word as well', 'Вера, надежда и математика'],
    ['a name of two words', 'Великая Отечественная война в письмах'],
    ['the name of a district', 'Октябрьский район на карте'],
    ['the name of a school', 'Лесная школа: опыт года'],
    ['an abbreviation', 'ФГОС начального общего образования'],
    ['an abbreviation that the dictionary has', 'ЕГЭ без спешки'],
    ['a word that the dictionary lacks', 'Умкины сказки для малышей'],
    ['a school by a name that the dictionary lacks', 'Новоотрадная школа в цифрах'],
    ['words in quotes', '«Лесная азбука» для первого класса'],
    ['a number', '8–10 лет, 72 часа'],
    ['another alphabet', 'Past Simple в играх'],
  ])('keeps the capital of %s', async (_, written) => {
    expect(await after(written)).toBe(written);
  });
});

describe('other citations', () => {
  it('BibTeX braces the title and escapes what TeX would run', async () => {
    expect((await texts([A, B], { title: 'Дроби {и} 100 %' })).bibtex).toBe(
      '@misc{metodbank2026000123,\n  author = {Алова, Анна Ивановна and Белов, Борис Петрович},\n' +
        '  title = {{Дроби и 100 \\%}},\n  year = {2026},\n  publisher = {Методбанк},\n  note = {МБ-2026-000123},\n' +
        '  url = {https://bank.example/materials/drobi},\n  urldate = {2026-09-01},\n  language = {russian},\n' +
        '  keywords = {дроби, 100 \\% \\& более}\n}\n',
    );
  });
  it('RIS has a line a field, CRLF, and ends with ER', async () => {
    const { ris } = await texts([A, D], { annotation: 'Две\nстроки' });
    expect(ris.split('\r\n')).toEqual(
      expect.arrayContaining([
        'TY  - ELEC',
        'AU  - Алова, Анна Ивановна',
        'AU  - Гуров, Глеб',
        'AB  - Две строки',
        'PY  - 2026',
        'ER  - ',
      ]),
    );
    expect((await texts([A], { kind: 'LESSON_VIDEO' })).ris).toMatch(/^TY {2}- VIDEO/);
  });
});
