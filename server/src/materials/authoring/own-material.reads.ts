import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Actor } from '../../platform/actor.js';
import { decodeCursor, type Page, toPage } from '../../platform/connection.js';
import { NotFound } from '../../platform/errors.js';
import { requireMember, requireRole, Role } from '../../directory/role.js';
import type { MaterialStatus } from '../material-enums.js';
import { Material } from '../material.entity.js';
import { MaterialVersion } from '../material-version.entity.js';
import { canRead, isOwner } from './authoring.policy.js';
import { compare, type VersionComparison } from './comparison.js';
import { FOR_RIGHTS, type Reached, reach } from './draft.access.js';
import { toOwnMaterial } from './own-material.row.js';
import type { OwnMaterialType } from './own-material.type.js';
import { readVersions } from './version.reads.js';

/** What lies before a methodist or the council. */
const QUEUE = [Role.METHODIST, Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY, Role.COUNCIL_CHAIR];

interface IdRow {
  id: string;
  total: number;
  at: string;
}

/** Reads materials from inside: the author's own, those of co-authors, those handed in. */
export class OwnMaterialReads {
  constructor(private readonly orm: MikroORM) {}

  /** One material. @throws NotFound for those whom it does not concern */
  async one(actor: Actor, id: string): Promise<OwnMaterialType> {
    const em = this.orm.em.fork();
    const reached = await reach(em, actor, id);
    await em.flush(); // an administrator's look is written down
    return showReached(em, reached);
  }

  /**
   * What changed between two versions of a material.
   * @param from number of the earlier one; the published one without it
   * @param to number of the later one; the working one without it
   * @throws NotFound for versions that are not there, or that the actor may not see
   */
  async compare(
    actor: Actor,
    id: string,
    from?: number | null,
    to?: number | null,
  ): Promise<VersionComparison> {
    const em = this.orm.em.fork();
    const { actor: member, material, seesDraft } = await reach(em, actor, id);
    await em.flush();
    const seen = async (number: number | null | undefined, standing: string | undefined) => {
      const version = await em.findOne(MaterialVersion, {
        material: material.id,
        ...(number == null ? { id: standing ?? null } : { number }),
      });
      const draft = seesDraft && version?.id === material.draftVersion?.id;
      if (!version || !(version.publishedAt || draft || isOwner(member, material))) throw new NotFound();
      return version.id;
    };
    const [before, after] = [
      await seen(from, material.publishedVersion?.id),
      await seen(to, material.draftVersion?.id),
    ];
    const versions = await readVersions(em, [before, after]);
    return compare(versions.get(before)!, versions.get(after)!);
  }

  /** The actor's own materials and those with the actor on the title page, last changed first. */
  async mine(
    actor: Actor,
    first: number,
    after?: string | null,
    states?: readonly MaterialStatus[] | null,
  ): Promise<Page<OwnMaterialType>> {
    const { accountId, personId } = requireMember(actor);
    const em = this.orm.em.fork();
    const [time, id] = decodeCursor(after, 2) ?? [null, null];
    const rows = await em.execute<IdRow[]>(
      `with mine as (
         select m.id, greatest(m.updated_at, coalesce(d.updated_at, m.updated_at)) as at,
           coalesce(m.draft_status, m.status) as now, m.status
         from material m left join material_version d on d.id = m.draft_version_id
         where m.owner_id = ? or m.id in (
           select v.material_id from contribution c join material_version v on v.id = c.material_version_id
           join material x on v.id in (x.draft_version_id, x.published_version_id)
           where c.person_id = ? and c.declined_at is null)),
       found as (select * from mine where ?::jsonb is null
         or now in (select jsonb_array_elements_text(?::jsonb))
         or status in (select jsonb_array_elements_text(?::jsonb)))
       select id, at::text, (select count(*)::int from found) as total from found
       where ?::timestamptz is null or (at, id) < (?::timestamptz, ?::uuid)
       order by at desc, id desc limit ?`,
      [accountId, personId, ...Array<string | null>(3).fill(states?.length ? JSON.stringify(states) : null)]
        .concat([time!, time!, id!])
        .concat([String(first + 1)]),
    );
    return this.page(em, actor, rows, first);
  }

  /** What was handed in and lies before the actor, the longest waiting first. @throws Forbidden without such a role */
  async submissions(actor: Actor, first: number, after?: string | null): Promise<Page<OwnMaterialType>> {
    const { roles, accountId, personId } = requireRole(actor, QUEUE);
    const em = this.orm.em.fork();
    const [time, id] = decodeCursor(after, 2) ?? [null, null];
    const reaches = roles.filter(({ role }) => (QUEUE as readonly string[]).includes(role));
    const rows = await em.execute<IdRow[]>(
      `with found as (
         select m.id, d.frozen_at as at from material m join material_version d on d.id = m.draft_version_id
         left join organization o on o.id = m.organization_id
         where m.draft_status in ('SUBMITTED', 'IN_REVIEW', 'COUNCIL') and m.status <> 'WITHDRAWN'
           and m.owner_id is distinct from ? and not (? = any (m.blind_reviewers))
           and not exists (select 1 from contribution c where c.material_version_id = d.id and c.person_id = ?)
           and exists (select 1 from jsonb_to_recordset(?::jsonb) as r (scope text, "scopeId" uuid)
             where r.scope = 'GLOBAL' or (r.scope = 'ORGANIZATION' and r."scopeId" = m.organization_id)
               or (r.scope = 'TERRITORY' and r."scopeId" = o.territory_id)
               or (r.scope = 'NETWORK' and r."scopeId" = m.network_id)))
       select id, at::text, (select count(*)::int from found) as total from found
       where ?::timestamptz is null or (at, id) > (?::timestamptz, ?::uuid)
       order by at, id limit ?`,
      [accountId, accountId, personId, JSON.stringify(reaches), time, time, id, first + 1],
    );
    return this.page(em, actor, rows, first);
  }

  private async page(
    em: EntityManager,
    actor: Actor,
    rows: IdRow[],
    first: number,
  ): Promise<Page<OwnMaterialType>> {
    const page = toPage(rows, first, rows[0]?.total ?? 0, ({ at, id }) => [at, id]);
    const member = requireMember(actor);
    const ids = page.nodes.map(({ id }) => id);
    const found = await em.find(Material, { id: { $in: ids } }, { populate: FOR_RIGHTS });
    const byId = new Map(found.map((material) => [material.id, material]));
    const reached = ids
      .map((id) => byId.get(id)!)
      .map((material) => ({ actor: member, material, seesDraft: canRead(member, material) }));
    return { ...page, nodes: await showAll(em, reached) };
  }
}

/** A material that was reached, as the API shows it, as it stands in the database of this transaction. */
export async function showReached(em: EntityManager, reached: Reached): Promise<OwnMaterialType> {
  return (await showAll(em, [reached]))[0]!;
}

async function showAll(em: EntityManager, reached: readonly Reached[]): Promise<OwnMaterialType[]> {
  const ids = reached.flatMap(({ material, seesDraft }) => [
    ...(seesDraft && material.draftVersion ? [material.draftVersion.id] : []),
    ...(material.publishedVersion ? [material.publishedVersion.id] : []),
  ]);
  const versions = await readVersions(em, ids);
  return reached.map((one) => toOwnMaterial(one, versions));
}
