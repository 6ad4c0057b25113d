import { registerEnumType } from 'type-graphql';

/** What a matter of the agenda is about. */
export enum AgendaItemKind {
  PUBLICATION = 'PUBLICATION',
  WITHDRAWAL = 'WITHDRAWAL',
  REINSTATEMENT = 'REINSTATEMENT',
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
    WITHDRAW: { description: 'Отозвать.' },
    REINSTATE: { description: 'Вернуть в банк.' },
    KEEP: { description: 'Оставить как есть: what was asked for is not done.' },
    APPROVE: { description: 'Утвердить документ.' },
    NOTE: { description: 'Принять к сведению.' },
  },
});

const { PUBLISH, RECOMMEND, RETURN, REJECT, WITHDRAW, REINSTATE, KEEP, APPROVE, NOTE } = AgendaOutcome;

/** What may be decided on each kind of matter, the usual first. */
export const OUTCOMES: Readonly<Record<AgendaItemKind, readonly AgendaOutcome[]>> = {
  PUBLICATION: [PUBLISH, RECOMMEND, RETURN, REJECT],
  WITHDRAWAL: [WITHDRAW, KEEP],
  REINSTATEMENT: [REINSTATE, KEEP],
  DOCUMENT: [APPROVE, NOTE],
  OTHER: [NOTE],
};

/** Decisions that need a coded reason. */
export const WITH_REASON: readonly AgendaOutcome[] = [REJECT, WITHDRAW];
