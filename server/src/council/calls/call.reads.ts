import type { Pool } from 'pg';
import { IS_PUBLIC } from '../../materials/material.sql.js';
import { NotFound } from '../../platform/errors.js';
import { isUuid } from '../../platform/uuid.js';
import { PUBLIC_THEME, THEME } from '../../vocabulary/vocabulary.sql.js';
import { dayAtCouncil } from '../council-day.js';
import type { MaterialCallType } from './call.type.js';

const TODAY = dayAtCouncil('now()');
/** Calls in one list. */
const MOST = 200;

const CALL = `c.id, c.version, c.kinds, c.levels, c.text, c.until::text,
  ${dayAtCouncil('c.created_at')}::text as since,
  (c.closed_at is null and c.until >= ${TODAY}) as open,
  (select row_to_json(theme) from (select ${THEME}) theme) as theme,
  answers.came, answers.published, answers.materials`;
/** A call with its theme, and what has come of it. */
const CALLS = `material_call c join priority_theme t on t.id = c.theme_id and ${PUBLIC_THEME}
  cross join lateral (
    select count(*) filter (where m.published_version_id is not null or m.status <> 'DRAFT')::int as came,
      count(*) filter (where ${IS_PUBLIC})::int as published,
      coalesce((jsonb_agg(jsonb_build_object('slug', m.slug, 'title', v.title, 'kind', m.kind)
        order by m.published_at desc) filter (where ${IS_PUBLIC})), '[]') as materials
    from material_call_answer a join material m on m.id = a.material_id
    left join material_version v on v.id = m.published_version_id where a.call_id = c.id) answers`;

/** What a list of calls is narrowed to. */
export interface CallFilter {
  /** Slug of a theme, with its narrower ones. */
  readonly theme: string | null;
  /** Whether those only that take answers. */
  readonly open: boolean;
}

/** Calls as everybody sees them. */
export class CallReads {
  constructor(private readonly pool: Pool) {}

  /** Calls: the open ones first, those that end soon before; then the others, the newest first. */
  async all({ theme, open }: CallFilter): Promise<MaterialCallType[]> {
    const { rows } = await this.pool.query<MaterialCallType>({
      name: 'material-calls',
      text: `with recursive wanted as (
          select t.id from priority_theme t where t.slug = $1 and ${PUBLIC_THEME}
          union select t.id from priority_theme t join wanted on t.broader_id = wanted.id where ${PUBLIC_THEME})
        select ${CALL} from ${CALLS}
        where ($1::text is null or c.theme_id in (select id from wanted))
          and (not $2 or (c.closed_at is null and c.until >= ${TODAY}))
        order by open desc, case when c.closed_at is null and c.until >= ${TODAY} then c.until end,
          c.created_at desc, c.id limit ${MOST}`,
      values: [theme, open],
    });
    return rows;
  }

  /** One call. @throws NotFound */
  async one(id: string): Promise<MaterialCallType> {
    if (!isUuid(id)) throw new NotFound();
    const { rows } = await this.pool.query<MaterialCallType>({
      name: 'material-call',
      text: `select ${CALL} from ${CALLS} where c.id = $1`,
      values: [id],
    });
    if (!rows[0]) throw new NotFound();
    return { ...rows[0], materials: rows[0].materials.slice(0, 50) };
  }

  /** How many calls are open, by theme without its narrower ones. */
  async openByTheme(): Promise<Map<string, number>> {
    const { rows } = await this.pool.query<{ id: string; count: number }>({
      name: 'open-calls-by-theme',
      text: `select c.theme_id as id, count(*)::int as count from material_call c
        where c.closed_at is null and c.until >= ${TODAY} group by 1`,
    });
    return new Map(rows.map(({ id, count }) => [id, count]));
  }
}
