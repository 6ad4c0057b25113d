import type { MikroORM } from '@mikro-orm/postgresql';
import { shortName } from '../../directory/person-name.js';
import { requireMember } from '../../directory/role.js';
import type { Actor } from '../../platform/actor.js';
import { Forbidden, NotFound } from '../../platform/errors.js';
import { isUuid } from '../../platform/uuid.js';
import { ThemeStatus } from '../../vocabulary/priority-theme.entity.js';
import { ExperienceState } from './experience-enums.js';
import { ExperienceAddress } from './experience.entity.js';
import { canDelete, canEdit, canRead, canReturn, seesExperiences } from './experience.policy.js';
import type { ExperienceDraft } from './experience.type.js';

const POPULATED = ['person.organization', 'organization', 'theme', 'materials.publishedVersion'] as const;
/** Most descriptions of one list. */
const MOST = 200;

/** Descriptions of experience as their authors and the council see them. */
export class ExperienceReads {
  constructor(private readonly orm: MikroORM) {}

  /** One description. @throws NotFound */
  async one(actor: Actor, id: string): Promise<ExperienceDraft> {
    requireMember(actor);
    const em = this.orm.em.fork();
    const found = isUuid(id) && (await em.findOne(ExperienceAddress, id, { populate: POPULATED }));
    if (!found || !canRead(actor, found)) throw new NotFound();
    return show(actor, found);
  }

  /** What somebody writes, what changed last first. */
  async own(actor: Actor): Promise<ExperienceDraft[]> {
    const { accountId } = requireMember(actor);
    return this.#list(actor, { owner: accountId }, { updatedAt: 'desc' });
  }

  /** What waits for a meeting, the longest wait first. @throws Forbidden */
  async waiting(actor: Actor): Promise<ExperienceDraft[]> {
    if (!seesExperiences(requireMember(actor))) throw new Forbidden();
    return this.#list(actor, { state: ExperienceState.SUBMITTED }, { submittedAt: 'asc' });
  }

  async #list(
    actor: Actor,
    where: { owner?: string; state?: ExperienceState },
    orderBy: { updatedAt?: 'desc'; submittedAt?: 'asc' },
  ): Promise<ExperienceDraft[]> {
    const em = this.orm.em.fork();
    const found = await em.find(ExperienceAddress, where, { populate: POPULATED, orderBy, limit: MOST });
    return found.map((one) => show(actor, one));
  }
}

function show(actor: Actor, experience: ExperienceAddress): ExperienceDraft {
  const { id, version, state, level = null, submittedAt = null, updatedAt } = experience;
  const { title, relevance, aim, duration, leadingIdea, technology, results } = experience;
  const { returnNote = null, withdrawnReason = null, year, number } = experience;
  const person = experience.person.unwrap();
  const theme = experience.theme?.unwrap();
  const organization = experience.organization?.unwrap() ?? person.organization?.unwrap();
  const open = theme && [ThemeStatus.ACTIVE, ThemeStatus.CLOSED].includes(theme.status);
  return {
    ...{ id, version, state, level, submittedAt, updatedAt, returnNote, withdrawnReason },
    ...{ title, relevance, aim, duration, leadingIdea, technology, results },
    personName: shortName({ ...person, patronymic: person.patronymic ?? null }),
    organizationName: organization?.shortName ?? null,
    theme: open ? { slug: theme.slug, title: theme.title } : null,
    materials: experience.materials
      .getItems()
      .filter(({ isPublic }) => isPublic)
      .map(({ slug, publishedVersion }) => ({ slug: slug!, title: publishedVersion!.unwrap().title })),
    slug: year && number ? `${year}-${number}` : null,
    viewerCan: {
      edit: canEdit(actor, experience),
      delete: canDelete(actor, experience),
      return: canReturn(actor, experience),
    },
  };
}
