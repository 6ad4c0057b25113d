import { type EntityManager, LockMode, type MikroORM, ref } from '@mikro-orm/postgresql';
import { Account } from '../../directory/account.entity.js';
import { Person } from '../../directory/person.entity.js';
import { requireMember } from '../../directory/role.js';
import { Material } from '../../materials/material.entity.js';
import type { Actor, Member } from '../../platform/actor.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { Conflict, Forbidden, InvalidInput, type InputFault, NotFound } from '../../platform/errors.js';
import { optionalLine, optionalText, requiredText } from '../../platform/plain-text.js';
import { inTransaction, transactionTime } from '../../platform/transaction.js';
import { isUuid } from '../../platform/uuid.js';
import { PriorityTheme, ThemeStatus } from '../../vocabulary/priority-theme.entity.js';
import { isOnAgenda } from '../meetings/on-agenda.js';
import { ExperienceAddress } from './experience.entity.js';
import type {
  ExperienceChangeInput,
  ReturnExperienceInput,
  SaveExperienceInput,
} from './experience.input.js';
import { canDelete, canEdit, canRead, canReturn } from './experience.policy.js';
import { tellAuthor } from './experience-telling.js';

const LINE = 300;
const TEXT = 10_000;
const NOTE = 5_000;
/** Descriptions that one person may have begun and not handed in. */
const MOST_DRAFTS = 20;
const PARAGRAPHS = ['relevance', 'aim', 'leadingIdea', 'technology', 'results'] as const;

/** What authors do with descriptions of their experience, and what the council's keepers do before a meeting. */
export class ExperienceService {
  constructor(private readonly orm: MikroORM) {}

  /** Begins a description, or saves one. @throws InvalidInput for what is too long or unknown */
  save(actor: Actor, input: SaveExperienceInput): Promise<string> {
    const member = requireMember(actor);
    return inTransaction(this.orm.em, async (em) => {
      const { id, expectedVersion } = input;
      const experience = id
        ? await reach(em, member, { id, expectedVersion: expectedVersion ?? 0 })
        : await begin(em, member);
      if (!canEdit(member, experience)) throw new Conflict(FROZEN);
      const texts = PARAGRAPHS.map((name) => [name, optionalText(name, input[name], TEXT) ?? ''] as const);
      em.assign(experience, {
        ...Object.fromEntries(texts),
        title: optionalLine('title', input.title, LINE) ?? '',
        duration: optionalLine('duration', input.duration, LINE) ?? '',
        level: input.level ?? null,
        theme: await themeOf(em, input.theme),
        updatedAt: new Date(),
      });
      experience.materials.set(await materialsOf(em, input.materials));
      return experience.id;
    });
  }

  /** Hands a description in. @throws InvalidInput naming what is missing */
  submit(actor: Actor, input: ExperienceChangeInput): Promise<string> {
    return this.#change(actor, input, async (em, experience, member) => {
      if (!canEdit(member, experience)) throw new Conflict(FROZEN);
      requireWhole(experience);
      const { organization } = await em.findOneOrFail(Person, experience.person.id);
      experience.submit(organization ?? null, await transactionTime(em));
      audit(em, member, 'experience.submitted', experience);
    });
  }

  /** Sends a description back to its author, while it is on no agenda. */
  sendBack(actor: Actor, input: ReturnExperienceInput): Promise<string> {
    return this.#change(actor, input, async (em, experience, member) => {
      if (!canReturn(member, experience)) throw new Forbidden();
      if (await isOnAgenda(em, 'experience', experience.id)) throw new Conflict(ON_AGENDA);
      experience.sendBack(requiredText('note', input.note, NOTE));
      tellAuthor(em, experience, 'RETURNED');
      audit(em, member, 'experience.returned', experience);
    });
  }

  /** Gives a draft up. */
  async delete(actor: Actor, input: ExperienceChangeInput): Promise<string> {
    return this.#change(actor, input, async (em, experience, member) => {
      if (!canDelete(member, experience)) throw new Forbidden();
      em.remove(experience);
    });
  }

  #change(
    actor: Actor,
    input: ExperienceChangeInput,
    work: (em: EntityManager, experience: ExperienceAddress, member: Member) => Promise<void>,
  ): Promise<string> {
    const member = requireMember(actor);
    return inTransaction(this.orm.em, async (em) => {
      const experience = await reach(em, member, input);
      await work(em, experience, member);
      return experience.id;
    });
  }
}

/** A description as it was looked at, locked. @throws NotFound, Conflict */
async function reach(
  em: EntityManager,
  member: Member,
  { id, expectedVersion }: ExperienceChangeInput,
): Promise<ExperienceAddress> {
  const lock = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
  const experience = isUuid(id) ? await em.findOne(ExperienceAddress, id, lock) : null;
  if (!experience || !canRead(member, experience)) throw new NotFound();
  if (experience.version !== expectedVersion) throw new Conflict();
  await em.populate(experience, ['materials']);
  return experience;
}

async function begin(em: EntityManager, { accountId, personId }: Member): Promise<ExperienceAddress> {
  const owner = await em.findOneOrFail(Account, accountId, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const begun = await em.count(ExperienceAddress, { owner: accountId, submittedAt: null });
  if (begun >= MOST_DRAFTS) throw new Conflict(TOO_MANY);
  return em.create(ExperienceAddress, {
    owner: ref(owner),
    person: em.getReference(Person, personId, { wrapped: true }),
  });
}

async function themeOf(em: EntityManager, slug: string | null | undefined) {
  if (!slug) return null;
  const theme = await em.findOne(PriorityTheme, { slug, status: ThemeStatus.ACTIVE });
  if (!theme) throw new InvalidInput({ theme: 'unknown' });
  return ref(theme);
}

async function materialsOf(em: EntityManager, slugs: readonly string[]): Promise<Material[]> {
  const wanted = [...new Set(slugs)];
  const found = await em.find(Material, { slug: { $in: wanted } });
  const bySlug = new Map(found.filter(({ isPublic }) => isPublic).map((one) => [one.slug, one]));
  if (wanted.some((slug) => !bySlug.has(slug))) throw new InvalidInput({ materials: 'unknown' });
  return wanted.map((slug) => bySlug.get(slug)!);
}

function requireWhole(experience: ExperienceAddress): void {
  const missing = ['title', 'theme', 'level', 'duration', ...PARAGRAPHS] as const;
  const empty = missing.filter((name) => !experience[name as keyof ExperienceAddress]);
  const fields = Object.fromEntries(empty.map((name) => [name, 'required' as InputFault]));
  if (empty.length > 0) throw new InvalidInput(fields);
}

/** Writes a line of the audit trail about a description. */
export function audit(
  em: EntityManager,
  { accountId }: Pick<Member, 'accountId'>,
  action: string,
  { id }: ExperienceAddress,
  data: Record<string, unknown> = {},
): void {
  em.create(AuditEvent, { actor: accountId, action, subjectType: 'experience_address', subjectId: id, data });
}

const FROZEN = {
  ru: 'Описание подано в совет: сейчас его не изменить.',
  en: 'The description is before the council: it cannot be changed now.',
};
const ON_AGENDA = {
  ru: 'Этот опыт в повестке заседания: сначала уберите его оттуда.',
  en: 'This experience is on the agenda of a meeting: take it off first.',
};
const TOO_MANY = {
  ru: 'У вас уже 20 начатых описаний: закончите или удалите лишние.',
  en: 'You have begun 20 descriptions: finish some, or delete them.',
};
