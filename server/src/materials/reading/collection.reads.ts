import type { Pool } from 'pg';
import { SHORT_NAME } from '../../directory/directory.sql.js';
import { requireMember } from '../../directory/role.js';
import type { Actor } from '../../platform/actor.js';
import { groupBy } from '../../platform/batch.js';
import { decodeCursor, toPage, type Page } from '../../platform/connection.js';
import type { MaterialReads } from '../material.reads.js';
import { canReadCollection } from './collection.policy.js';
import type { CollectionItemType, CollectionType } from './collection.type.js';

const COLLECTION = `c.id, c.slug, c.title, c.description, c.visibility, c.owner_id as "ownerId",
  ${SHORT_NAME} as "ownerName", c.updated_at as "updatedAt", c.version,
  (select count(*)::int from collection_item i where i.collection_id = c.id) as "itemCount"`;
const COLLECTIONS = `collection c join account a on a.id = c.owner_id join person p on p.id = a.person_id`;

/** Reads collections as plain rows. */
export class CollectionReads {
  constructor(
    private readonly pool: Pool,
    private readonly materials: MaterialReads,
  ) {}

  /** A collection by its address; undefined when there is none, or when it is somebody's own. */
  async bySlug(slug: string, actor: Actor): Promise<CollectionType | undefined> {
    const { rows } = await this.pool.query<CollectionType>({
      name: 'collection-by-slug',
      text: `select ${COLLECTION} from ${COLLECTIONS} where c.slug = $1`,
      values: [slug],
    });
    return rows[0] && canReadCollection(actor, rows[0]) ? rows[0] : undefined;
  }

  /** The collections that everybody may see and that hold something, changed last first. */
  async listed(first: number, after?: string | null): Promise<Page<CollectionType>> {
    const { rows } = await this.pool.query<CollectionType & { total: number; cursorTime: string }>({
      name: 'collections',
      text: `with listed as materialized (select c.id, c.updated_at from collection c where c.visibility = 'PUBLIC'
          and exists (select from collection_item i where i.collection_id = c.id))
        select ${COLLECTION}, c.updated_at::text as "cursorTime", (select count(*)::int from listed) as total
        from ${COLLECTIONS} where c.id in (select id from listed
          where $2::text[] is null or (updated_at, id) < ((($2::text[])[1])::timestamptz, (($2::text[])[2])::uuid)
          order by updated_at desc, id desc limit $1)
        order by c.updated_at desc, c.id desc`,
      values: [first + 1, decodeCursor(after, 2)],
    });
    return toPage(rows, first, rows[0]?.total ?? 0, (row) => [row.cursorTime, row.id]);
  }

  /** All of one's own, changed last first. */
  async own(actor: Actor): Promise<CollectionType[]> {
    const { rows } = await this.pool.query<CollectionType>({
      name: 'own-collections',
      text: `select ${COLLECTION} from ${COLLECTIONS} where c.owner_id = $1 order by c.updated_at desc, c.id`,
      values: [requireMember(actor).accountId],
    });
    return rows;
  }

  /** The items of each collection in their order, with what is public of their materials: two statements. */
  async items(collectionIds: readonly string[]): Promise<Map<string, CollectionItemType[]>> {
    const { rows } = await this.pool.query<CollectionItemType & { of: string; id: string }>({
      name: 'collection-items',
      text: `select i.collection_id as of, i.note, m.id, m.slug, m.registration_number as "registrationNumber"
        from collection_item i join material m on m.id = i.material_id
        where i.collection_id = any($1::uuid[]) order by i.position, i.id`,
      values: [collectionIds],
    });
    const materials = await this.materials.byIds(rows.map(({ id }) => id));
    return groupBy(
      rows.map((row) => ({ ...row, material: materials.get(row.id) ?? null })),
      (row) => row.of,
    );
  }

  /** Which of the collections hold a material. */
  async holding(collectionIds: readonly string[], material: string): Promise<Map<string, true>> {
    const { rows } = await this.pool.query<{ id: string }>({
      name: 'collections-holding',
      text: `select i.collection_id as id from collection_item i join material m on m.id = i.material_id
        where i.collection_id = any($1::uuid[]) and m.slug = $2`,
      values: [collectionIds, material],
    });
    return new Map(rows.map(({ id }) => [id, true]));
  }
}
