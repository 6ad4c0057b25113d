import type { Pool } from 'pg';
import { SHORT_NAME } from '../../directory/directory.sql.js';
import { decodeCursor, toPage, type Page } from '../../platform/connection.js';
import { IS_PUBLIC, MATERIALS } from '../material.sql.js';
import type { PostKind } from './post.entity.js';
import type { UseReportType } from './post.type.js';

/** Where a material lies, for roles that reach no farther; `m` is the material. */
export const PLACE = `json_build_object('organizationId', m.organization_id, 'networkId', m.network_id,
  'territoryId', (select o.territory_id from organization o where o.id = m.organization_id))`;

/** The public columns of a post; `t` is the post, `p` its writer, `m` its material. */
const POST = `t.id, t.kind, t.body, t.created_at as "createdAt", t.edited_at as "editedAt", t.version,
  t.account_id as "accountId", t.used_on::text as "usedOn", t.class_name as "className",
  ${SHORT_NAME} as "authorName",
  case when (p.visibility->>'organization')::boolean
    then (select o.short_name from organization o where o.id = p.organization_id) end as "organizationName",
  (select json_build_object('slug', vm.slug, 'title', v.title) from material vm
     join material_version v on v.id = vm.published_version_id
     where vm.id = t.variant_id and vm.status in ('PUBLISHED', 'OUTDATED')) as variant`;

type PostRow = UseReportType & { of: string; total: number; cursorTime: string };

/** Reads what readers wrote, as plain rows; what is hidden is not read here. */
export class PostReads {
  constructor(private readonly pool: Pool) {}

  /** The newest posts of a kind under each of the materials, in one statement. */
  async pages(
    materialIds: readonly string[],
    kind: PostKind,
    first: number,
    after?: string | null,
  ): Promise<Map<string, Page<UseReportType>>> {
    const { rows } = await this.pool.query<PostRow>({
      name: 'posts',
      text: `select x.* from unnest($1::uuid[]) as wanted(id) join material m on m.id = wanted.id
        cross join lateral (select ${POST}, m.id as of, t.created_at::text as "cursorTime", ${PLACE} as place,
            (select count(*)::int from post c where c.material_id = m.id and c.kind = $2 and c.hidden_at is null) as total
          from post t join account a on a.id = t.account_id join person p on p.id = a.person_id
          where t.material_id = m.id and t.kind = $2 and t.hidden_at is null and ($4::text[] is null
            or (t.created_at, t.id) < ((($4::text[])[1])::timestamptz, (($4::text[])[2])::uuid))
          order by t.created_at desc, t.id desc limit $3) x
        order by x."createdAt" desc, x.id desc`,
      values: [materialIds, kind, first + 1, decodeCursor(after, 2)],
    });
    return new Map(
      materialIds.map((id) => {
        const own = rows.filter((row) => row.of === id);
        return [id, toPage(own, first, own[0]?.total ?? 0, (row) => [row.cursorTime, row.id])];
      }),
    );
  }

  /** A post by its id, whether or not it is hidden: for whoever has just written or changed it. */
  async byId(id: string): Promise<UseReportType> {
    const { rows } = await this.pool.query<PostRow>({
      name: 'post-by-id',
      text: `select ${POST}, ${PLACE} as place from post t join account a on a.id = t.account_id
        join person p on p.id = a.person_id join material m on m.id = t.material_id where t.id = $1`,
      values: [id],
    });
    return rows[0]!;
  }

  /** The id of a public material by its slug, or by its address as people copy it. */
  async materialId(slugOrAddress: string): Promise<string | undefined> {
    const slug = /([^/?#]+)\/?(?:[?#].*)?$/.exec(slugOrAddress.trim())?.[1];
    const { rows } = await this.pool.query<{ id: string }>({
      name: 'material-id',
      text: `select m.id from ${MATERIALS} where m.slug = $1 and ${IS_PUBLIC}`,
      values: [slug ?? ''],
    });
    return rows[0]?.id;
  }
}
