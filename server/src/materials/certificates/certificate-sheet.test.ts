import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import { describe, expect, test } from 'vitest';
import { type PrintedCertificate, drawCertificate } from './certificate-sheet.js';
import type { CertificateSnapshot } from './certificate-snapshot.js';
import { newCheckCode, printedCheckCode } from './check-code.js';

const SNAPSHOT: CertificateSnapshot = {
  holder: 'Мельник Наталья Сергеевна',
  role: 'AUTHOR',
  post: 'учитель-логопед',
  organizationName: 'МДОБУ «Берёзка»',
  coAuthors: ['Е.\u00a0П.\u00a0Гордеева'],
  title: 'Программа кружка «Речевичок» для детей 5–6 лет',
  subtitle: 'Один учебный год',
  materialKind: 'PROGRAM',
  registrationNumber: 'МБ-2026-000007',
  versionNumber: 2,
  publishedOn: '2026-09-16',
  fileName: 'Программа.docx',
  approval: { protocolNumber: '4', protocolDate: '2026-09-07', recommended: true },
  issuer: {
    organization: 'Методический центр',
    signerPost: 'Директор',
    signerName: 'А.\u00a0Б.\u00a0Гусева',
  },
};
const certificate = (snapshot: Partial<CertificateSnapshot> = {}): PrintedCertificate => ({
  number: 'СП-2026-000123',
  issuedAt: new Date('2026-11-24T22:00:00Z'),
  checkCode: newCheckCode(),
  sha256: '0123456789abcdef'.repeat(4),
  snapshot: { ...SNAPSHOT, ...snapshot },
});
const draw = (printed: PrintedCertificate) =>
  drawCertificate(printed, `https://bank.example/check/${printed.checkCode}`);

/** The pieces of text with their places, points from the left and the bottom. */
async function pieces(pdf: Buffer) {
  const document = await getDocumentProxy(new Uint8Array(pdf));
  expect(document.numPages).toBe(1);
  const { items } = await (await document.getPage(1)).getTextContent();
  return items
    .flatMap((item) => ('str' in item && item.str.trim() ? [item] : []))
    .map(({ str, width, height, transform }) => ({
      text: str,
      left: transform[4] as number,
      right: (transform[4] as number) + width,
      bottom: transform[5] as number,
      height,
    }));
}

const wordsOf = async (pdf: Buffer) => {
  const { text } = await extractText(new Uint8Array(pdf), { mergePages: true });
  return text.replace(/\s+/g, ' ');
};

test('a sheet says everything that it certifies', async () => {
  const printed = certificate();
  const text = await wordsOf(await draw(printed));
  for (const words of [
    'СВИДЕТЕЛЬСТВО о публикации методического материала',
    '№ СП-2026-000123 от 25 ноября 2026 г.',
    'Мельник Наталья Сергеевна',
    'учитель-логопед, МДОБУ «Берёзка»',
    'является одним из авторов',
    '«Программа кружка „Речевичок“ для детей 5–6 лет»',
    'Один учебный год',
    'Соавторы: Е. П. Гордеева',
    'Рекомендовано научно-методическим советом, протокол № 4 от 07.09.2026',
    'bank.example/check',
    printedCheckCode(printed.checkCode),
    'МБ-2026-000007, версия 2',
    '16 сентября 2026 г.',
    '01234567 89abcdef',
    'Методический центр',
    'Директор',
    'А. Б. Гусева',
  ])
    expect(text).toContain(words);
});

test('the same certificate is the same bytes, another is not', async () => {
  const printed = certificate();
  const first = await draw(printed);
  expect((await draw(printed)).equals(first)).toBe(true);
  expect((await draw({ ...printed, number: 'СП-2026-000124' })).equals(first)).toBe(false);
});

test('the sheet is tagged, Russian, and named for the window', async () => {
  const pdf = await draw(certificate());
  const { info } = await getMeta(new Uint8Array(pdf));
  expect(info['Title']).toBe('Свидетельство о публикации СП-2026-000123');
  expect(info['Language']).toBe('ru-RU');
  const document = await getDocumentProxy(new Uint8Array(pdf));
  expect(await document.getMarkInfo()).toMatchObject({ Marked: true });
  const tree = JSON.stringify(await (await document.getPage(1)).getStructTree());
  for (const tag of ['H1', 'H2', 'Figure']) expect(tree).toContain(`"role":"${tag}"`);
  expect(tree).toContain('QR-код страницы проверки: https://bank.example/check/');
});

describe('whatever the lengths', () => {
  const word = 'превысокомногорассмотрительствующий';
  const cases: [string, Partial<CertificateSnapshot>][] = [
    ['a title of 600 characters', { title: 'Развитие связной речи дошкольников '.repeat(17) }],
    ['a title without spaces', { title: word.repeat(12) }],
    ['a title of capitals and digits', { title: 'ЩЖШЮ2026'.repeat(40) }],
    ['a name of 150 characters', { holder: 'Константинопольская-Оглы '.repeat(6) }],
    ['an organisation of 400 characters', { organizationName: `«${'Средняя школа № 1 '.repeat(22)}»` }],
    ['thirty co-authors', { coAuthors: Array.from({ length: 30 }, () => `А.\u00a0Б.\u00a0${word}`) }],
    [
      'all of it at once',
      {
        title: `${word} `.repeat(15),
        subtitle: `${word} `.repeat(8),
        holder: `${word} `.repeat(4),
        post: `${word} `.repeat(5),
        coAuthors: Array.from({ length: 30 }, () => `А.\u00a0Б.\u00a0${word}`),
        issuer: {
          organization: `${word} `.repeat(8),
          signerPost: `${word} ${word}`,
          signerName: word.repeat(2),
        },
      },
    ],
    ['nothing but a name and a title', { post: null, organizationName: null, coAuthors: [], approval: null }],
  ];
  test.each(cases)(
    '%s stays on one sheet, inside the frame, and no line touches another',
    async (_, given) => {
      const found = await pieces(await draw(certificate(given)));
      for (const { left, right, bottom, height } of found) {
        expect(left).toBeGreaterThan(40);
        expect(right).toBeLessThan(802);
        expect(bottom).toBeGreaterThan(40);
        expect(bottom + height).toBeLessThan(555);
      }
      for (const one of found) {
        const overlapping = found.filter(
          (other) =>
            other !== one &&
            other.left < one.right - 0.5 &&
            one.left < other.right - 0.5 &&
            Math.abs(other.bottom - one.bottom) < Math.min(one.height, other.height) * 0.9,
        );
        expect(overlapping.map(({ text }) => text)).toEqual([]);
      }
    },
  );
});
