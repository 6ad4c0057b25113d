import { ref, type EntityManager } from '@mikro-orm/postgresql';
import { Network, NetworkMember } from '../../directory/network.entity.js';
import { Organization, OrganizationKind } from '../../directory/organization.entity.js';
import { Person } from '../../directory/person.entity.js';
import { fullName, initials, type PersonName } from '../../directory/person-name.js';
import { freeSlug } from '../../platform/slug.js';
import { PriorityTheme, ThemeStatus } from '../../vocabulary/priority-theme.entity.js';
import { Subject } from '../../vocabulary/subject.entity.js';
import { RowRefused } from './draft.js';
import { normal } from './normal.js';

const KINDS: [RegExp, OrganizationKind][] = [
  [/управлени[ея] образовани|комитет по образовани|отдел образовани/i, OrganizationKind.AUTHORITY],
  [/\bИМЦ|методическ|ДПО/i, OrganizationKind.METHOD_CENTER],
  [/ДОУ|ДОБУ|детский сад|ЦРР/i, OrganizationKind.KINDERGARTEN],
  [/творчества|дополнительн|ДДТ|ДЮСШ|ДШИ|(^|\s)ДО(\s|$)/i, OrganizationKind.EXTRACURRICULAR],
  [/[СОН]ОШ|школа|гимнази|лице[йя]/i, OrganizationKind.SCHOOL],
  [/университет|институт|академи/i, OrganizationKind.UNIVERSITY],
  [/библиотек|музе[йя]|спорт|культур/i, OrganizationKind.CULTURE_SPORT],
];
/** States of themes that materials may name. */
const OPEN = [ThemeStatus.ACTIVE, ThemeStatus.CLOSED];
/** Legal forms by which a part of a network's name is known to be an organisation. */
const MUNICIPAL = /^(М[А-Я]{1,6}|ГБ[А-Я]{1,4}|ЧОУ|АНО|Лицей|Гимназия|Школа)(\s|$)/u;

/**
 * Finds organisations, networks, people, themes and subjects by the names that people write, and makes those that are
 * missing. What a row made is remembered only when the row is kept.
 */
export class DirectoryIndex {
  /** How many were made and kept. */
  readonly made = { organizations: 0, networks: 0, people: 0 };
  private readonly ids = new Map<string, string>();
  private readonly people = new Map<string, { id: string; organization: string | undefined }[]>();
  private readonly slugs = new Set<string>();
  private undo: (() => void)[] = [];

  /** Reads all names once: a bank has thousands of them, not millions. */
  async load(em: EntityManager): Promise<void> {
    for (const theme of await em.find(PriorityTheme, { mergedInto: null, status: { $in: OPEN } })) {
      for (const label of [theme.title, theme.shortTitle, ...theme.altLabels].toReversed())
        this.ids.set(`theme ${normal(label)}`, theme.id);
    }
    for (const subject of await em.find(Subject, {}))
      this.ids.set(`subject ${normal(subject.title)}`, subject.id);
    for (const { id, slug, shortName, fullName: official } of await em.find(Organization, {})) {
      this.ids.set(`organization ${normal(official)}`, id).set(`organization ${normal(shortName)}`, id);
      this.slugs.add(`organization ${slug}`);
    }
    for (const { id, slug, name } of await em.find(Network, {})) {
      this.ids.set(`network ${normal(name)}`, id);
      this.slugs.add(`network ${slug}`);
    }
    for (const person of await em.find(Person, {})) {
      this.slugs.add(`person ${person.slug}`);
      this.addPerson(
        { ...person, patronymic: person.patronymic ?? null },
        person.id,
        person.organization?.id,
      );
    }
  }

  /** A priority theme by its label or a synonym; throws {@link RowRefused}. */
  theme(name: string): string {
    const id = this.ids.get(`theme ${normal(name)}`);
    if (!id) throw new RowRefused(`themes: нет приоритетной темы «${name}»`);
    return id;
  }

