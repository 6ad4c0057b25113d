import { ref, type EntityManager } from '@mikro-orm/postgresql';
import { Network, NetworkMember } from '../src/directory/network.entity.js';
import { Organization, OrganizationKind } from '../src/directory/organization.entity.js';
import { Person } from '../src/directory/person.entity.js';
import { Contribution } from '../src/materials/contribution.entity.js';
import { FileContent, FilePassage } from '../src/materials/file-content.entity.js';
import { FileFormat, FileRole, TextState } from '../src/materials/file-enums.js';
import { License, MaterialKind, MaterialStatus } from '../src/materials/material-enums.js';
import { MaterialVersion } from '../src/materials/material-version.entity.js';
import { Material } from '../src/materials/material.entity.js';
import { StoredFile } from '../src/materials/stored-file.entity.js';
import { PriorityTheme } from '../src/vocabulary/priority-theme.entity.js';
import { Subject } from '../src/vocabulary/subject.entity.js';

let serial = 0;
const next = () => ++serial;

/** Makes a theme; what is not said is invented. */
export function buildTheme(em: EntityManager, data: Partial<PriorityTheme> = {}): PriorityTheme {
  const n = next();
  return em.create(PriorityTheme, {
    slug: `tema-${n}`,
    title: `Тема ${n}`,
    shortTitle: `Тема ${n}`,
    position: n,
    ...data,
  } as never);
}

/** Makes a subject. */
export function buildSubject(em: EntityManager, title = `Предмет ${next()}`): Subject {
  const n = next();
  return em.create(Subject, { slug: `predmet-${n}`, title, position: n });
}

/** Makes an organisation. */
export function buildOrganization(em: EntityManager, shortName = `МОБУ СОШ № ${next()}`): Organization {
  return em.create(Organization, {
    slug: `org-${next()}`,
    shortName,
    fullName: shortName,
    kind: OrganizationKind.SCHOOL,
  });
}

/** Makes a person with a public post and organisation. */
export function buildPerson(
  em: EntityManager,
  [lastName, firstName, patronymic]: [string, string, string?] = ['Иванцова', `Мария`, 'Петровна'],
  organization?: Organization,
): Person {
  return em.create(Person, {
    slug: `person-${next()}`,
    lastName,
    firstName,
    patronymic: patronymic ?? null,
    position: 'учитель',
    organization: organization ? ref(organization) : null,
  });
}

/** Makes a network of organisations. */
export function buildNetwork(em: EntityManager, organizations: Organization[]): Network {
  const n = next();
  const network = em.create(Network, { slug: `set-${n}`, name: `Сеть ${n}` });
  organizations.forEach((organization, position) => {
    em.create(NetworkMember, { network: ref(network), organization: ref(organization), position });
  });
  return network;
}

/** What a test says of a material; the rest is invented. */
export interface MaterialData {
  title?: string;
  annotation?: string;
  kind?: MaterialKind;
  status?: MaterialStatus;
  publishedAt?: Date;
  themes?: PriorityTheme[];
  subjects?: Subject[];
  authors?: Person[];
  organization?: Organization;
  network?: Network;
  grades?: number[];
  license?: License;
  /** Text of the pages of its only file; no file without it. */
  pages?: string[];
}

/** Makes a material with one version and, where pages are given, one PDF with their text. */
export function buildMaterial(em: EntityManager, data: MaterialData = {}): Material {
  const n = next();
  const material = em.create(Material, {
    registrationNumber: `МБ-2026-${String(n).padStart(6, '0')}`,
    slug: `material-${n}`,
    kind: data.kind ?? MaterialKind.LESSON_PLAN,
    status: data.status ?? MaterialStatus.PUBLISHED,
    publishedAt: data.publishedAt ?? new Date(Date.UTC(2026, 0, 1, 0, 0, n)),
    organization: data.organization ? ref(data.organization) : null,
    network: data.network ? ref(data.network) : null,
  });
  const version = em.create(MaterialVersion, {
    material: ref(material),
    number: 1,
    title: data.title ?? `Материал ${n}`,
    annotation: data.annotation ?? 'О материале.',
    license: data.license ?? License.CC_BY,
    grades: data.grades ?? [],
    frozenAt: material.publishedAt!,
    publishedAt: material.publishedAt!,
  });
  version.themes.add(data.themes ?? []);
  version.subjects.add(data.subjects ?? []);
  (data.authors ?? []).forEach((person, position) => {
    em.create(Contribution, {
      materialVersion: ref(version),
      position,
      person: ref(person),
      name: [person.lastName, person.firstName, person.patronymic].filter(Boolean).join(' '),
      shortName: `${person.lastName} ${person.firstName[0]}.`,
      confirmedAt: new Date(),
    });
  });
  if (data.pages) addFile(em, version, data.pages, n);
  material.publishedVersion = ref(version);
  return material;
}

function addFile(em: EntityManager, version: MaterialVersion, pages: string[], n: number): void {
  const content = em.create(FileContent, {
    sha256: n.toString(16).padStart(64, '0'),
    mediaType: 'application/pdf',
    format: FileFormat.PDF,
    size: 1000,
    pageCount: pages.length,
    textState: TextState.READY,
  });
  pages.forEach((text, ordinal) => {
    em.create(FilePassage, { content: ref(content), ordinal, page: ordinal + 1, text });
  });
  em.create(StoredFile, {
    materialVersion: ref(version),
    content: ref(content),
    name: `Файл ${n}.pdf`,
    role: FileRole.MAIN,
    position: 0,
  });
}
