import { registerEnumType } from 'type-graphql';

/** What a matter of the agenda is about. */
export enum AgendaItemKind {
  PUBLICATION = 'PUBLICATION',
  WITHDRAWAL = 'WITHDRAWAL',
  REINSTATEMENT = 'REINSTATEMENT',
  EXPERIENCE = 'EXPERIENCE',
  EXPERIENCE_REMOVAL = 'EXPERIENCE_REMOVAL',
  THEME = 'THEME',
  DOCUMENT = 'DOCUMENT',
  OTHER = 'OTHER',
}

registerEnumType(AgendaItemKind, {
  name: 'AgendaItemKind',
  description: 'What a matter of the agenda is about.',
  valuesConfig: {
    PUBLICATION: { description: 'О публикации материала: a version that was handed in.' },
    WITHDRAWAL: { description: 'Об отзыве опубликованного материала.' },
    REINSTATEMENT: { description: 'О возвращении отозванного материала.' },
    EXPERIENCE: { description: 'О внесении опыта в реестр адресов передового педагогического опыта.' },
    EXPERIENCE_REMOVAL: { description: 'Об исключении опыта из реестра.' },
    THEME: { description: 'О приоритетной теме, которую предложили.' },
    DOCUMENT: { description: 'О документе: its title is public once it is approved.' },
    OTHER: { description: 'Другой вопрос; stays in the protocol.' },
  },
});

/** What the council decides on an item. */
export enum AgendaOutcome {
  PUBLISH = 'PUBLISH',
  RECOMMEND = 'RECOMMEND',
  RETURN = 'RETURN',
  REJECT = 'REJECT',
  WITHDRAW = 'WITHDRAW',
  REINSTATE = 'REINSTATE',
  KEEP = 'KEEP',
  ENTER = 'ENTER',
  APPROVE = 'APPROVE',
  NOTE = 'NOTE',
}

registerEnumType(AgendaOutcome, {
  name: 'AgendaOutcome',
  description: 'What the council decides on an item.',
  valuesConfig: {
    PUBLISH: { description: 'Одобрить и опубликовать.' },
    RECOMMEND: { description: 'Опубликовать как рекомендованное НМС.' },
    RETURN: { description: 'Вернуть на доработку.' },
    REJECT: { description: 'Отклонить.' },
    WITHDRAW: { description: 'Отозвать; опыт – исключить из реестра.' },
    REINSTATE: { description: 'Вернуть в банк.' },
    KEEP: { description: 'Оставить как есть: what was asked for is not done.' },
    ENTER: { description: 'Внести в реестр опыта.' },
    APPROVE: { description: 'Утвердить документ или тему.' },
    NOTE: { description: 'Принять к сведению.' },
  },
});

const { PUBLISH, RECOMMEND, RETURN, REJECT, WITHDRAW, REINSTATE, KEEP, ENTER, APPROVE, NOTE } = AgendaOutcome;

/** What may be decided on each kind of matter, the usual first. */
export const OUTCOMES: Readonly<Record<AgendaItemKind, readonly AgendaOutcome[]>> = {
  PUBLICATION: [PUBLISH, RECOMMEND, RETURN, REJECT],
  WITHDRAWAL: [WITHDRAW, KEEP],
  REINSTATEMENT: [REINSTATE, KEEP],
  EXPERIENCE: [ENTER, RETURN],
  EXPERIENCE_REMOVAL: [WITHDRAW, KEEP],
  THEME: [APPROVE, KEEP],
  DOCUMENT: [APPROVE, NOTE],
  OTHER: [NOTE],
};

/** Whether a decision needs a coded reason: what takes a material from its author or from its readers. */
export function needsReason(kind: AgendaItemKind, outcome: AgendaOutcome): boolean {
  return outcome === REJECT || (kind === AgendaItemKind.WITHDRAWAL && outcome === WITHDRAW);
}

/** Whether a decision needs a date: until when the author of a material is to revise it. */
export function needsDate(kind: AgendaItemKind, outcome: AgendaOutcome): boolean {
  return kind === AgendaItemKind.PUBLICATION && outcome === RETURN;
}
