import { FileRole } from '../../materials/file-enums.js';
import {
  AgeRating,
  ContributionRole,
  License,
  MaterialKind,
  MaterialStatus,
} from '../../materials/material-enums.js';
import { dayIn, MOSCOW } from '../../platform/time-zone.js';
import { EducationLevel } from '../../vocabulary/education-level.js';
import { parsePersonName, type PersonName } from '../../directory/person-name.js';
import type { Column, ManifestRow } from './manifest.js';

/** A row that says what it should; names of other things are not looked up yet. */
export interface MaterialDraft {
  files: { path: string; role: FileRole }[];
  title: string;
  subtitle: string | null;
  annotation: string;
  kind: MaterialKind;
  authors: { name: PersonName; role: ContributionRole }[];
  organization: string | null;
  network: string | null;
  themes: string[];
  subjects: string[];
  levels: EducationLevel[];
  grades: number[];
  ageFrom: number | null;
  ageTo: number | null;
  keywords: string[];
  audience: string[];
  technologies: string[];
  durationMinutes: number | null;
  ageRating: AgeRating;
  license: License;
  rightsHolder: string | null;
  year: number | null;
  language: string;
  publishedAt: string | null;
  reviewBy: string | null;
  status: MaterialStatus;
  protocolNumber: string | null;
  protocolDate: string | null;
  recommended: boolean;
  downloads: number;
  views: number;
}

/** The row cannot become a material; the message says why, in Russian, for whoever wrote the manifest. */
export class RowRefused extends Error {}

/** Reads a row; throws {@link RowRefused} with every fault at once. */
export function readDraft({ values, broken }: ManifestRow): MaterialDraft {
  if (broken) throw new RowRefused(`Строка не читается: ${broken}`);
  const faults: string[] = [];
  const text = (column: Column): string | null => values[column]?.normalize('NFC').trim() || null;
  const list = (column: Column): string[] => [
    ...new Set(
      (text(column) ?? '')
        .split(';')
        .map((part) => part.trim())
        .filter(Boolean),
    ),
  ];
  const required = (column: Column): string => {
    const value = text(column);
    if (!value) faults.push(`не заполнен столбец ${column}`);
    return value ?? '';
  };
  const choice = <T extends string>(column: Column, value: string, choices: Record<string, T>): T => {
    const name = value
      .toUpperCase()
      .replace(/[^A-ZА-Я0-9]+/g, '_')
      .replace(/_\d_0$/, '');
    if (value && !(name in choices)) {
      faults.push(`${column}: нет значения «${value}», возможны: ${Object.keys(choices).join(', ')}`);
    }
    return choices[name] as T;
  };
  const whole = (column: Column, from: number, to: number): number | null => {
    const value = text(column);
    if (value === null) return null;
    const number = Number(value.replace(/[\s\u00A0]/g, ''));
    if (Number.isInteger(number) && number >= from && number <= to) return number;
    faults.push(`${column}: «${value}» — не целое число от ${from} до ${to}`);
    return null;
  };
  const date = (column: Column): string | null => {
    const value = text(column)?.replace(
      /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/,
      (_, day: string, month: string, year: string) =>
        [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-'),
    );
    if (!value) return null;
    const time = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : NaN;
    if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(value)) return value;
    faults.push(`${column}: «${value}» — не дата ГГГГ-ММ-ДД`);
    return null;
  };

  const roles = (text('roles') ?? '').split(';').map((role) => role.trim());
  const levels = list('levels').map((level) => choice('levels', level, EducationLevel));
  const reviewBy = date('reviewBy');
  const draft: MaterialDraft = {
    files: list('files').map((entry) => {
      const [path = '', role = 'MAIN'] = entry.split('|').map((part) => part.trim());
      return { path, role: choice('files', role, FileRole) };
    }),
    title: required('title'),
    subtitle: text('subtitle'),
    annotation: text('annotation') ?? '',
    kind: choice('kind', required('kind'), MaterialKind),
    authors: list('authors').flatMap((author, at) => {
      const name = parsePersonName(author);
      if (!name) faults.push(`authors: «${author}» — не «Фамилия Имя Отчество» и не «Фамилия И. О.»`);
      return name ? [{ name, role: choice('roles', roles[at] || 'AUTHOR', ContributionRole) }] : [];
    }),
    organization: text('organization'),
    network: text('network'),
    themes: list('themes'),
    subjects: list('subjects'),
    levels,
    grades: list('grades').map((grade) => {
      const number = Number(grade);
      if (!(Number.isInteger(number) && number >= 1 && number <= 11))
        faults.push(`grades: нет класса «${grade}»`);
      return number;
    }),
    ageFrom: whole('ageFrom', 0, 99),
    ageTo: whole('ageTo', 0, 99),
    keywords: list('keywords'),
    audience: list('audience'),
    technologies: list('technologies'),
    durationMinutes: whole('duration', 1, 10_000),
    ageRating: ageRating(text('ageRating'), faults),
    license: choice('license', required('license'), License),
    rightsHolder: text('rightsHolder'),
    year: whole('year', 1900, 2100),
    language: text('language') ?? 'ru',
    publishedAt: date('publishedAt'),
    reviewBy,
    status: text('status') ? choice('status', text('status')!, PUBLIC_STATUSES) : presentStatus(reviewBy),
    protocolNumber: text('protocol'),
    protocolDate: date('protocolDate'),
    recommended: flag(text('recommended'), faults),
    downloads: whole('downloads', 0, 2 ** 31 - 1) ?? 0,
    views: whole('views', 0, 2 ** 31 - 1) ?? 0,
  };
  if (draft.files.length === 0) faults.push('не указан ни один файл');
  if (draft.protocolNumber && !draft.protocolDate) faults.push('protocolDate: у протокола нет даты');
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(draft.language))
    faults.push(`language: «${draft.language}» — не код языка`);
  if (faults.length > 0) throw new RowRefused([...new Set(faults)].join('; '));
  return draft;
}

/** An import publishes; drafts are written in the bank. */
const PUBLIC_STATUSES: Record<string, MaterialStatus> = {
  PUBLISHED: MaterialStatus.PUBLISHED,
  OUTDATED: MaterialStatus.OUTDATED,
};

function presentStatus(reviewBy: string | null): MaterialStatus {
  const passed = reviewBy !== null && reviewBy < dayIn(MOSCOW, new Date());
  return passed ? MaterialStatus.OUTDATED : MaterialStatus.PUBLISHED;
}

function ageRating(value: string | null, faults: string[]): AgeRating {
  const rating = `AGE_${(value ?? '0').replace(/\D/g, '')}`;
  if (rating in AgeRating) return rating as AgeRating;
  faults.push(`ageRating: «${value}» — нужно 0+, 6+, 12+ или 16+`);
  return AgeRating.AGE_0;
}

function flag(value: string | null, faults: string[]): boolean {
  if (value === null || /^(false|0|нет|no)$/i.test(value)) return false;
  if (/^(true|1|да|yes|\+)$/i.test(value)) return true;
  faults.push(`recommended: «${value}» — нужно true или false`);
  return false;
}
