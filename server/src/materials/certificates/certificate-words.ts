import { dayIn, dayInFigures, dayInWords, MOSCOW } from '../../platform/time-zone.js';
import { KIND_LABELS } from '../kind-labels.js';
import type { CertificateSnapshot } from './certificate-snapshot.js';
import type { PtFont } from './pt-fonts.js';

/** Ink of the sheet: that of the site. */
export const INK = {
  paper: '#fbf9f5',
  ink: '#1c2430',
  second: '#4b5563',
  line: '#cfc7ba',
  accent: '#0b5d5e',
  ochre: '#8a5a00',
} as const;

/** A paragraph in the middle of the sheet. */
export interface Paragraph {
  readonly text: string;
  readonly font: PtFont;
  /** Points, where nothing is longer than usual. */
  readonly size: number;
  readonly color: keyof typeof INK;
  /** Points above it. */
  readonly gap: number;
  /** What it is for a screen reader. */
  readonly tag?: 'H2' | 'P';
}

/** Most names that are printed; the check page has them all. */
const MOST_NAMES = 6;

/** What a certificate says, from the top to the bottom. */
export function wordsOf(snapshot: CertificateSnapshot): Paragraph[] {
  if (snapshot.reviewedOn) return wordsOfReview(snapshot);
  const { post, organizationName, subtitle, approval } = snapshot;
  const place = [post, organizationName].filter(Boolean).join(', ');
  const plain = { font: 'sans', size: 11.5, color: 'second' } as const;
  const words: (Paragraph | false)[] = [
    { text: 'Настоящим подтверждается, что', font: 'serifItalic', size: 13, color: 'second', gap: 0 },
    { text: snapshot.holder, font: 'serifBold', size: 30, color: 'ink', gap: 6, tag: 'H2' },
    !!place && { ...plain, text: place, gap: 5 },
    { text: partOf(snapshot), font: 'serifItalic', size: 13, color: 'second', gap: 12 },
    { text: quoted(snapshot.title), font: 'serifBold', size: 20, color: 'accent', gap: 7 },
    !!subtitle && { text: subtitle, font: 'serif', size: 12.5, color: 'ink', gap: 4 },
    snapshot.materialKind !== 'OTHER' && { ...plain, text: KIND_LABELS[snapshot.materialKind], gap: 6 },
    snapshot.coAuthors.length > 0 && { ...plain, text: `Соавторы: ${names(snapshot.coAuthors)}`, gap: 3 },
    !!approval && { text: approved(approval), font: 'sansBold', size: 11.5, color: 'ochre', gap: 9 },
  ];
  return words.filter((paragraph) => paragraph !== false);
}

/** The words of a review: who has judged what kind of a material, and for whom. */
function wordsOfReview({
  holder,
  post,
  organizationName,
  title,
  materialKind,
}: CertificateSnapshot): Paragraph[] {
  const place = [post, organizationName].filter(Boolean).join(', ');
  const plain = { font: 'sans', size: 11.5, color: 'second' } as const;
  const words: (Paragraph | false)[] = [
    { text: 'Настоящим подтверждается, что', font: 'serifItalic', size: 13, color: 'second', gap: 0 },
    { text: holder, font: 'serifBold', size: 30, color: 'ink', gap: 6, tag: 'H2' },
    !!place && { ...plain, text: place, gap: 5 },
    {
      text: 'является рецензентом научно-методического совета. Выполненная работа:',
      ...{ font: 'serifItalic', size: 13, color: 'second', gap: 12 },
    },
    { text: title, font: 'serifBold', size: 20, color: 'accent', gap: 7 },
    materialKind !== 'OTHER' && { ...plain, text: `Вид материала: ${KIND_LABELS[materialKind]}`, gap: 6 },
  ];
  return words.filter((paragraph) => paragraph !== false);
}

/** «25 ноября 2026 г.» of a day `YYYY-MM-DD` or of a moment in Moscow. */
export function longDate(day: string | Date): string {
  return dayInWords(typeof day === 'string' ? day : dayIn(MOSCOW, day)).replaceAll(' ', '\u00A0');
}

function partOf({ role, coAuthors }: CertificateSnapshot): string {
  const alone = coAuthors.length === 0;
  if (role === 'COMPILER')
    return alone
      ? 'является составителем опубликованного методического материала'
      : 'является одним из составителей опубликованного методического материала';
  return alone
    ? 'является автором опубликованного методического материала'
    : 'является одним из авторов опубликованного методического материала';
}

/** «Ёлочки» outside, „лапки“ inside, as Russian print has it. */
function quoted(title: string): string {
  return `«${title.replaceAll('«', '„').replaceAll('»', '“')}»`;
}

function names(people: readonly string[]): string {
  if (people.length <= MOST_NAMES) return people.join(', ');
  return `${people.slice(0, MOST_NAMES - 1).join(', ')} и ещё ${people.length - MOST_NAMES + 1}`;
}

function approved({
  protocolNumber,
  protocolDate,
  recommended,
}: NonNullable<CertificateSnapshot['approval']>) {
  const verb = recommended ? 'Рекомендовано' : 'Одобрено';
  return `${verb} научно-методическим советом, протокол № ${protocolNumber} от ${dayInFigures(protocolDate)}`;
}
