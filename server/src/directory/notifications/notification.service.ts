import type { Pool } from 'pg';
import type { Actor } from '../../platform/actor.js';
import { decodeCursor, toPage, type Page } from '../../platform/connection.js';
import { requireMember } from '../role.js';
import type { NotificationType } from './notification.type.js';

/** What a person was told of, for that person alone. */
export class NotificationService {
  constructor(private readonly pool: Pool) {}

  /** One's own, newest first. */
  async page(actor: Actor, first: number, after?: string | null): Promise<Page<NotificationType>> {
    const { accountId } = requireMember(actor);
    const { rows } = await this.pool.query<NotificationType & { total: number; cursorTime: string }>({
      name: 'notifications',
      text: `select n.id, n.kind, n.path, n.subject, n.actor_name as "actorName", n.detail, n.day::text as day,
          n.created_at as "createdAt", n.read_at is not null as read, n.created_at::text as "cursorTime",
          (select count(*)::int from notification where account_id = $1) as total
        from notification n where n.account_id = $1 and ($3::text[] is null
          or (n.created_at, n.id) < ((($3::text[])[1])::timestamptz, (($3::text[])[2])::uuid))
        order by n.created_at desc, n.id desc limit $2`,
      values: [accountId, first + 1, decodeCursor(after, 2)],
    });
    return toPage(rows, first, rows[0]?.total ?? 0, (row) => [row.cursorTime, row.id]);
  }

  /** How many the person has not seen; counted no further than a badge shows. */
  async unread(actor: Actor): Promise<number> {
    const { accountId } = requireMember(actor);
    const { rows } = await this.pool.query<{ count: number }>({
      name: 'notifications-unread',
      text: `select count(*)::int as count from (
        select from notification where account_id = $1 and read_at is null limit 100) n`,
      values: [accountId],
    });
    return rows[0]!.count;
  }

  /** Marks those that there were at a moment as seen; how many became so. */
  async markRead(actor: Actor, until: Date): Promise<number> {
    const { accountId } = requireMember(actor);
    const { rowCount } = await this.pool.query({
      name: 'notifications-read',
      // milliseconds are all that the caller has seen of the time
      text: `update notification set read_at = now()
        where account_id = $1 and read_at is null and date_trunc('milliseconds', created_at) <= $2`,
      values: [accountId, until],
    });
    return rowCount ?? 0;
  }
}
