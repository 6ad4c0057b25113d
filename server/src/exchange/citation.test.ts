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
const gost = (names: string[], data?: Partial<CitedMaterial>) =>
  texts(names, data).gost.replaceAll('\u00A0', ' ');

const A = 'Алова Анна Ивановна';
const B = 'Белов Борис Петрович';
const C = 'Вишня Вера Олеговна';
const D = 'Гуров Глеб';
const E = 'Дымова Дарья Юрьевна';
const END =
  '– Текст : электронный // Методбанк : [сайт]. – 2026. – URL: https://bank.example/materials/drobi (дата обращения: 01.09.2026).';

describe('the citation by ГОСТ Р 7.0.100-2018', () => {
  it('puts one author into the heading and after the slash', () => {
    expect(gost([A])).toBe(`Алова, А. И. Дроби без слёз : методические рекомендации / А. И. Алова. ${END}`);
  });
  it('puts the first of two or three into the heading and all after the slash', () => {
    expect(gost([A, B])).toBe(
      `Алова, А. И. Дроби без слёз : методические рекомендации / А. И. Алова, Б. П. Белов. ${END}`,
    );
    expect(gost([A, B, C])).toContain('/ А. И. Алова, Б. П. Белов, В. О. Вишня. –');
  });
  it('has no heading for four and names them all', () => {
    expect(gost([A, B, C, D])).toBe(
      `Дроби без слёз : методические рекомендации / А. И. Алова, Б. П. Белов, В. О. Вишня, Г. Гуров. ${END}`,
    );
  });
  it('names three of five and says that there are others', () => {
    expect(gost([A, B, C, D, E])).toBe(
      `Дроби без слёз : методические рекомендации / А. И. Алова, Б. П. Белов, В. О. Вишня [и др.]. ${END}`,
    );
  });
  it('takes initials as they are and one initial where there is no patronymic', () => {
    expect(gost(['Мишин В. И.'])).toMatch(/^Мишин, В\. И\. Дроби/);
    expect(gost([D])).toMatch(/^Гуров, Г\. Дроби без слёз .* \/ Г\. Гуров\. –/);
  });
  it('says of a video that it is moving pictures', () => {
    expect(gost([A], { kind: 'LESSON_VIDEO' })).toContain(
      ': видеозапись урока / А. И. Алова. – Изображение (движущееся ; двухмерное) : электронный // Методбанк',
    );
  });
  it('names compilers by their part, and the organisation where nobody is named', () => {
    expect(gost([], { contributions: [{ role: 'COMPILER', name: A }] })).toMatch(
      /рекомендации \/ составитель А\. И\. Алова\. –/,
    );
    expect(gost([])).toMatch(/^Дроби без слёз : методические рекомендации \/ МОБУ Лесная СОШ\. –/);
    expect(gost([], { organization: null })).toMatch(/^Дроби без слёз : методические рекомендации\. –/);
  });
  it('keeps initials, slashes and dashes on their line and never doubles a full stop', () => {
    const text = texts([A], {
      title: 'Что делать?',
      subtitle: 'Разговор по душам и т. д.',
      kind: 'OTHER',
    }).gost;
    expect(text).toContain('А.\u00A0И.\u00A0Алова');
    expect(text.startsWith('Алова,\u00A0А.\u00A0И. Что делать?\u00A0: Разговор')).toBe(true);
    expect(text).not.toMatch(/\.\.|Электронный ресурс/);
  });
});

describe('other citations', () => {
  it('BibTeX braces the title and escapes what TeX would run', () => {
    expect(texts([A, B], { title: 'Дроби {и} 100 %' }).bibtex).toBe(
      '@misc{metodbank2026000123,\n  author = {Алова, Анна Ивановна and Белов, Борис Петрович},\n' +
        '  title = {{Дроби и 100 \\%}},\n  year = {2026},\n  publisher = {Методбанк},\n  note = {МБ-2026-000123},\n' +
        '  url = {https://bank.example/materials/drobi},\n  urldate = {2026-09-01},\n  language = {russian},\n' +
        '  keywords = {дроби, 100 \\% \\& более}\n}\n',
    );
  });
  it('RIS has a line a field, CRLF, and ends with ER', () => {
    const { ris } = texts([A, D], { annotation: 'Две\nстроки' });
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
    expect(texts([A], { kind: 'LESSON_VIDEO' }).ris).toMatch(/^TY {2}- VIDEO/);
  });
});
