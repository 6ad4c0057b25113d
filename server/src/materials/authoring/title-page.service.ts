import { type EntityManager, type MikroORM, ref } from '@mikro-orm/postgresql';
import type { Actor, Member } from '../../platform/actor.js';
import { Conflict, InvalidInput, NotFound } from '../../platform/errors.js';
import { cleanText } from '../../platform/clean-text.js';
import { inTransaction } from '../../platform/transaction.js';
import { Account } from '../../directory/account.entity.js';
import { IS_AUTHOR } from '../../directory/directory.sql.js';
import { Person } from '../../directory/person.entity.js';
import { requireMember } from '../../directory/role.js';
import { Contribution } from '../contribution.entity.js';
import type { ContributionRole } from '../material-enums.js';
import type { MaterialVersion } from '../material-version.entity.js';
import { Material } from '../material.entity.js';
import { record } from './audit.js';
import { idOf, lockDraft, lockVersion } from './draft.access.js';
import type { CoAuthorInput } from './draft.input.js';
import { closeGaps, putInOrder } from './in-order.js';
import { type OwnMaterialReads, showReached } from './own-material.reads.js';
import type { OwnMaterialType } from './own-material.type.js';
import { type InviteByLetter, tellAnswer, tellInvited } from './telling.js';
import { titlePageOf, titlePageOfName } from './title-page.js';

/** Most names on a title page. */
const MOST = 30;

/** Who stands on the title page of a draft: the owner invites, each answers for themselves. */
export class TitlePageService {
  constructor(
    private readonly orm: MikroORM,
    private readonly reads: OwnMaterialReads,
    private readonly inviteByLetter: InviteByLetter,
  ) {}

  /** Puts a person on the title page; somebody else has to agree. */
  async add(actor: Actor, materialId: string, input: CoAuthorInput): Promise<OwnMaterialType> {
    return this.change(actor, materialId, async (em, draft, { accountId, personId }, material) => {
      const present = await contributionsOf(em, draft);
      if (present.length >= MOST) throw new InvalidInput({ name: 'range' });
      const entry = await invited(em, input);
      if (entry.invitedEmail) {
        const { email } = await em.findOneOrFail(Account, accountId);
        // the owner is asked nothing by letter, and stands there once
        if (entry.invitedEmail === email) throw new Conflict(OWN_ADDRESS);
      }
      const again = present.some(
        ({ person, invitedEmail }) =>
          (entry.person && person?.id === entry.person.id) ||
          (entry.invitedEmail && invitedEmail === entry.invitedEmail),
      );
      if (again) throw new Conflict(ALREADY);
      em.create(Contribution, {
        ...entry,
        materialVersion: ref(draft),
        position: present.length,
        role: input.role,
        confirmedAt: entry.person?.id === personId ? new Date() : null,
      });
      await tellInvited(em, material, draft, entry, this.inviteByLetter);
    });
  }

  /** Says what a person on the title page did. */
  async setRole(
    actor: Actor,
    materialId: string,
    contributionId: string,
    role: ContributionRole,
  ): Promise<OwnMaterialType> {
    return this.change(actor, materialId, async (em, draft) => {
      entryOf(await contributionsOf(em, draft), contributionId).role = role;
    });
  }

  /** Takes a person off the title page. */
  async remove(actor: Actor, materialId: string, contributionId: string): Promise<OwnMaterialType> {
    return this.change(actor, materialId, async (em, draft) => {
      const present = await contributionsOf(em, draft);
      const entry = entryOf(present, contributionId);
      em.remove(entry);
      closeGaps(present.filter((other) => other !== entry));
    });
  }

  /** Puts the title page in order. */
  async order(actor: Actor, materialId: string, ids: readonly string[]): Promise<OwnMaterialType> {
    return this.change(actor, materialId, async (em, draft) => {
      putInOrder(await contributionsOf(em, draft), ids);
    });
  }

  /** The one who was invited agrees to stand there, under the name of the account. */
  async confirm(actor: Actor, contributionId: string): Promise<OwnMaterialType> {
    const material = await this.answer(actor, contributionId, async (em, entry, member) => {
      const person = await em.findOneOrFail(Person, member.personId, { populate: ['organization'] });
      const others = await em.find(Contribution, { materialVersion: entry.materialVersion.id });
      if (others.some((other) => other !== entry && other.person?.id === person.id))
        throw new Conflict(ALREADY);
      em.assign(entry, { ...titlePageOf(person), person: ref(person), invitedEmail: null });
      em.assign(entry, { confirmedAt: new Date(), declinedAt: null });
      return 'material.co-author-confirmed';
    });
    return this.reads.one(actor, material);
  }

