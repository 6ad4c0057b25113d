import type { MaterialKind } from '../materials/material-enums.js';
import { initials, parsePersonName, type PersonName } from '../directory/person-name.js';
import { loadMorphology } from '../search/analysis/morphology.js';
import { dayIn, dayInFigures, MOSCOW } from '../platform/time-zone.js';
import { withSmallLetter } from './small-letter.js';

/** What a citation needs to know of a material. */
export interface CitedMaterial {
  registrationNumber: string;
  slug: string;
  kind: `${MaterialKind}`;
  title: string;
  subtitle: string | null;
  annotation: string;
  keywords: string[];
  language: string;
  publishedAt: Date;
  contributions: { role: string; name: string }[];
  organization: { shortName: string } | null;
}

/** A citation in the three forms that people paste. */
export interface CitationTexts {
  gost: string;
  bibtex: string;
  ris: string;
}

const NBSP = '\u00A0';
const DASH = `${NBSP}– `;

/** What the title page says of its kind; «другое» says nothing. */
const KINDS: Partial<Record<MaterialKind, string>> = {
  METHOD_RECOMMENDATIONS: 'методические рекомендации',
  LESSON_PLAN: 'разработка урока',
  EXTRACURRICULAR_PLAN: 'разработка внеурочного занятия',
  LESSON_VIDEO: 'видеозапись урока',
  EXTRACURRICULAR_VIDEO: 'видеозапись внеурочного занятия',
  MEASUREMENT: 'контрольно-измерительные материалы',
  ASSESSMENT_SHEET: 'лист оценки образовательных достижений',
  PROJECT: 'проект',
  PROGRAM: 'программа',
  THESIS: 'тезисы',
  TALK: 'доклад',
  REPORT: 'отчёт',
  EXPERIENCE: 'из опыта работы',
  PRESENTATION: 'презентация',
  WORKSHEET: 'рабочий лист',
  GAME: 'дидактическая игра',
  REGULATION: 'нормативный документ',
};

const OTHER_ROLES = [
  ['COMPILER', 'составитель', 'составители'],
  ['EDITOR', 'редактор', 'редакторы'],
  ['SUPERVISOR', 'научный руководитель', 'научные руководители'],
] as const;

/** Cites a material at its public address as seen on a day. */
export async function cite(
  material: CitedMaterial,
  publicUrl: string,
  accessed: Date,
): Promise<CitationTexts> {
  const url = `${publicUrl}/materials/${material.slug}`;
  const subtitle = material.subtitle && withSmallLetter(material.subtitle, await loadMorphology());
  return {
    gost: gost({ ...material, subtitle }, url, accessed),
    bibtex: bibtex(material, url, accessed),
    ris: ris(material, url, accessed),
  };
}

/** Bibliographic record of a part of a site by ГОСТ Р 7.0.100-2018. */
function gost(material: CitedMaterial, url: string, accessed: Date): string {
  const authors = named(material, 'AUTHOR');
  const heading = authors.length >= 1 && authors.length <= 3 ? inverted(authors[0]!) : '';
  const kind = KINDS[material.kind];
  const title = [material.title, material.subtitle, repeats(material, kind) ? null : kind]
    .filter(Boolean)
    .join(`${NBSP}: `);
  const content = isVideo(material) ? `Изображение (движущееся${NBSP}; двухмерное)` : 'Текст';
  const record = [
    `${heading && `${ended(heading)} `}${title}${NBSP}/ ${responsibility(material, authors)}`.replace(
      /\u00A0\/ $/,
      '',
    ),
    `${content}${NBSP}: электронный${NBSP}// Методбанк${NBSP}: [сайт]`,
    yearOf(material),
    `URL:${NBSP}${url} (дата обращения: ${dayInFigures(isoDate(accessed))})`,
  ];
  return ended(record.map((area, at) => (at < record.length - 1 ? ended(area) : area)).join(DASH));
}

/** «И. О. Первый, И. О. Второй, И. О. Третий [и др.] ; составитель …»; the organisation where nobody is named. */
function responsibility(material: CitedMaterial, authors: PersonName[]): string {
  const shown = authors.length > 4 ? authors.slice(0, 3) : authors;
  const main = shown.map(straight).join(', ') + (authors.length > 4 ? ' [и' + NBSP + 'др.]' : '');
  const others = OTHER_ROLES.flatMap(([role, one, many]) => {
    const people = named(material, role);
    return people.length > 0 ? [`${people.length > 1 ? many : one} ${people.map(straight).join(', ')}`] : [];
  });
  const all = [main, ...others].filter(Boolean).join(`${NBSP}; `);
  return all || (material.organization?.shortName ?? '');
}

