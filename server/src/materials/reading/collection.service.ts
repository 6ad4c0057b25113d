import { randomBytes } from 'node:crypto';
import { LockMode, ref, type EntityManager, type MikroORM } from '@mikro-orm/postgresql';
import { Account } from '../../directory/account.entity.js';
import { requireMember } from '../../directory/role.js';
import type { Actor, Member } from '../../platform/actor.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { Conflict, LimitExceeded, NotFound } from '../../platform/errors.js';
import { toSlug } from '../../platform/slug.js';
import { inTransaction } from '../../platform/transaction.js';
import { MaterialStatus } from '../material-enums.js';
import { Material } from '../material.entity.js';
import { CollectionItem, MaterialCollection } from './collection.entity.js';
import type {
  AnnotateInCollectionInput,
  CreateCollectionInput,
  EditCollectionInput,
  MoveInCollectionInput,
} from './collection.input.js';
import { canEditCollection } from './collection.policy.js';
import { optionalLine, optionalText, requiredLine } from '../../platform/plain-text.js';

/** Collections that one person may have. */
const MOST_COLLECTIONS = 200;
/** Materials in one collection: what a ZIP can hold and a person can order by hand. */
const MOST_ITEMS = 100;
const TITLE = 150;
const DESCRIPTION = 2_000;
const NOTE = 500;

/** Puts materials together, in order, for oneself or for others. */
export class CollectionService {
  constructor(private readonly orm: MikroORM) {}

  /** Makes a collection; its slug. */
  async create(actor: Actor, input: CreateCollectionInput): Promise<string> {
    const member = requireMember(actor);
    const title = requiredLine('title', input.title, TITLE);
    const description = optionalText('description', input.description, DESCRIPTION);
    return inTransaction(this.orm.em, async (em) => {
      const owner = await em.findOneOrFail(Account, member.accountId, {
        lockMode: LockMode.PESSIMISTIC_WRITE,
      });
      if ((await em.count(MaterialCollection, { owner })) >= MOST_COLLECTIONS)
        throw new LimitExceeded({
          ru: `Подборок не может быть больше ${MOST_COLLECTIONS}. Удалите ненужные.`,
          en: `There can be no more than ${MOST_COLLECTIONS} collections. Delete those you do not need.`,
        });
      const collection = em.create(MaterialCollection, {
        ...{ owner: ref(owner), title, description, visibility: input.visibility },
        slug: `${toSlug(title).slice(0, 40).replace(/-+$/, '')}-${unguessable()}`,
      });
      if (input.material) await this.place(em, collection, await publicMaterial(em, input.material));
      this.audit(em, member, 'created', collection);
      return collection.slug;
    });
  }

  /** Renames it, or opens it to others. */
  edit(actor: Actor, input: EditCollectionInput): Promise<string> {
    const title = requiredLine('title', input.title, TITLE);
    const description = optionalText('description', input.description, DESCRIPTION);
    return this.change(actor, input.collection, input.expectedVersion, (collection, em, member) => {
      Object.assign(collection, { title, description, visibility: input.visibility });
      this.audit(em, member, 'changed', collection);
    });
  }

  /** Deletes it; the materials stay in the bank. */
  async delete(actor: Actor, id: string): Promise<void> {
    await this.change(actor, id, undefined, (collection, em, member) => {
      this.audit(em, member, 'deleted', collection);
      em.remove(collection);
    });
  }

  /** Puts a material at the end; one that is there already stays where it is. */
  add(actor: Actor, id: string, slug: string): Promise<string> {
    return this.change(actor, id, undefined, async (collection, em) => {
      await this.place(em, collection, await publicMaterial(em, slug));
    });
  }

  /** Takes a material out; one that is not there is no fault. */
  remove(actor: Actor, id: string, slug: string): Promise<string> {
    return this.change(actor, id, undefined, async (collection, em) => {
      const item = await em.findOne(CollectionItem, { collection, material: { slug } });
      if (!item) return;
      collection.items.remove(item);
      collection.touch();
    });
  }

  /** Gives a material another place. */
  move(actor: Actor, input: MoveInCollectionInput): Promise<string> {
    return this.change(actor, input.collection, input.expectedVersion, async (collection, em) => {
      collection.move(await itemOf(em, collection, input.material), input.position);
    });
  }

  /** Says why a material is there. */
  annotate(actor: Actor, input: AnnotateInCollectionInput): Promise<string> {
    const note = optionalLine('note', input.note, NOTE);
    return this.change(actor, input.collection, input.expectedVersion, async (collection, em) => {
      (await itemOf(em, collection, input.material)).note = note;
      collection.touch();
    });
  }

  /** Changes one's own collection under a lock; its slug. A collection of another person's is not found. */
  private change(
    actor: Actor,
    id: string,
    expectedVersion: number | undefined,
    apply: (collection: MaterialCollection, em: EntityManager, member: Member) => Promise<void> | void,
  ): Promise<string> {
    const member = requireMember(actor);
    return inTransaction(this.orm.em, async (em) => {
      const found = UUID.test(id)
        ? await em.findOne(MaterialCollection, id, { lockMode: LockMode.PESSIMISTIC_WRITE })
        : null;
      if (!found || !canEditCollection(member, { ownerId: found.owner.id })) throw new NotFound();
      if (expectedVersion !== undefined && found.version !== expectedVersion) throw new Conflict();
      await found.items.init();
      await apply(found, em, member);
      return found.slug;
    });
  }

  private async place(em: EntityManager, collection: MaterialCollection, material: Material): Promise<void> {
    const items = collection.items.getItems();
    if (items.some((item) => item.material.id === material.id)) return;
    if (items.length >= MOST_ITEMS)
      throw new LimitExceeded({
        ru: `В подборке не может быть больше ${MOST_ITEMS} материалов. Начните ещё одну.`,
        en: `A collection can hold no more than ${MOST_ITEMS} materials. Begin another one.`,
      });
    collection.items.add(
      em.create(CollectionItem, {
        ...{ collection: ref(collection), material: ref(material) },
        position: Math.max(-1, ...items.map(({ position }) => position)) + 1,
      }),
    );
    collection.touch();
  }

  private audit(
    em: EntityManager,
    { accountId }: Member,
    what: string,
    collection: MaterialCollection,
  ): void {
    em.create(AuditEvent, {
      actor: accountId,
      action: `collection.${what}`,
      subjectType: 'collection',
      subjectId: collection.id,
      data: { visibility: collection.visibility },
    });
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

async function publicMaterial(em: EntityManager, slug: string): Promise<Material> {
  const status = { $in: [MaterialStatus.PUBLISHED, MaterialStatus.OUTDATED] };
  const material = await em.findOne(Material, { slug, status });
  if (!material) throw new NotFound();
  return material;
}

async function itemOf(
  em: EntityManager,
  collection: MaterialCollection,
  slug: string,
): Promise<CollectionItem> {
  const item = await em.findOne(CollectionItem, { collection, material: { slug } });
  if (!item) throw new NotFound();
  return item;
}

/** 80 random bits: an address that is a key. */
function unguessable(): string {
  return [...randomBytes(16)].map((byte) => 'abcdefghijkmnpqrstuvwxyz23456789'[byte & 31]).join('');
}