  /**
   * The one who was invited, or had agreed, does not want to stand there.
   * @param reason what the owner is told
   */
  async decline(actor: Actor, contributionId: string, reason?: string | null): Promise<boolean> {
    const told = cleanText(reason ?? '').trim();
    if (told.length > REASON) throw new InvalidInput({ reason: 'length' });
    const decline = async (_em: EntityManager, entry: Contribution) => {
      entry.confirmedAt = null;
      entry.declinedAt = new Date();
      return 'material.co-author-declined';
    };
    await this.answer(actor, contributionId, decline, told);
    return true;
  }

  private change(
    actor: Actor,
    materialId: string,
    work: (em: EntityManager, draft: MaterialVersion, actor: Member, material: Material) => Promise<void>,
  ): Promise<OwnMaterialType> {
    return inTransaction(this.orm.em, async (em) => {
      const reached = await lockDraft(em, actor, materialId);
      await work(em, reached.draft, reached.actor, reached.material);
      record(em, reached.actor, 'material.title-page-changed', reached.material);
      await em.flush();
      return showReached(em, reached);
    });
  }

  /** @returns id of the material */
  private answer(
    actor: Actor,
    contributionId: string,
    work: (em: EntityManager, entry: Contribution, actor: Member) => Promise<string>,
    reason = '',
  ): Promise<string> {
    const member = requireMember(actor);
    return inTransaction(this.orm.em, async (em) => {
      const entry = await em.findOne(Contribution, idOf(contributionId));
      if (!entry || !(await isMeant(em, entry, member))) throw new NotFound();
      const version = await lockVersion(em, entry.materialVersion.id);
      const material = version && (await em.findOne(Material, { draftVersion: version.id }));
      if (!version || version.frozenAt || !material) throw new Conflict(TOO_LATE);
      record(em, member, await work(em, entry, member), material);
      if (material.owner?.id !== member.accountId) tellAnswer(em, material, version, entry, member, reason);
      return material.id;
    });
  }
}

/** Most characters of a reason. */
const REASON = 500;
const ALREADY = {
  ru: 'Этот человек уже есть среди авторов.',
  en: 'This person is on the title page already.',
};
const OWN_ADDRESS = {
  ru: 'Это ваш адрес. Укажите адрес соавтора.',
  en: 'This is your own address. Give the address of the co-author.',
};
const TOO_LATE = {
  ru: 'Эта версия уже отправлена, состав авторов больше не меняется.',
  en: 'This version was handed in, its title page does not change any more.',
};

function contributionsOf(em: EntityManager, draft: MaterialVersion): Promise<Contribution[]> {
  return em.find(Contribution, { materialVersion: draft.id }, { orderBy: { position: 'asc' } });
}

function entryOf(present: readonly Contribution[], id: string): Contribution {
  const entry = present.find((one) => one.id === id);
  if (!entry) throw new NotFound();
  return entry;
}

/** Whether an invitation is meant for the one who asks: by person, or by the confirmed address of the account. */
async function isMeant(em: EntityManager, entry: Contribution, member: Member): Promise<boolean> {
  if (entry.person) return entry.person.id === member.personId;
  const account = await em.findOneOrFail(Account, member.accountId);
  return account.emailConfirmedAt != null && entry.invitedEmail === account.email;
}

/** How the one whom an input names stands on the title page. */
async function invited(
  em: EntityManager,
  { author, name, email }: CoAuthorInput,
): Promise<
  Pick<Contribution, 'person' | 'name' | 'shortName' | 'post' | 'organizationName' | 'invitedEmail'>
> {
  const invitedEmail = email?.normalize('NFC').trim().toLowerCase() || null;
  if (author) {
    const [row] = await em.execute<{ id: string }[]>(
      `select p.id from person p where p.slug = ? and ${IS_AUTHOR}`,
      [author],
    );
    if (!row) throw new InvalidInput({ author: 'unknown' });
    const person = await em.findOneOrFail(Person, row.id, { populate: ['organization'] });
    return { ...titlePageOf(person), person: ref(person), invitedEmail: null };
  }
  const page = titlePageOfName(name ?? '');
  const fields = { ...(!page && { name: FULL_NAME }), ...(!invitedEmail && { email: 'required' as const }) };
  if (!page || !invitedEmail) throw new InvalidInput(fields);
  return { ...page, person: null, post: null, organizationName: null, invitedEmail };
}

const FULL_NAME = {
  ru: 'напишите фамилию, имя и отчество',
  en: 'write the family name, the name and the patronymic',
};
