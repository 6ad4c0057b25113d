/** What the bank knows of a person through the account: signing in, rights, consents, notifications. */
import { DataFate, ERASED, LINKS, type PersonalTable, TECHNICAL } from './personal-table.js';

const OTHERS = 'сведения о другом человеке';
const SECRET = 'отпечаток тайны: прочесть его нельзя, а отдавать опасно';

/** The account and all that only its owner has. */
export const accountTables: readonly PersonalTable[] = [
  {
    table: 'account',
    title: { ru: 'Учётная запись', en: 'Account' },
    rows: 't.id = me.account',
    given: {
      id: 'номер записи',
      email: 'адрес почты',
      created_at: 'создана',
      email_confirmed_at: 'адрес подтверждён',
      blocked_at: 'заблокирована',
      block_reason: 'почему заблокирована',
    },
    withheld: {
      ...{ version: TECHNICAL.version, updated_at: TECHNICAL.updated_at, person_id: LINKS },
      ...{ password_hash: SECRET, erased_at: TECHNICAL.updated_at },
    },
    ...ERASED,
  },
  {
    table: 'person',
    title: { ru: 'Профиль', en: 'Profile' },
    rows: 't.id = me.person',
    given: {
      last_name: 'фамилия',
      first_name: 'имя',
      patronymic: 'отчество',
      slug: 'адрес страницы автора',
      position: 'должность',
      organization_id: [
        'место работы',
        '(select o.full_name from organization o where o.id = t.organization_id)',
      ],
      qualification: 'квалификация',
      staff_groups: 'группы педагогов',
      levels: 'уровни образования',
      bio: 'о себе',
      visibility: 'что видят все',
      created_at: 'создан',
    },
    withheld: TECHNICAL,
    fate: DataFate.ERASED,
    becomes: {
      ru: 'Удаляется; у автора опубликованных материалов остаётся только имя.',
      en: 'It is deleted; of an author of published materials the name alone stays.',
    },
  },
  {
    table: 'person_subject',
    title: { ru: 'Предметы', en: 'Subjects' },
    rows: 't.person_id = me.person',
    given: { subject_id: ['предмет', '(select s.title from subject s where s.id = t.subject_id)'] },
    withheld: { person_id: LINKS },
    ...ERASED,
  },
  {
    table: 'consent',
    title: { ru: 'Согласия', en: 'Consents' },
    rows: 't.account_id = me.account',
    given: {
      kind: 'вид',
      text_version: 'редакция',
      text_hash: [
        'текст',
        "(select c.title || E'\\n\\n' || c.body from consent_text c where c.hash = t.text_hash)",
      ],
      given_at: 'дано',
      withdrawn_at: 'отозвано',
    },
    withheld: { ...TECHNICAL, created_at: TECHNICAL.updated_at, account_id: LINKS },
    ...ERASED,
  },
  {
    table: 'role_assignment',
    title: { ru: 'Роли', en: 'Roles' },
    rows: 't.account_id = me.account',
    given: {
      role: 'роль',
      scope: 'охват',
      territory_id: ['территория', '(select x.name from territory x where x.id = t.territory_id)'],
      organization_id: [
        'организация',
        '(select x.full_name from organization x where x.id = t.organization_id)',
      ],
      network_id: ['сетевое объединение', '(select x.name from network x where x.id = t.network_id)'],
      basis: 'основание',
      valid_from: ['с', 't.valid_from::text'],
      valid_to: ['по', 't.valid_to::text'],
      created_at: 'дана',
    },
    withheld: { ...TECHNICAL, account_id: LINKS },
    ...ERASED,
  },
  {
    table: 'session',
    title: { ru: 'Входы', en: 'Devices signed in' },
    rows: 't.account_id = me.account',
    given: {
      created_at: 'вход',
      last_seen_at: 'последнее обращение',
      expires_at: 'действует до',
      user_agent: 'браузер',
      address: 'сетевой адрес',
    },
    withheld: { id: TECHNICAL.id, account_id: LINKS, token_hash: SECRET },
    ...ERASED,
  },
  {
    table: 'known_device',
    title: { ru: 'Знакомые устройства', en: 'Known devices' },
    rows: 't.account_id = me.account',
    given: { created_at: 'с какого времени' },
    withheld: { account_id: LINKS, token_hash: SECRET },
    ...ERASED,
  },
  {
    table: 'account_token',
    title: { ru: 'Ссылки из писем', en: 'Links from letters' },
    rows: 't.account_id = me.account',
    given: { purpose: 'для чего', email: 'новый адрес', created_at: 'создана', expires_at: 'действует до' },
    withheld: { id: TECHNICAL.id, account_id: LINKS, token_hash: SECRET },
    ...ERASED,
  },
  {
    table: 'account_invitation',
    title: { ru: 'Приглашения в банк', en: 'Invitations to the bank' },
    rows: 't.email = me.email or t.invited_by_id = me.account',
    given: {
      invited_by_id: [
        'чьё',
        `case t.invited_by_id when me.account then 'отправили вы' else 'отправлено вам' end`,
      ],
      created_at: 'когда',
      sent_at: 'отправлено',
      expires_at: 'действует до',
      role: 'роль',
      basis: 'основание',
      valid_from: ['с', 't.valid_from::text'],
      valid_to: ['по', 't.valid_to::text'],
    },
    withheld: {
      ...{ ...TECHNICAL, token_hash: SECRET, organization_id: LINKS, place_id: LINKS },
      // of one whom the person has invited
      ...{ email: OTHERS, last_name: OTHERS, first_name: OTHERS, patronymic: OTHERS },
    },
    ...ERASED,
  },
  {
    table: 'account_deletion',
    title: { ru: 'Просьба об удалении', en: 'Request to be deleted' },
    rows: 't.account_id = me.account',
    given: { asked_at: 'когда', erase_after: 'срок' },
    withheld: { account_id: LINKS },
    ...ERASED,
  },
  {
    table: 'notification',
    title: { ru: 'Уведомления', en: 'Notifications' },
    rows: 't.account_id = me.account',
    given: {
      kind: 'вид',
      subject: 'о чём',
      actor_name: 'от кого',
      detail: 'подробности',
      path: 'страница',
      created_at: 'когда',
      read_at: 'прочитано',
      mailed_at: 'отправлено на почту',
    },
    withheld: { id: TECHNICAL.id, account_id: LINKS, actor_id: LINKS, key: TECHNICAL.id },
    ...ERASED,
  },
  {
    table: 'notification_mail',
    title: { ru: 'Письма с уведомлениями', en: 'Notifications by mail' },
    rows: 't.account_id = me.account',
    given: { since: 'приходят с' },
    withheld: { account_id: LINKS },
    ...ERASED,
  },
  {
    table: 'audit_event',
    title: { ru: 'Журнал действий', en: 'Journal of actions' },
    rows: `t.actor = me.account::text or (t.subject_type = 'account' and t.subject_id = me.account)
      or (t.subject_type = 'person' and t.subject_id = me.person) or t.data->'accounts' ? me.account::text`,
    given: {
      at: 'когда',
      actor: [
        'кто',
        `case t.actor when me.account::text then 'вы' when 'system' then 'программа банка'
        when 'import' then 'загрузка' else 'сотрудник банка' end`,
      ],
      action: 'действие',
      subject_type: 'над чем',
      // who looked through a list of accounts saw others too
      data: ['подробности', `case when t.data ? 'accounts' then '{}' else t.data end`],
    },
    withheld: { id: TECHNICAL.id, subject_id: LINKS },
    fate: DataFate.ANONYMOUS,
    becomes: {
      ru: 'Строки остаются без указания на вас: по ним проверяют порядок в банке.',
      en: 'The lines stay without a pointer to you: the order of the bank is checked by them.',
    },
  },
  {
    table: 'idempotency_key',
    title: { ru: 'Ключи запросов', en: 'Keys of requests' },
    rows: 't.account_id = me.account',
    given: { operation: 'действие', created_at: 'когда' },
    withheld: { account_id: LINKS, subject_id: LINKS, key: TECHNICAL.id },
    ...ERASED,
  },
];
