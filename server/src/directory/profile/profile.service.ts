import { type EntityManager, type MikroORM, ref } from '@mikro-orm/postgresql';
import type { Actor } from '../../platform/actor.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { Conflict, InvalidInput } from '../../platform/errors.js';
import { optionalLine, optionalText, requiredLine } from '../../platform/plain-text.js';
import { inTransaction } from '../../platform/transaction.js';
import { Subject } from '../../vocabulary/subject.entity.js';
import { Consent, ConsentKind } from '../consents/consent.entity.js';
import { IS_AUTHOR } from '../directory.sql.js';
import { Organization } from '../organization.entity.js';
import { Person } from '../person.entity.js';
import { requireMember } from '../role.js';
import type { EditProfileInput, Profile } from './profile.type.js';

const NAME = 100;
const LINE = 200;
const BIO = 3_000;
const SHOWN = ['position', 'organization', 'qualification', 'bio'] as const;

/** What a member says of themselves, and what of it others see. */
export class ProfileService {
  constructor(private readonly orm: MikroORM) {}

  /** The caller's own profile. */
  async own(actor: Actor): Promise<Profile> {
    const { accountId, personId } = requireMember(actor);
    const em = this.orm.em.fork();
    const person = await em.findOneOrFail(Person, personId, { populate: ['organization', 'subjects'] });
    const [page] = await em.execute(`select from person p where p.id = ? and ${IS_AUTHOR}`, [personId]);
    return show(person, await mayBeShown(em, accountId), page !== undefined);
  }

  /**
   * Changes the own profile. Names on what is published stay as they were on its day.
   * @throws Conflict when it was changed elsewhere, InvalidInput
   */
  async edit(actor: Actor, input: EditProfileInput): Promise<Profile> {
    const { accountId, personId } = requireMember(actor);
    await inTransaction(this.orm.em, async (em) => {
      const person = await em.findOneOrFail(Person, personId, { populate: ['organization', 'subjects'] });
      if (person.version !== input.expectedVersion) throw new Conflict();
      const organization = input.organization
        ? await em.findOne(Organization, { slug: input.organization })
        : null;
      if (input.organization && !organization) throw new InvalidInput({ organization: 'unknown' });
      const subjects = await em.find(Subject, { slug: { $in: input.subjects } });
      if (subjects.length !== new Set(input.subjects).size) throw new InvalidInput({ subjects: 'unknown' });
      const { visibility } = input;
      const opened = SHOWN.some((field) => visibility[field] && !person.visibility[field]);
      if (opened && !(await mayBeShown(em, accountId))) throw new InvalidInput({ visibility: NO_CONSENT });
      em.assign(person, {
        lastName: requiredLine('lastName', input.lastName, NAME),
        firstName: requiredLine('firstName', input.firstName, NAME),
        patronymic: optionalLine('patronymic', input.patronymic, NAME),
        position: optionalLine('position', input.position, LINE),
        organization: organization && ref(organization),
        qualification: input.qualification,
        staffGroups: [...new Set(input.staffGroups)],
        levels: [...new Set(input.levels)],
        bio: optionalText('bio', input.bio, BIO),
        visibility: Object.fromEntries(SHOWN.map((field) => [field, visibility[field]])),
      });
      person.subjects.set(subjects);
      // subjects alone are rows of another table
      person.updatedAt = new Date();
      em.create(AuditEvent, {
        ...{ actor: accountId, action: 'person.edited', subjectType: 'person', subjectId: person.id },
        data: { shown: SHOWN.filter((field) => visibility[field]) },
      });
    });
    return this.own(actor);
  }
}

function show(person: Person, consent: boolean, hasPage: boolean): Profile {
  const { version, slug, lastName, firstName, qualification, staffGroups, levels, visibility } = person;
  const { position = null, patronymic = null, bio = null } = person;
  const [shownPosition, organization, shownQualification, shownBio] = SHOWN.map(
    (field) => visibility[field] === true,
  );
  return {
    ...{ version, slug, lastName, firstName, patronymic, position, qualification, staffGroups, levels, bio },
    organization: person.organization?.unwrap().slug ?? null,
    subjects: person.subjects.getItems().map((subject) => subject.slug),
    visibility: {
      position: shownPosition!,
      organization: organization!,
      qualification: shownQualification!,
      bio: shownBio!,
    },
    mayBeShown: consent,
    hasPage,
  };
}

async function mayBeShown(em: EntityManager, accountId: string): Promise<boolean> {
  return (
    (await em.count(Consent, { account: accountId, kind: ConsentKind.DISTRIBUTION, withdrawnAt: null })) > 0
  );
}

const NO_CONSENT = {
  ru: 'чтобы открыть сведения всем, дайте согласие на распространение на странице «Согласия»',
  en: 'to show this to everybody, give the consent to distribution on the page “Consents”',
};
