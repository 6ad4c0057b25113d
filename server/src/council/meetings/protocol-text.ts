/** The words of a protocol, for every form in which it is written down. The form is that of GOST R 7.0.97-2016. */
import { Role } from '../../directory/role.js';
import { type Council, Quorum } from '../council.entity.js';
import { RejectionReason } from '../../materials/material-decision.entity.js';
import { AgendaItemKind, AgendaOutcome } from './agenda-item-kind.js';
import { dayIn, dayInWords } from '../../platform/time-zone.js';
import { type AgendaItem, type Meeting, MeetingStatus } from './meeting.entity.js';

/** A matter of a protocol. */
export interface ProtocolMatter {
  readonly title: string;
  /** «Слушали», «Выступили», «Постановили», «Голосовали», who did not vote, in their order; what is empty is not said. */
  readonly lines: readonly (readonly [label: string, text: string])[];
}

/** A protocol in words. */
export interface ProtocolText {
  readonly council: string;
  readonly title: string;
  readonly date: string;
  readonly place: string;
  readonly facts: readonly (readonly [label: string, text: string])[];
  readonly agenda: readonly string[];
  readonly matters: readonly ProtocolMatter[];
  /** Those who sign, with the lines for their hands. */
  readonly signers: readonly (readonly [post: string, name: string])[];
  /** Says that it is not signed yet; null once it is. */
  readonly draft: string | null;
  /** Who has signed it and when; null before. */
  readonly signature: string | null;
  readonly signedAt: Date | null;
}

const RESOLVED: Readonly<Record<Exclude<AgendaOutcome, AgendaOutcome.KEEP | AgendaOutcome.ENTER>, string>> = {
  PUBLISH: 'Одобрить материал и опубликовать в банке.',
  RECOMMEND: 'Одобрить материал, опубликовать в банке с отметкой «Рекомендовано НМС».',
  RETURN: 'Вернуть материал автору на доработку.',
  REJECT: 'Отклонить материал.',
  WITHDRAW: 'Отозвать материал из банка.',
  REINSTATE: 'Вернуть материал в банк.',
  APPROVE: 'Утвердить документ.',
  NOTE: 'Принять к сведению.',
};

/** What is said where a request was turned down. */
const KEPT: Partial<Record<AgendaItemKind, string>> = {
  WITHDRAWAL: 'Материал не отзывать, оставить в банке.',
  REINSTATEMENT: 'Материал в банк не возвращать.',
  EXPERIENCE_REMOVAL: 'Опыт из реестра не исключать.',
  THEME: 'Тему не утверждать.',
};

/** What is said of an experience in other words than of a material. */
const OF_EXPERIENCE: Partial<Record<AgendaOutcome, string>> = {
  RETURN: 'Вернуть описание опыта автору на доработку.',
  WITHDRAW: 'Исключить опыт из реестра адресов передового педагогического опыта.',
};

const REASON: Readonly<Record<RejectionReason, string>> = {
  OFF_TOPIC: 'не методический материал',
  QUALITY: 'методическое качество',
  DUPLICATE: 'такой материал уже есть в банке',
  RIGHTS: 'нет прав на чужие части',
  PLAGIARISM: 'плагиат',
  PERSONAL_DATA: 'персональные данные',
  OTHER: 'другая',
};

/** «Об отзыве материала «…» из банка»: how a matter stands on the agenda. */
const MATTER: Readonly<Record<AgendaItemKind, (title: string) => string>> = {
  PUBLICATION: (title) => `О публикации материала «${title}»`,
  WITHDRAWAL: (title) => `Об отзыве из банка материала «${title}»`,
  REINSTATEMENT: (title) => `О возвращении в банк материала «${title}»`,
  EXPERIENCE: (title) => `О внесении опыта в реестр адресов передового педагогического опыта: ${title}`,
  EXPERIENCE_REMOVAL: (title) =>
    `Об исключении опыта из реестра адресов передового педагогического опыта: ${title}`,
  THEME: (title) => `О приоритетной теме «${title}»`,
  DOCUMENT: (title) => `О документе «${title}»`,
  OTHER: (title) => title,
};

/** «Председатель» and the like, as a list of members says it. */
const PART: Partial<Record<Role, string>> = {
  COUNCIL_CHAIR: 'председатель',
  COUNCIL_SECRETARY: 'секретарь',
};

/** «больше половины»: what a quorum is by the rules of the council. */
const QUORUM: Readonly<Record<Quorum, string>> = {
  HALF: 'больше половины состава',
  TWO_THIRDS: 'две трети состава',
};

/**
 * Writes a protocol in words.
 * @param authors short names on the title pages of the materials, by item of the agenda
 */
