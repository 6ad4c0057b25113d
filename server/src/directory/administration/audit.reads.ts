import type { Pool } from 'pg';
import type { Actor } from '../../platform/actor.js';
import { decodeCursor, toPage } from '../../platform/connection.js';
import { FULL_NAME } from '../directory.sql.js';
import { requireRole, Role } from '../role.js';
import type { AuditArgs, AuditConnection, AuditLine } from './audit.type.js';

/** Reads the audit trail, for administrators alone. */
export class AuditReads {
  constructor(private readonly pool: Pool) {}

  /** Lines by time, the newest first. */
  async page(actor: Actor, args: AuditArgs): Promise<AuditConnection> {
    requireRole(actor, [Role.ADMIN]);
    const { first, after, person, subjectType, from, to } = args;
    const words = (person ?? '').normalize('NFC').split(/\s+/).filter(Boolean);
    const { rows } = await this.pool.query<AuditLine & { cursorTime: string }>({
      name: 'audit-trail',
      text: `select e.id, e.at, e.actor, case when p.id is not null then ${FULL_NAME} end as "actorName",
          e.action, e.subject_type as "subjectType", e.subject_id as "subjectId", e.data::text as data,
          e.at::text as "cursorTime"
        from audit_event e left join account a on a.id::text = e.actor left join person p on p.id = a.person_id
        where ($2::text[] is null or (e.at, e.id) < ((($2::text[])[1])::timestamptz, (($2::text[])[2])::uuid))
          and ($3::text[] = '{}' or concat_ws(' ', p.last_name, p.first_name, p.patronymic, a.email) ilike all ($3::text[]))
          and ($4::text is null or e.subject_type = $4)
          and ($5::date is null or e.at >= ($5::date)::timestamp at time zone 'Europe/Moscow')
          and ($6::date is null or e.at < ($6::date + 1)::timestamp at time zone 'Europe/Moscow')
        order by e.at desc, e.id desc limit $1`,
      values: [
        ...[first + 1, decodeCursor(after, 2), words.map(contains), subjectType || null],
        ...[from ?? null, to ?? null],
      ],
    });
    const { nodes, pageInfo } = toPage(rows, first, 0, (row) => [row.cursorTime, row.id]);
    const kinds = await this.pool.query<{ kind: string }>({
      name: 'audit-kinds',
      text: 'select distinct subject_type as kind from audit_event order by 1',
    });
    return { nodes, pageInfo, subjectTypes: kinds.rows.map(({ kind }) => kind) };
  }
}

/** A pattern for a word anywhere in a text, whatever characters it has. */
function contains(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`;
}
