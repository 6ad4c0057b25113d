import type { Pool } from 'pg';
import { FULL_NAME, IS_AUTHOR } from '../../directory/directory.sql.js';
import { requireMember } from '../../directory/role.js';
import type { Actor } from '../../platform/actor.js';
import { LimitExceeded, NotFound } from '../../platform/errors.js';
import { isThemeAt, PUBLIC_THEME } from '../../vocabulary/vocabulary.sql.js';
import { IS_PUBLIC, MATERIALS } from '../material.sql.js';
import type { FollowedKind, FollowedType } from './follow.type.js';

/** Things that one person may follow. */
const MOST = 300;

/** Everything that can be followed, by its kind and id. */
const TARGETS = `(select 'AUTHOR' as kind, p.id, p.slug, ${FULL_NAME} as title from person p where ${IS_AUTHOR}
  union all select 'THEME', t.id, t.slug, t.title from priority_theme t where ${PUBLIC_THEME}
  union all select 'NETWORK', n.id, n.slug, n.name from network n) target`;

/** Who follows whom; a following is nothing but its row. */
export class FollowService {
  constructor(private readonly pool: Pool) {}

  /** Begins to follow; twice is once. */
  async follow(actor: Actor, kind: FollowedKind, slug: string): Promise<void> {
    const { accountId } = requireMember(actor);
    const { rows } = await this.pool.query<{ full: boolean }>({
      name: 'follow',
      text: `with wanted as (select target.id from ${TARGETS} where target.kind = $2 and (target.slug = $3 or ($2 = 'THEME' and exists (
            select from priority_theme_address a where a.slug = $3 and a.theme_id = target.id)))),
          room as (select count(*) < $4 as left from follow where account_id = $1),
          added as (insert into follow (account_id, kind, target_id)
            select $1, $2, wanted.id from wanted, room where room.left on conflict do nothing)
        select not room.left as full from wanted, room`,
      values: [accountId, kind, slug, MOST],
    });
    if (!rows[0]) throw new NotFound();
    if (rows[0].full)
      throw new LimitExceeded({
        ru: `Подписок не может быть больше ${MOST}. Отмените ненужные.`,
        en: `You can follow no more than ${MOST} things. Give up those you do not need.`,
      });
  }

  /** Follows no more; whether it was followed. */
  async unfollow(actor: Actor, kind: FollowedKind, slug: string): Promise<boolean> {
    const { accountId } = requireMember(actor);
    const { rowCount } = await this.pool.query({
      name: 'unfollow',
      text: `delete from follow f where f.account_id = $1 and f.kind = $2 and f.target_id in (
          select id from person where $2 = 'AUTHOR' and slug = $3
          union all select t.id from priority_theme t where $2 = 'THEME' and ${isThemeAt('$3')}
          union all select id from network where $2 = 'NETWORK' and slug = $3)`,
      values: [accountId, kind, slug],
    });
    return rowCount === 1;
  }

  /** Everything that one follows, by kind and title. */
  async own(actor: Actor): Promise<FollowedType[]> {
    const { rows } = await this.pool.query<FollowedType>({
      name: 'followed',
      text: `select f.kind, target.slug, target.title, f.created_at as since from follow f
        join ${TARGETS} on target.kind = f.kind and target.id = f.target_id
        where f.account_id = $1 order by f.kind, target.title`,
      values: [requireMember(actor).accountId],
    });
    return rows;
  }

  /**
   * Tells followers of what was published since they follow; each material once, however often this runs and however
   * many of its authors and themes one follows.
   * @returns how many were told
   */
  async tellFollowers(): Promise<number> {
    const { rowCount } = await this.pool.query({
      name: 'tell-followers',
      text: `with recursive fresh as materialized (
          select m.id, m.slug, m.published_at, m.network_id, v.id as version_id, v.title
          from ${MATERIALS} where ${IS_PUBLIC} and m.published_at > now() - interval '3 days'),
        covered as (
          select vt.material_version_id as version_id, vt.priority_theme_id as theme_id
          from material_version_theme vt join fresh on fresh.version_id = vt.material_version_id
          join priority_theme t on t.id = vt.priority_theme_id and ${PUBLIC_THEME}
          union select covered.version_id, t.broader_id from priority_theme t
          join covered on t.id = covered.theme_id where t.broader_id is not null and ${PUBLIC_THEME})
        insert into notification (id, account_id, kind, path, subject, actor_name, key, created_at)
        select distinct on (f.account_id, fresh.id) gen_random_uuid(), f.account_id, 'MATERIAL_PUBLISHED',
          '/materials/' || fresh.slug, fresh.title,
          (select string_agg(c.short_name, ', ' order by c.position) from contribution c
            where c.material_version_id = fresh.version_id and c.role = 'AUTHOR'),
          'published:' || fresh.id, now()
        from fresh join follow f on f.created_at < fresh.published_at and (
          (f.kind = 'NETWORK' and f.target_id = fresh.network_id)
          or (f.kind = 'THEME' and exists (select from covered
            where covered.version_id = fresh.version_id and covered.theme_id = f.target_id))
          or (f.kind = 'AUTHOR' and exists (select from contribution c
            where c.material_version_id = fresh.version_id and c.person_id = f.target_id)))
        where not exists (select from account a join contribution c on c.person_id = a.person_id
          where a.id = f.account_id and c.material_version_id = fresh.version_id)
        on conflict (account_id, key) do nothing`,
    });
    return rowCount ?? 0;
  }
}