function bibtex(material: CitedMaterial, url: string, accessed: Date): string {
  const fields: [string, string][] = [
    ['author', named(material, 'AUTHOR').map(inFull).map(texSafe).join(' and ')],
    [
      'editor',
      [...named(material, 'COMPILER'), ...named(material, 'EDITOR')].map(inFull).map(texSafe).join(' and '),
    ],
    ['title', `{${texSafe([material.title, material.subtitle].filter(Boolean).join(': '))}}`],
    ['year', yearOf(material)],
    ['publisher', 'Методбанк'],
    ['note', texSafe(material.registrationNumber)],
    ['url', url],
    ['urldate', isoDate(accessed)],
    ['language', material.language === 'ru' ? 'russian' : material.language],
    ['keywords', material.keywords.map(texSafe).join(', ')],
  ];
  const lines = fields.filter(([, value]) => value).map(([name, value]) => `  ${name} = {${value}}`);
  return `@misc{metodbank${material.registrationNumber.replace(/\D/g, '')},\n${lines.join(',\n')}\n}\n`;
}

function ris(material: CitedMaterial, url: string, accessed: Date): string {
  const fields: [string, string][] = [
    ['TY', isVideo(material) ? 'VIDEO' : 'ELEC'],
    ...named(material, 'AUTHOR').map((name): [string, string] => ['AU', inFull(name)]),
    ...[...named(material, 'COMPILER'), ...named(material, 'EDITOR')].map((name): [string, string] => [
      'ED',
      inFull(name),
    ]),
    ['TI', [material.title, material.subtitle].filter(Boolean).join(': ')],
    ['AB', material.annotation],
    ...material.keywords.map((keyword): [string, string] => ['KW', keyword]),
    ['PY', yearOf(material)],
    ['DA', isoDate(material.publishedAt).replaceAll('-', '/')],
    ['PB', 'Методбанк'],
    ['M1', material.registrationNumber],
    ['LA', material.language],
    ['UR', url],
    ['Y2', isoDate(accessed).replaceAll('-', '/')],
  ];
  const lines = fields
    .filter(([, value]) => value)
    .map(([tag, value]) => `${tag}  - ${value.replace(/\s+/g, ' ')}`);
  return `${lines.join('\r\n')}\r\nER  - \r\n`;
}

function named({ contributions }: CitedMaterial, role: string): PersonName[] {
  return contributions
    .filter((contribution) => contribution.role === role)
    .map(({ name }) => parsePersonName(name) ?? { lastName: name, firstName: '', patronymic: null });
}

function isVideo({ kind }: CitedMaterial): boolean {
  return kind === 'LESSON_VIDEO' || kind === 'EXTRACURRICULAR_VIDEO';
}

/** «Лист оценки. Окружающий мир» need not be called a sheet of assessment once more. */
function repeats({ title, subtitle }: CitedMaterial, kind: string | undefined): boolean {
  const said = `${title} ${subtitle ?? ''}`.toLowerCase();
  return !kind || said.includes(kind);
}

const inverted = (name: PersonName): string =>
  [`${name.lastName},`, initials(name)]
    .filter((part) => part !== ',')
    .join(NBSP)
    .replace(/,$/, '');
const straight = (name: PersonName): string => [initials(name), name.lastName].filter(Boolean).join(NBSP);
const inFull = ({ lastName, firstName, patronymic }: PersonName): string =>
  [lastName, [firstName, patronymic].filter(Boolean).join(' ')].filter(Boolean).join(', ');
/** By the clock by which the bank dates: nobody has read on the day before it was published. */
const isoDate = (date: Date): string => dayIn(MOSCOW, date);
const yearOf = ({ publishedAt }: CitedMaterial): string => isoDate(publishedAt).slice(0, 4);
const texSafe = (text: string): string =>
  text.replace(/[\\{}]/g, '').replace(/[&%$#_~^]/g, (sign) => `\\${sign}`);

/** A full stop at the end of an area, and never two. */
function ended(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