export function protocolText(
  meeting: Meeting,
  council: Council,
  authors: ReadonlyMap<string, string>,
): ProtocolText {
  const { name } = council;
  const members = meeting.members.getItems();
  const items = meeting.items.getItems().toSorted((a, b) => a.position - b.position);
  const named = (present: boolean) =>
    members
      .filter((member) => member.present === present)
      .map((member) => (PART[member.role] ? `${member.name} (${PART[member.role]})` : member.name))
      .join(', ');
  const there = members.filter(({ present }) => present).length;
  const needed = council.quorumOf(members.length);
  const quorum: Quorum = council.quorum;
  const titleOf = ({ id, kind, title }: AgendaItem): string => {
    const names = authors.get(id);
    return `${MATTER[kind](title)}${names ? ` (${names})` : ''}`;
  };
  const holder = (role: Role) => members.find((member) => member.role === role)?.name ?? '';
  const holds = (role: Role) => {
    const away = members.some((member) => member.role === role && !member.present);
    return `${holder(role)}${away ? ' (отсутствует)' : ''}`;
  };
  const signed = meeting.protocolNumber != null;
  const absent = named(false);
  const silent = ({ conflicted }: AgendaItem) =>
    members.filter(({ id }) => conflicted?.includes(id)).map((member) => member.name);
  return {
    council: name,
    title: signed ? `Протокол № ${meeting.protocolNumber}` : 'Протокол (проект)',
    date: dayInWords(meeting.day),
    place: meeting.place,
    facts: [
      ['Председатель', holds(Role.COUNCIL_CHAIR)],
      ['Секретарь', holds(Role.COUNCIL_SECRETARY)],
      ['Присутствовали', `${there} из ${members.length} членов совета: ${named(true)}`],
      ...(absent ? [['Отсутствовали', absent] as const] : []),
      ['Кворум', `имеется, нужно не меньше ${needed} (${QUORUM[quorum]})`],
    ],
    agenda: items.map(titleOf),
    matters: items.map((item) => ({
      title: titleOf(item),
      lines: linesOf(item, titleOf(item), there, silent(item)),
    })),
    signers: [
      ['Председатель', holder(Role.COUNCIL_CHAIR)],
      ['Секретарь', holder(Role.COUNCIL_SECRETARY)],
    ],
    draft: meeting.status === MeetingStatus.PROTOCOL_SIGNED || signed ? null : 'Проект, не подписан',
    signature: signatureOf(meeting),
    signedAt: meeting.signedAt ?? null,
  };
}

/** «Подписан в Методбанке 28 ноября 2026 г.: Велихова Т. П.», by the day of the place. */
function signatureOf({ signedAt, signedBy, timeZone, members }: Meeting): string | null {
  if (!signedAt) return null;
  const name = members.getItems().find(({ account }) => account.id === signedBy?.id)?.name;
  return `Подписан в Методбанке ${dayInWords(dayIn(timeZone, signedAt))}${name ? `: ${name}` : ''}`;
}

function linesOf(
  item: AgendaItem,
  title: string,
  there: number,
  conflicted: readonly string[],
): [string, string][] {
  const { ground, heard, spoke, outcome, resolution, dueDate } = item;
  const { votesFor, votesAgainst, votesAbstained, chairDecides } = item;
  if (!outcome) return [];
  const due = dueDate ? ` Срок – до ${dayInWords(dueDate)}` : '';
  const quiet = there - conflicted.length - votesFor! - votesAgainst! - votesAbstained!;
  const silent = quiet > 0 ? `, не голосовали – ${quiet}` : '';
  const casting = chairDecides ? '; голоса разделились поровну, решил голос председателя' : '';
  const lines: [string, string][] = [
    ['Слушали', heard || ground || title],
    ['Выступили', spoke],
    ['Постановили', `${resolved(item, outcome)}${due} ${resolution}`.trim()],
    [
      'Голосовали',
      `за – ${votesFor}, против – ${votesAgainst}, воздержались – ${votesAbstained}${silent}${casting}.`,
    ],
    ['Не голосовали из-за конфликта интересов', conflicted.join(', ')],
  ];
  return lines.filter(([, text]) => text);
}

function resolved(
  { kind, reason, experience, theme, replacedBy }: AgendaItem,
  outcome: AgendaOutcome,
): string {
  // any other matter is resolved in its own words
  if (kind === AgendaItemKind.OTHER) return '';
  if (outcome === AgendaOutcome.KEEP) return KEPT[kind] ?? '';
  if (theme && outcome === AgendaOutcome.APPROVE) return 'Утвердить приоритетную тему.';
  const about = experience?.unwrap();
  if (outcome === AgendaOutcome.ENTER)
    return `Внести опыт в реестр адресов передового педагогического опыта${about?.number ? ` под № ${about.year}-${about.number}` : ''}.`;
  const annulled =
    outcome === AgendaOutcome.WITHDRAW && reason === RejectionReason.PLAGIARISM
      ? ' Свидетельства о публикации аннулировать.'
      : '';
  const other = outcome === AgendaOutcome.WITHDRAW ? replacedBy?.unwrap() : null;
  const instead = other
    ? ` Вместо него читать: «${other.publishedVersion!.unwrap().title}» (${other.registrationNumber}).`
    : '';
  const done = (about && OF_EXPERIENCE[outcome]) ?? RESOLVED[outcome];
  return `${done}${reason ? ` Причина – ${REASON[reason]}.` : ''}${annulled}${instead}`;
}
