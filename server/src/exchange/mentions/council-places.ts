/** Where reviewers and the council may name somebody. */
import { COUNCIL, type MentionPlace } from './mention-place.js';

/** Reviews, meetings, experience, themes and what is missing. */
export const councilPlaces: readonly MentionPlace[] = [
  {
    table: 'review',
    title: { ru: 'Отзывы рецензентов', en: 'Reviews' },
    columns: ['to_author', 'to_council'],
    path: `(select '/council/queue/' || a.material_id from review_assignment a where a.id = t.assignment_id)`,
    note: COUNCIL,
  },
  {
    table: 'review_remark',
    title: { ru: 'Замечания рецензентов и ответы', en: 'Remarks of reviewers and answers' },
    columns: ['body', 'answer'],
    path: `(select '/council/queue/' || a.material_id from review_assignment a join review r on r.assignment_id = a.id
      where r.id = t.review_id)`,
    note: COUNCIL,
  },
  {
    table: 'review_assignment',
    title: { ru: 'Пояснения отказов от рецензий', en: 'Why reviews were declined' },
    columns: ['decline_note'],
    path: `'/council/queue/' || t.material_id`,
    note: COUNCIL,
  },
  {
    table: 'agenda_item',
    title: { ru: 'Повестки и протоколы заседаний', en: 'Agendas and protocols' },
    columns: ['title', 'heard', 'spoke', 'resolution', 'reason', 'ground'],
    path: `'/council/meetings/' || t.meeting_id`,
    note: COUNCIL,
  },
  {
    table: 'meeting',
    title: { ru: 'Места заседаний и причины отмены', en: 'Places of meetings, and why they were called off' },
    columns: ['place', 'cancel_reason'],
    path: `'/council/meetings/' || t.id`,
    note: COUNCIL,
  },
  {
    table: 'experience_address',
    title: { ru: 'Описания передового опыта', en: 'Descriptions of outstanding experience' },
    columns: [
      ...['title', 'relevance', 'aim', 'duration', 'leading_idea', 'technology', 'results'],
      ...['return_note', 'withdrawn_reason'],
    ],
    path: `case when t.number is null then '/council/experience/' || t.id
      else '/experience/' || t.year || '-' || t.number end`,
    own: 't.person_id = ?',
    note: { ru: 'не внесённые в реестр открывает совет', en: 'those not entered are opened by the council' },
  },
  {
    table: 'material_call',
    title: { ru: 'Запросы материалов', en: 'Calls for materials' },
    columns: ['text'],
    path: `'/calls/' || t.id`,
  },
  {
    table: 'priority_theme',
    title: { ru: 'Приоритетные темы', en: 'Priority themes' },
    columns: ['title', 'short_title', 'alt_labels', 'description', 'rationale', 'decision'],
    path: `case when t.status in ('ACTIVE', 'CLOSED') then '/themes/' || t.slug else '/council/themes/' || t.id end`,
    note: { ru: 'не открытые темы видит совет', en: 'those not open are seen by the council' },
  },
  {
    table: 'theme_change',
    title: { ru: 'История приоритетных тем', en: 'History of priority themes' },
    columns: ['title', 'before'],
    path: `'/council/themes'`,
    note: COUNCIL,
  },
  {
    table: 'council',
    title: { ru: 'Название совета', en: 'Name of the council' },
    columns: ['name', 'short_name'],
    path: `'/council/settings'`,
  },
  {
    table: 'review_form',
    title: { ru: 'Формы экспертизы', en: 'Forms of review' },
    columns: ['title'],
    path: `'/council/settings'`,
  },
  {
    table: 'review_criterion',
    title: { ru: 'Критерии экспертизы', en: 'Criteria of review' },
    columns: ['title', 'hint'],
    path: `'/council/settings'`,
  },
  {
    table: 'search_query',
    title: { ru: 'Что искали в каталоге', en: 'What was searched for' },
    columns: ['query'],
    path: `'/council/search-gaps'`,
    note: COUNCIL,
  },
  {
    table: 'material_request',
    title: { ru: 'Чего не хватает читателям', en: 'What readers miss' },
    columns: ['wish'],
    path: `'/council/search-gaps'`,
    note: COUNCIL,
  },
];
