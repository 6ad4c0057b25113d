/** Where authors, readers and moderators may name somebody. */
import {
  type MentionPlace,
  NO_PAGE,
  OWN_PASSAGE,
  OWNER,
  ownVersion,
  PASSAGE_PAGE,
  versionPage,
} from './mention-place.js';

/** Materials, their files, what is written about them and what readers keep. */
export const materialPlaces: readonly MentionPlace[] = [
  {
    table: 'post',
    title: { ru: 'Комментарии и отзывы о применении', en: 'Comments and use reports' },
    columns: ['body', 'class_name', 'hidden_reason'],
    path: `(select '/materials/' || m.slug || '/discussion#post-' || t.id from material m where m.id = t.material_id)`,
  },
  {
    table: 'complaint',
    title: { ru: 'Жалобы и ответы на них', en: 'Complaints and their answers' },
    columns: ['body', 'answer'],
    path: `'/moderation'`,
  },
  {
    table: 'material_version',
    title: { ru: 'Описания материалов', en: 'Descriptions of materials' },
    columns: [
      ...['title', 'subtitle', 'annotation', 'keywords', 'audience', 'technologies', 'rights_holder'],
      ...['change_note', 'child_consent_place'],
    ],
    path: versionPage('id'),
    own: ownVersion('id'),
  },
  {
    table: 'file_passage',
    title: { ru: 'Тексты файлов', en: 'Texts of files' },
    columns: ['text', 'sheet'],
    path: PASSAGE_PAGE,
    own: OWN_PASSAGE,
  },
  {
    table: 'stored_file',
    title: { ru: 'Имена файлов', en: 'Names of files' },
    columns: ['name', 'hidden_reason'],
    path: versionPage('material_version_id'),
    own: ownVersion('material_version_id'),
  },
  {
    table: 'erased_file',
    title: { ru: 'История стёртых файлов', en: 'History of erased files' },
    columns: ['name', 'hidden_reason'],
    path: versionPage('material_version_id'),
    own: ownVersion('material_version_id'),
  },
  {
    table: 'upload',
    title: { ru: 'Загрузки', en: 'Uploads' },
    columns: ['name'],
    path: NO_PAGE,
    note: { ru: 'исчезнет через неделю', en: 'gone within a week' },
  },
  {
    table: 'material',
    title: { ru: 'Причины отзыва материалов', en: 'Reasons of withdrawals' },
    columns: ['withdrawn_reason', 'protocol_number'],
    path: `'/materials/' || t.slug`,
  },
  {
    table: 'material_decision',
    title: { ru: 'Решения по материалам и ответы', en: 'Decisions on materials and answers' },
    columns: ['note', 'reason', 'answer'],
    path: versionPage('material_version_id'),
  },
  {
    table: 'certificate',
    title: { ru: 'Причины аннулирования свидетельств', en: 'Reasons of annulments' },
    columns: ['annulment_reason'],
    path: `'/check/' || t.check_code`,
  },
  {
    table: 'collection',
    title: { ru: 'Подборки', en: 'Collections' },
    columns: ['title', 'description'],
    path: `case t.visibility when 'PRIVATE' then null else '/collections/' || t.slug end`,
    note: { ru: 'личную подборку видит только владелец', en: 'a private one is seen by its owner alone' },
  },
  {
    table: 'collection_item',
    title: { ru: 'Заметки в подборках', en: 'Notes in collections' },
    columns: ['note'],
    path: `(select case c.visibility when 'PRIVATE' then null else '/collections/' || c.slug end
      from collection c where c.id = t.collection_id)`,
    note: { ru: 'личную подборку видит только владелец', en: 'a private one is seen by its owner alone' },
  },
  {
    table: 'saved_search',
    title: { ru: 'Сохранённые поиски', en: 'Saved searches' },
    columns: ['title', 'query', 'filter', 'address'],
    path: NO_PAGE,
    note: OWNER,
  },
];
