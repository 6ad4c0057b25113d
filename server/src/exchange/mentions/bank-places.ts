/** Where people write of themselves and of organisations, and what administrators and the bank write of others. */
import { type MentionPlace, NO_PAGE, OWNER } from './mention-place.js';

/** Profiles, organisations, networks, accounts, notifications, the journal. */
export const bankPlaces: readonly MentionPlace[] = [
  {
    table: 'person',
    title: { ru: 'Профили', en: 'Profiles' },
    columns: ['position', 'bio'],
    path: `'/authors/' || t.slug`,
    note: { ru: 'страница есть только у авторов', en: 'authors alone have a page' },
  },
  {
    table: 'organization',
    title: { ru: 'Организации', en: 'Organisations' },
    columns: ['short_name', 'full_name'],
    path: `'/organizations/' || t.slug`,
  },
  {
    table: 'network',
    title: { ru: 'Сетевые объединения', en: 'Networks' },
    columns: ['name', 'basis', 'description'],
    path: `'/networks/' || t.slug`,
  },
  {
    table: 'notification',
    title: { ru: 'Уведомления', en: 'Notifications' },
    columns: ['subject', 'actor_name', 'detail'],
    path: 't.path',
    note: { ru: 'открывается то, о чём уведомление', en: 'what it is about is opened' },
  },
  {
    table: 'account',
    title: { ru: 'Причины блокировки', en: 'Why accounts were blocked' },
    columns: ['block_reason'],
    path: `'/admin/accounts/' || t.id`,
  },
  {
    table: 'role_assignment',
    title: { ru: 'Основания ролей', en: 'Bases of roles' },
    columns: ['basis'],
    path: `'/admin/accounts/' || t.account_id`,
  },
  {
    table: 'account_invitation',
    title: { ru: 'Приглашения в банк', en: 'Invitations to the bank' },
    columns: ['basis'],
    path: `'/admin/accounts/invitations'`,
  },
  {
    table: 'audit_event',
    title: { ru: 'Журнал действий', en: 'Journal of actions' },
    columns: ['data'],
    path: `'/admin/audit'`,
  },
  {
    table: 'passkey',
    title: { ru: 'Названия ключей входа', en: 'Names of passkeys' },
    columns: ['name'],
    path: NO_PAGE,
    note: OWNER,
  },
];
