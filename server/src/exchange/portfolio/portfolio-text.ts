import { longDate } from '../../materials/certificates/certificate-words.js';
import { printedCheckCode } from '../../materials/certificates/check-code.js';
import type { Period } from '../../platform/period.js';
import type { Portfolio, PortfolioPublication, PortfolioUse } from './portfolio.type.js';

/** One numbered line of a document, and what is said of it in small print. */
export interface PortfolioLine {
  readonly text: string;
  readonly note: string;
}

/** A portfolio in words: what both documents print. */
export interface PortfolioText {
  readonly title: string;
  readonly name: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** A section without lines says `nothing`. */
  readonly sections: readonly { readonly title: string; readonly lines: readonly PortfolioLine[] }[];
  readonly nothing: string;
  readonly end: string;
}

const QUALIFICATIONS: Readonly<Record<Portfolio['qualification'], string>> = {
  NONE: '',
  SZD: 'соответствие занимаемой должности',
  FIRST: 'первая',
  HIGHEST: 'высшая',
  METHODIST: 'педагог-методист',
  MENTOR: 'педагог-наставник',
};
const ROLES: Readonly<Record<PortfolioPublication['role'], string>> = {
  AUTHOR: '',
  COMPILER: 'составитель',
  EDITOR: 'редактор',
  SUPERVISOR: 'научный руководитель',
};

/** Says a portfolio in Russian. @param today day on which it was made */
export function portfolioText(
  portfolio: Portfolio,
  { from, to }: Period,
  publicUrl: string,
  today: Date,
): PortfolioText {
  const facts: [string, string][] = [
    ['Должность', portfolio.position ?? ''],
    ['Место работы', portfolio.organizationName ?? ''],
    ['Квалификационная категория', QUALIFICATIONS[portfolio.qualification]],
    ['Период', `${longDate(from)} – ${longDate(to)}`],
  ];
  const optional = [
    { title: 'Коллеги применяют мои материалы', lines: portfolio.usesByColleagues.map(colleagueUse) },
    { title: 'Применяю материалы коллег', lines: portfolio.ownUses.map(ownUse) },
  ];
  return {
    title: 'Портфолио к аттестации',
    name: portfolio.fullName,
    facts: facts.filter(([, value]) => value),
    sections: [
      { title: 'Публикации', lines: portfolio.publications.map(publication) },
      {
        title: 'Свидетельства',
        lines: portfolio.certificates.map(({ number, issuedOn, title, checkUrl }) => ({
          text: `Свидетельство о публикации №\u00A0${number} от\u00A0${longDate(issuedOn)}, «${inside(title)}»`,
          note: `Проверить: ${host(publicUrl)}/check, код ${printedCheckCode(checkUrl.split('/').at(-1)!)}`,
        })),
      },
      ...optional.filter(({ lines }) => lines.length > 0),
    ],
    nothing: 'За этот период записей нет.',
    end: `Составлено ${longDate(today)} по данным Методбанка, ${host(publicUrl)}`,
  };
}

function publication({ gost, registrationNumber, role, approval }: PortfolioPublication): PortfolioLine {
  const decision =
    approval &&
    `${approval.recommended ? 'рекомендовано' : 'одобрено'} научно-методическим советом, протокол №\u00A0${approval.protocolNumber} от\u00A0${longDate(approval.protocolDate)}`;
  return {
    text: gost,
    note: [`Номер в банке ${registrationNumber}`, ROLES[role], decision].filter(Boolean).join('; '),
  };
}

function colleagueUse({ usedOn, className, title, by }: PortfolioUse): PortfolioLine {
  return {
    text: `${longDate(usedOn)}, «${inside(title)}»`,
    note: [by, className].filter(Boolean).join(', '),
  };
}

function ownUse({ usedOn, className, title }: PortfolioUse): PortfolioLine {
  return { text: `${longDate(usedOn)}, «${inside(title)}»`, note: className ?? '' };
}

/** Quotation marks inside others. */
const inside = (title: string): string => title.replaceAll('«', '„').replaceAll('»', '“');
const host = (publicUrl: string): string => new URL(publicUrl).host;