  /** A subject by its name; throws {@link RowRefused}. */
  subject(name: string): string {
    const id = this.ids.get(`subject ${normal(name)}`);
    if (!id) throw new RowRefused(`subjects: нет предмета «${name}»`);
    return id;
  }

  /** An organisation by its short or full name, made where it is missing. */
  async organization(em: EntityManager, name: string): Promise<string> {
    const key = `organization ${normal(name)}`;
    const known = this.ids.get(key);
    if (known) return known;
    const kind = KINDS.find(([pattern]) => pattern.test(name))?.[1] ?? OrganizationKind.OTHER;
    const slug = await this.takeSlug('organization', name);
    const { id } = em.create(Organization, { slug, shortName: name, fullName: name, kind });
    this.remember(key, id, 'organizations');
    return id;
  }

  /** A network by its name; a new one gets the organisations that its name lists as members. */
  async network(em: EntityManager, name: string): Promise<string> {
    const key = `network ${normal(name)}`;
    const known = this.ids.get(key);
    if (known) return known;
    const network = em.create(Network, { slug: await this.takeSlug('network', name), name });
    const parts = name.split(/\s+[–—-]\s+/);
    if (parts.length > 1 && parts.every((part) => MUNICIPAL.test(part))) {
      for (const [position, part] of parts.entries()) {
        const organization = em.getReference(Organization, await this.organization(em, part), {
          wrapped: true,
        });
        em.create(NetworkMember, { network: ref(network), organization, position });
      }
    }
    this.remember(key, network.id, 'networks');
    return network.id;
  }

  /** A person by name; initials are enough for a person of the same organisation, where there is only one such. */
  async person(em: EntityManager, name: PersonName, organization: string | undefined): Promise<string> {
    const wanted = normal(fullName(name));
    if (name.firstName.endsWith('.')) {
      const colleagues = this.people
        .get(initialsKey(name))
        ?.filter((person) => person.organization === organization);
      if (colleagues?.length === 1) return colleagues[0]!.id;
    } else {
      const namesake = this.ids.get(`person ${wanted}`);
      if (namesake) return namesake;
    }
    const { lastName, firstName, patronymic } = name;
    const slug = await this.takeSlug('person', fullName(name));
    const place = organization ? em.getReference(Organization, organization, { wrapped: true }) : null;
    const person = em.create(Person, { slug, lastName, firstName, patronymic, organization: place });
    this.addPerson(name, person.id, organization);
    this.made.people++;
    this.undo.push(() => {
      this.made.people--;
      this.ids.delete(`person ${wanted}`);
      this.people.get(initialsKey(name))!.pop();
    });
    return person.id;
  }

  /** The row is kept: what it made stays known. */
  keep(): void {
    this.undo = [];
  }

  /** The row is not kept: what it made was never there. */
  forget(): void {
    for (const step of this.undo.toReversed()) step();
    this.undo = [];
  }

  private addPerson(name: PersonName, id: string, organization: string | undefined): void {
    this.ids.set(`person ${normal(fullName(name))}`, id);
    const key = initialsKey(name);
    this.people.set(key, [...(this.people.get(key) ?? []), { id, organization }]);
  }

  private remember(key: string, id: string, kind: 'organizations' | 'networks'): void {
    this.ids.set(key, id);
    this.made[kind]++;
    this.undo.push(() => {
      this.ids.delete(key);
      this.made[kind]--;
    });
  }

  private async takeSlug(table: string, name: string): Promise<string> {
    const slug = await freeSlug(name, (candidate) => this.slugs.has(`${table} ${candidate}`));
    this.slugs.add(`${table} ${slug}`);
    this.undo.push(() => this.slugs.delete(`${table} ${slug}`));
    return slug;
  }
}

function initialsKey(name: PersonName): string {
  return normal(`${name.lastName} ${initials(name)}`);
}
