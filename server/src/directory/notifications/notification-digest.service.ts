import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import type { Actor } from '../../platform/actor.js';
import type { Jobs } from '../../platform/jobs.js';
import type { Mail } from '../../platform/mail.js';
import { dayInWords } from '../../platform/time-zone.js';
import { inTransaction } from '../../platform/transaction.js';
import { requireMailing } from '../consents/consent.service.js';
import { requireMember } from '../role.js';
import { NotificationKind } from './notification.entity.js';

/** Job that looks for people with something to read, and the one that writes to one of them. */
export const LOOK_FOR_READERS = 'notifications.digest';
const WRITE_TO = 'notifications.mail';
/** Notifications in one letter; the rest is on the page. */
const MOST = 30;

/** What has happened, in words before what it is about. */
const WORDS: Readonly<Record<NotificationKind, (name: string, day: string | null) => string>> = {
  USE_REPORTED: (name) => `${name} делится опытом применения вашего материала`,
  COMMENTED: (name) => `${name} пишет в обсуждении вашего материала`,
  POST_HIDDEN: () => 'Модератор скрыл вашу запись под материалом',
  POST_SHOWN: () => 'Модератор вернул вашу запись под материалом',
  COMPLAINT_MADE: () => 'Жалоба ждёт вашего решения',
  COMPLAINT_DECIDED: () => 'Ответ на вашу жалобу',
  MATERIAL_PUBLISHED: (name) => (name ? `Новый материал, ${name}` : 'Новый материал в ваших подписках'),
  MATERIAL_ACCEPTED: () => 'Ваш материал опубликован',
  MATERIAL_RETURNED: () => 'Материал вернули на доработку',
  MATERIAL_REJECTED: () => 'Материал отклонён',
  MATERIAL_WITHDRAWN: () => 'Материал отозван из банка',
  CO_AUTHOR_INVITED: (name) => `${name} приглашает вас в соавторы`,
  CO_AUTHOR_CONFIRMED: (name) => `${name} подтверждает соавторство`,
  CO_AUTHOR_DECLINED: (name) => `${name} отказывается от соавторства`,
  REVIEW_INVITED: () => 'Вас просят об отзыве на материал',
  REVIEW_CANCELLED: () => 'Ваш отзыв больше не нужен',
  REVIEW_DUE: () => 'Подходит срок вашего отзыва',
  REVIEW_OVERDUE: () => 'Срок отзыва прошёл',
  REVIEW_DECLINED: () => 'Рецензент отказался',
  REVIEWS_IN: () => 'Сданы все отзывы',
  MATERIAL_ERASED: () => 'Неопубликованный материал удалён вместе с записью его владельца',
  CO_AUTHOR_LEFT: () => 'Соавтор удалил свою запись и больше не указан',
  FILE_HIDDEN: (_name, day) =>
    day
      ? `Скрыт файл прежней версии вашего материала. Он будет удалён навсегда ${dayInWords(day).replace(/\s*г\.$/, '')}, возразить администратору банка можно до этого дня`
      : 'Скрыт файл прежней версии вашего материала',
  FILE_SHOWN: () => 'Скрытый файл прежней версии вашего материала снова виден и не будет удалён',
  DELETION_CANCELLED: () => 'Удаление вашей записи отменено',
  REVIEWS_DIFFER: () => 'Оценки рецензентов разошлись, нужен третий',
  CALL_OPENED: () => 'Совет ждёт материалов по теме',
  EXPERIENCE_ENTERED: () => 'Ваш опыт внесён в реестр',
  EXPERIENCE_RETURNED: () => 'Описание опыта вернули на доработку',
  EXPERIENCE_WITHDRAWN: () => 'Опыт исключён из реестра',
  MEETING_PLANNED: () => 'Назначено заседание совета',
  MEETING_MOVED: () => 'Заседание совета перенесено',
  MEETING_CANCELLED: () => 'Заседание совета отменено',
  NAME_LEFT: () => 'Учётная запись удалена. Мест, где другие называют её владельца',
};

interface Line {
  id: string;
  kind: NotificationKind;
  path: string;
  subject: string;
  actorName: string | null;
  detail: string | null;
  day: string | null;
  email: string;
}

/** Letters with what a person was told of and has not seen; only to those who asked for them. */
export class NotificationDigestService {
  constructor(
    private readonly orm: MikroORM,
    private readonly pool: Pool,
  ) {}

