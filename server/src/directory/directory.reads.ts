import type { Pool } from 'pg';
import { groupBy } from '../platform/batch.js';
import { decodeCursor, toPage, type Page } from '../platform/connection.js';
import { AUTHOR, IS_AUTHOR, NETWORK, NETWORKS, ORGANIZATION, ORGANIZATIONS } from './directory.sql.js';
import type { AuthorType, NetworkMemberType, NetworkType, OrganizationType } from './directory.types.js';

/** Reads organisations, networks and authors as plain rows, only what is public. */
export class DirectoryReads {
  constructor(private readonly pool: Pool) {}

  /** Organisations in the order of their names. */
  async organizations(first: number, after?: string | null): Promise<Page<OrganizationType>> {
    const { rows } = await this.pool.query<OrganizationType & { total: number }>({
      name: 'organizations',
      text: `select ${ORGANIZATION}, (select count(*)::int from organization) as total from ${ORGANIZATIONS}
        where $2::text[] is null or (o.short_name, o.id) > (($2::text[])[1], (($2::text[])[2])::uuid)
        order by o.short_name, o.id limit $1`,
      values: [first + 1, decodeCursor(after, 2)],
    });
    return toPage(rows, first, rows[0]?.total ?? 0, (row) => [row.shortName, row.id]);
  }

  /** An organisation by its address. */
  async organizationBySlug(slug: string): Promise<OrganizationType | undefined> {
    const { rows } = await this.pool.query<OrganizationType>({
      name: 'organization-by-slug',
      text: `select ${ORGANIZATION} from ${ORGANIZATIONS} where o.slug = $1`,
      values: [slug],
    });
    return rows[0];
  }

  /** Organisations by id. */
  async organizationsById(ids: readonly string[]): Promise<Map<string, OrganizationType>> {
    const { rows } = await this.pool.query<OrganizationType>({
      name: 'organizations-by-id',
      text: `select ${ORGANIZATION} from ${ORGANIZATIONS} where o.id = any($1::uuid[])`,
      values: [ids],
    });
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** The networks of each organisation, in the order of their names. */
  async networksOfOrganizations(ids: readonly string[]): Promise<Map<string, NetworkType[]>> {
    const { rows } = await this.pool.query<NetworkType & { of: string }>({
      name: 'networks-of-organizations',
      text: `select nm.organization_id as of, ${NETWORK} from ${NETWORKS}
        join network_member nm on nm.network_id = n.id
        where nm.organization_id = any($1::uuid[]) order by n.name`,
      values: [ids],
    });
    return groupBy(rows, (row) => row.of);
  }

  /** The first authors of each organisation by name. */
  async authorsOfOrganizations(ids: readonly string[], first: number): Promise<Map<string, AuthorType[]>> {
    const { rows } = await this.pool.query<AuthorType & { of: string }>({
      name: 'authors-of-organizations',
      text: `select o.id as of, a.* from unnest($1::uuid[]) as o(id) cross join lateral (
          select ${AUTHOR} from person p
          where p.organization_id = o.id and (p.visibility->>'organization')::boolean and ${IS_AUTHOR}
          order by p.last_name, p.first_name, p.id limit $2) a`,
      values: [ids, first],
    });
    return groupBy(rows, (row) => row.of);
  }

  /** Networks in the order of their names. */
  async networks(first: number, after?: string | null): Promise<Page<NetworkType>> {
    const { rows } = await this.pool.query<NetworkType & { total: number }>({
      name: 'networks',
      text: `select ${NETWORK}, (select count(*)::int from network) as total from ${NETWORKS}
        where $2::text[] is null or (n.name, n.id) > (($2::text[])[1], (($2::text[])[2])::uuid)
        order by n.name, n.id limit $1`,
      values: [first + 1, decodeCursor(after, 2)],
    });
    return toPage(rows, first, rows[0]?.total ?? 0, (row) => [row.name, row.id]);
  }

  /** A network by its address. */
  async networkBySlug(slug: string): Promise<NetworkType | undefined> {
    const { rows } = await this.pool.query<NetworkType>({
      name: 'network-by-slug',
      text: `select ${NETWORK} from ${NETWORKS} where n.slug = $1`,
      values: [slug],
    });
    return rows[0];
  }

  /** Networks by id. */
  async networksById(ids: readonly string[]): Promise<Map<string, NetworkType>> {
    const { rows } = await this.pool.query<NetworkType>({
      name: 'networks-by-id',
      text: `select ${NETWORK} from ${NETWORKS} where n.id = any($1::uuid[])`,
      values: [ids],
    });
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** The members of each network in their order. */
  async members(networkIds: readonly string[]): Promise<Map<string, NetworkMemberType[]>> {
    const { rows } = await this.pool.query<
      OrganizationType & { of: string; joinedAt: string | null; coordinatorId: string | null }
    >({
      name: 'network-members',
      text: `select nm.network_id as of, nm.joined_at::text as "joinedAt", nm.coordinator_id as "coordinatorId",
          ${ORGANIZATION} from ${ORGANIZATIONS} join network_member nm on nm.organization_id = o.id
        where nm.network_id = any($1::uuid[]) order by nm.position, o.short_name`,
      values: [networkIds],
    });
    const members = groupBy(rows, (row) => row.of);
    return new Map(
      [...members].map(([network, organizations]) => [
        network,
        organizations.map(({ joinedAt, coordinatorId, ...organization }) => ({
          organization,
          joinedAt,
          coordinatorId,
        })),
      ]),
    );
  }

  /**
   * People with something published, by name.
   * @param query words that the full name must begin with, in any order
   */
  async authors(first: number, after?: string | null, query?: string | null): Promise<Page<AuthorType>> {
    const words = (query ?? '').trim().split(/\s+/u).filter(Boolean).slice(0, 5);
    const patterns = words.map((word) => `(^|\\s)${word.replace(/[^\p{L}\p{N}-]/gu, '')}`);
    const { rows } = await this.pool.query<AuthorType & { total: number }>({
      name: 'authors',
      text: `with author as materialized (
          select p.* from person p
          where not exists (select 1 from unnest($3::text[]) w where concat_ws(' ', p.last_name, p.first_name, p.patronymic) !~* w)
            and ${IS_AUTHOR})
        select ${AUTHOR}, (select count(*)::int from author) as total from author p
        where $2::text[] is null
          or (p.last_name, p.first_name, p.id) > (($2::text[])[1], ($2::text[])[2], (($2::text[])[3])::uuid)
        order by p.last_name, p.first_name, p.id limit $1`,
      values: [first + 1, decodeCursor(after, 3), patterns],
    });
    return toPage(rows, first, rows[0]?.total ?? 0, (row) => [row.lastName, row.firstName, row.id]);
  }

  /** A person with something published, by the address. */
  async authorBySlug(slug: string): Promise<AuthorType | undefined> {
    const { rows } = await this.pool.query<AuthorType>({
      name: 'author-by-slug',
      text: `select ${AUTHOR} from person p where p.slug = $1 and ${IS_AUTHOR}`,
      values: [slug],
    });
    return rows[0];
  }

  /** People with something published, by id; others are left out. */
  async authorsById(ids: readonly string[]): Promise<Map<string, AuthorType>> {
    const { rows } = await this.pool.query<AuthorType>({
      name: 'authors-by-id',
      text: `select ${AUTHOR} from person p where p.id = any($1::uuid[]) and ${IS_AUTHOR}`,
      values: [ids],
    });
    return new Map(rows.map((row) => [row.id, row]));
  }
}
