import type { MikroORM } from '@mikro-orm/postgresql';
import type { Actor } from '../../platform/actor.js';
import { Forbidden, NotFound } from '../../platform/errors.js';
import { inTransaction } from '../../platform/transaction.js';
import { MaterialVersion } from '../material-version.entity.js';
import { record } from './audit.js';
import { isOwner } from './authoring.policy.js';
import { reachAt } from './draft.access.js';
import type { OwnMaterialReads } from './own-material.reads.js';
import type { OwnMaterialType } from './own-material.type.js';
import { copyVersion } from './version-copy.js';

/** Begins versions of materials that are public already. */
export class NewVersionService {
  constructor(
    private readonly orm: MikroORM,
    private readonly reads: OwnMaterialReads,
  ) {}

  /**
   * Begins a version as a copy of an earlier one, while the published one stays public.
   * @param from number of the version to copy; the published one without it
   * @throws Conflict when a version is under way already, or the material is not public
   */
  async start(
    actor: Actor,
    id: string,
    expectedVersion: number,
    from?: number | null,
  ): Promise<OwnMaterialType> {
    await inTransaction(this.orm.em, async (em) => {
      const { material, actor: member } = await reachAt(em, actor, id, expectedVersion);
      if (!isOwner(member, material)) throw new Forbidden();
      const source = await em.findOne(MaterialVersion, {
        material: material.id,
        ...(from == null ? { id: material.publishedVersion?.id ?? null } : { number: from }),
      });
      if (!source && from != null) throw new NotFound();
      material.requireNewVersionPossible();
      const copy = await copyVersion(em, material, source!);
      material.startNewVersion(copy);
      record(em, member, 'material.version-begun', material, { number: copy.number, from: source!.number });
    });
    return this.reads.one(actor, id);
  }
}
