/** What the bank knows of a person who reviews, sits in the council or answers for a network. */
import { DataFate, ERASED, LINKS, type PersonalTable, TECHNICAL } from './personal-table.js';

const REVIEWS_STAY = {
  fate: DataFate.ANONYMOUS,
  becomes: {
    ru: 'Отправленные отзывы остаются без имени, неотправленные удаляются.',
    en: 'Reviews that were sent stay without a name, those that were not are deleted.',
  },
} as const;
const PROTOCOLS_STAY = {
  fate: DataFate.KEPT,
  becomes: {
    ru: 'Имя остаётся в протоколах заседаний: это документы архивного хранения (125-ФЗ).',
    en: 'The name stays in protocols of meetings, which are records to be archived (125-FZ).',
  },
} as const;

/** Reviews, meetings, networks. */
export const councilTables: readonly PersonalTable[] = [
  {
    table: 'review_assignment',
    title: { ru: 'Рецензирование', en: 'Reviewing' },
    rows: 't.reviewer_id = me.account or t.invited_by_id = me.account',
    given: {
      reviewer_id: [
        'кто вы',
        `case when t.reviewer_id = me.account then 'рецензент' else 'назначили рецензента' end`,
      ],
      number: 'номер рецензента',
      round: 'круг',
      state: 'состояние',
      blind: 'вслепую',
      due_on: ['срок', 't.due_on::text'],
      created_at: 'назначено',
      accepted_at: 'принято',
      closed_at: 'закончено',
      reminded_at: 'напомнили',
      decline_reason: 'причина отказа',
      decline_note: 'пояснение отказа',
    },
    withheld: {
      ...{ ...TECHNICAL, form_id: LINKS, invited_by_id: LINKS },
      // an author reviewed blind is no secret of the reviewer's to take along
      ...{ material_id: 'рецензирование вслепую', material_version_id: 'рецензирование вслепую' },
    },
    ...REVIEWS_STAY,
  },
  {
    table: 'review',
    title: { ru: 'Отзывы рецензента', en: 'Reviews' },
    rows: `exists (select from review_assignment a where a.id = t.assignment_id and a.reviewer_id = me.account)`,
    given: {
      scores: 'баллы',
      total: 'итог',
      recommendation: 'рекомендация',
      to_author: 'автору',
      to_council: 'совету',
      created_at: 'начат',
      sent_at: 'отправлен',
    },
    withheld: { ...TECHNICAL, assignment_id: LINKS },
    ...REVIEWS_STAY,
  },
  {
    table: 'review_remark',
    title: { ru: 'Замечания и ответы на них', en: 'Remarks and answers' },
    rows: `exists (select from review r join review_assignment a on a.id = r.assignment_id
      join material m on m.id = a.material_id where r.id = t.review_id
        and (a.reviewer_id = me.account or (m.owner_id = me.account and t.answer is not null)))`,
    given: {
      body: 'замечание',
      page: 'страница',
      position: 'место',
      answer: 'ответ автора',
      created_at: 'написано',
      answered_at: 'отвечено',
    },
    withheld: { ...TECHNICAL, review_id: LINKS, criterion_id: LINKS, file_id: LINKS },
    ...REVIEWS_STAY,
  },
  {
    table: 'meeting',
    title: { ru: 'Подписанные протоколы', en: 'Signed protocols' },
    rows: 't.signed_by_id = me.account',
    given: {
      protocol_number: 'номер',
      protocol_year: 'год',
      starts_at: 'заседание',
      time_zone: 'часовой пояс',
      place: 'место',
      status: 'состояние',
      cancel_reason: 'почему отменено',
      signed_at: 'подписан',
    },
    withheld: { ...TECHNICAL, created_at: TECHNICAL.updated_at, signed_by_id: LINKS },
    ...PROTOCOLS_STAY,
  },
  {
    table: 'meeting_member',
    title: { ru: 'Участие в заседаниях', en: 'Meetings attended' },
    rows: 't.account_id = me.account',
    given: {
      meeting_id: ['заседание', '(select x.starts_at from meeting x where x.id = t.meeting_id)'],
      name: 'имя',
      role: 'кем',
      present: 'присутствие',
    },
    withheld: { ...TECHNICAL, created_at: TECHNICAL.updated_at, account_id: LINKS },
    ...PROTOCOLS_STAY,
  },
  {
    table: 'priority_theme_curator',
    title: { ru: 'Темы, где вы куратор', en: 'Themes that you look after' },
    rows: 't.person_id = me.person',
    given: { theme_id: ['тема', '(select x.title from priority_theme x where x.id = t.theme_id)'] },
    withheld: { person_id: LINKS, position: TECHNICAL.id },
    ...ERASED,
    becomes: {
      ru: 'Тема остаётся без вас среди кураторов.',
      en: 'The theme stays without you among its curators.',
    },
  },
  {
    table: 'experience_address',
    title: { ru: 'Адреса передового опыта', en: 'Addresses of outstanding experience' },
    rows: 't.owner_id = me.account or t.person_id = me.person',
    given: {
      title: 'название',
      state: 'состояние',
      theme_id: ['тема', '(select x.title from priority_theme x where x.id = t.theme_id)'],
      level: 'уровень',
      relevance: 'актуальность',
      aim: 'цель',
      duration: 'срок',
      leading_idea: 'ведущая идея',
      technology: 'технология',
      results: 'результаты',
      person_name: 'имя в реестре',
      post: 'должность в реестре',
      organization_name: 'организация в реестре',
      year: 'год',
      number: 'номер',
      created_at: 'начато',
      submitted_at: 'передано совету',
      return_note: 'замечания совета',
      entered_at: 'внесено',
      withdrawn_at: 'исключено',
      withdrawn_reason: 'почему исключено',
    },
    withheld: { ...TECHNICAL, owner_id: LINKS, person_id: LINKS, organization_id: LINKS },
    fate: DataFate.KEPT,
    becomes: {
      ru: 'Неопубликованное удаляется; имя остаётся в реестре опыта, который ведёт совет.',
      en: 'What was not entered is deleted; the name stays in the register that the council keeps.',
    },
  },
  {
    table: 'material_call',
    title: { ru: 'Запросы материалов', en: 'Calls for materials' },
    rows: 't.opened_by_id = me.account',
    given: {
      theme_id: ['тема', '(select x.title from priority_theme x where x.id = t.theme_id)'],
      text: 'текст',
      kinds: 'виды',
      levels: 'уровни',
      until: ['до', 't.until::text'],
      created_at: 'открыт',
      closed_at: 'закрыт',
    },
    withheld: { ...TECHNICAL, opened_by_id: LINKS },
    fate: DataFate.ANONYMOUS,
    becomes: { ru: 'Запросы остаются от имени совета.', en: 'The calls stay in the name of the council.' },
  },
  {
    table: 'theme_change',
    title: { ru: 'Правки приоритетных тем', en: 'Changes of priority themes' },
    rows: 't.account_id = me.account or t.undone_by_id = me.account',
    given: {
      at: 'когда',
      kind: [
        'что сделано',
        `t.kind || case when t.undone_by_id = me.account then ', отменено вами' else '' end`,
      ],
      title: 'тема',
      materials: 'материалов',
      undone_at: 'отменено',
    },
    withheld: {
      id: TECHNICAL.id,
      account_id: LINKS,
      undone_by_id: LINKS,
      themes: LINKS,
      before: 'состояние тем до правки',
    },
    fate: DataFate.ANONYMOUS,
    becomes: { ru: 'Правки остаются без имени.', en: 'The changes stay without a name.' },
  },
  {
    table: 'network',
    title: { ru: 'Объединения, где вы модератор', en: 'Networks that you moderate' },
    rows: 't.moderator_id = me.person',
    given: { name: 'название', kind: 'вид', status: 'состояние', slug: 'адрес' },
    withheld: {
      ...{ ...TECHNICAL, created_at: TECHNICAL.updated_at, moderator_id: LINKS, territory_id: LINKS },
      ...{ basis: 'сведения об объединении', description: 'сведения об объединении' },
    },
    ...ERASED,
    becomes: { ru: 'Объединение остаётся без модератора.', en: 'The network stays without a moderator.' },
  },
  {
    table: 'network_member',
    title: { ru: 'Организации, где вы координатор', en: 'Organisations that you coordinate' },
    rows: 't.coordinator_id = me.person',
    given: {
      network_id: ['объединение', '(select n.name from network n where n.id = t.network_id)'],
      organization_id: [
        'организация',
        '(select o.full_name from organization o where o.id = t.organization_id)',
      ],
      joined_at: ['с', 't.joined_at::text'],
    },
    withheld: {
      ...{ ...TECHNICAL, created_at: TECHNICAL.updated_at, coordinator_id: LINKS, position: TECHNICAL.id },
    },
    ...ERASED,
    becomes: {
      ru: 'Организация остаётся в объединении без координатора.',
      en: 'The organisation stays in the network without a coordinator.',
    },
  },
];