  /** Whether a person has asked for letters. */
  async wanted(actor: Actor): Promise<boolean> {
    const { accountId } = requireMember(actor);
    const { rowCount } = await this.pool.query('select from notification_mail where account_id = $1', [
      accountId,
    ]);
    return rowCount === 1;
  }

  /**
   * Asks for letters, or for no more of them.
   * @throws Conflict for one who wants them and has not agreed to them
   */
  async choose(actor: Actor, wanted: boolean): Promise<void> {
    const { accountId } = requireMember(actor);
    if (!wanted) {
      await this.pool.query('delete from notification_mail where account_id = $1', [accountId]);
      return;
    }
    await inTransaction(this.orm.em, async (em) => {
      await requireMailing(em, accountId);
      await em.execute('insert into notification_mail (account_id) values (?) on conflict do nothing', [
        accountId,
      ]);
    });
  }

  /** Says how the letters are written: once a day, one job a person. */
  define(jobs: Jobs, mail: Mail, publicUrl: string): void {
    jobs.define(LOOK_FOR_READERS, { cron: '0 7 * * *' }, async () => {
      const { rows } = await this.pool.query<{ id: string }>(
        `select distinct n.account_id as id from notification n
         join notification_mail w on w.account_id = n.account_id and w.since <= n.created_at
         where n.read_at is null and n.mailed_at is null`,
      );
      for (const { id } of rows) await jobs.send(WRITE_TO, { accountId: id }, { key: id });
    });
    jobs.define<{ accountId: string }>(WRITE_TO, { pause: 300 }, ({ accountId }) =>
      this.write(accountId, mail, publicUrl),
    );
  }

  /** Writes to one person. A process that dies between the letter and the mark writes twice, never not at all. */
  private async write(accountId: string, mail: Mail, publicUrl: string): Promise<void> {
    const { rows } = await this.pool.query<Line>(
      `select n.id, n.kind, n.path, n.subject, n.actor_name as "actorName", n.detail, n.day::text as day, a.email
       from notification n join notification_mail w on w.account_id = n.account_id and w.since <= n.created_at
       join account a on a.id = n.account_id
       where n.account_id = $1 and n.read_at is null and n.mailed_at is null
         and a.email_confirmed_at is not null and a.blocked_at is null
       order by n.created_at desc limit ${MOST}`,
      [accountId],
    );
    const [first] = rows;
    if (!first) return; // read meanwhile, or no more wanted
    const page = `${publicUrl}/my/notifications`;
    await mail.send({
      ...{ to: first.email, subject: subjectOf(rows.length), unsubscribe: page },
      text: [
        'Здравствуйте!',
        ...rows.map((line) => lineOf(line, publicUrl)),
        `Все уведомления: ${page}\nТам же можно отказаться от писем.`,
      ].join('\n\n'),
    });
    await this.pool.query(
      `update notification set mailed_at = now() where account_id = $1 and mailed_at is null and created_at <=
         (select max(created_at) from notification where id = any($2::uuid[]))`,
      [accountId, rows.map(({ id }) => id)],
    );
  }
}

function lineOf({ kind, path, subject, actorName, detail, day }: Line, publicUrl: string): string {
  return [
    `${WORDS[kind](actorName ?? '', day)}: ${subject}`,
    detail && detailOf(kind, detail),
    publicUrl + path,
  ]
    .filter(Boolean)
    .join('\n');
}

/** What is said beside it: words as they were written, a day or a number with what they mean. */
function detailOf(kind: NotificationKind, detail: string): string {
  const { REVIEW_INVITED, REVIEW_DUE, REVIEW_OVERDUE, REVIEWS_DIFFER } = NotificationKind;
  if ([REVIEW_INVITED, REVIEW_DUE, REVIEW_OVERDUE].includes(kind)) return `Срок отзыва – ${detail}`;
  return kind === REVIEWS_DIFFER ? `Разница между оценками, в пунктах: ${detail}` : `«${detail}»`;
}

function subjectOf(count: number): string {
  const tail = count % 10 === 1 && count % 100 !== 11 ? 'новое уведомление' : 'новых уведомлений';
  const few = [2, 3, 4].includes(count % 10) && ![12, 13, 14].includes(count % 100);
  return `Методбанк: ${count} ${few ? 'новых уведомления' : tail}`;
}
