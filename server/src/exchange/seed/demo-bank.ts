import { join } from 'node:path';
import { ref, type EntityManager } from '@mikro-orm/postgresql';
import { Network, NetworkMember, NetworkKind } from '../../directory/network.entity.js';
import { Organization, type OrganizationKind } from '../../directory/organization.entity.js';
import { fullName } from '../../directory/person-name.js';
import { Person, type PersonVisibility, type Qualification } from '../../directory/person.entity.js';
import { Territory } from '../../directory/territory.entity.js';
import { Material } from '../../materials/material.entity.js';
import { freeSlug } from '../../platform/slug.js';
import type { EducationLevel } from '../../vocabulary/education-level.js';
import { Subject } from '../../vocabulary/subject.entity.js';
import type { ImportProgress, ImportReport, ImportService } from '../import/import.service.js';
import { loadDemoAccounts } from './demo-accounts.js';
import { loadVocabularies, readSeed, SEED_FOLDER } from './vocabularies.js';

/** `seed/territories.json`. */
interface TerritorySeed {
  name: string;
  region: string;
  timeZone: string;
}

/** `seed/organizations.json`; the territory by its name. */
interface OrganizationSeed {
  slug: string;
  shortName: string;
  fullName: string;
  kind: OrganizationKind;
  territory: string;
}

/** `seed/people.json`; the organisation by its short name, the subjects by their titles. */
interface PersonSeed {
  lastName: string;
  firstName: string;
  patronymic?: string;
  position?: string;
  organization?: string;
  qualification?: Qualification;
  subjects?: string[];
  levels?: EducationLevel[];
  bio?: string;
}

/** `seed/networks.json`; members by their short names, the moderator by the full name. */
interface NetworkSeed {
  slug: string;
  name: string;
  kind: NetworkKind;
  territory: string;
  basis: string;
  description: string;
  members: string[];
  moderator?: string;
  joinedAt?: string;
}

/**
 * Fills an empty bank with the demo: vocabularies, directory, accounts, and the materials of `seed/materials.csv`.
 * @returns null where the bank has materials already
 */
export async function loadDemoBank(
  em: EntityManager,
  importer: ImportService,
  onProgress?: ImportProgress,
  folder = SEED_FOLDER,
): Promise<ImportReport | null> {
  if ((await em.fork().count(Material)) > 0) return null;
  await loadVocabularies(em, folder);
  await em.fork().transactional((tx) => loadDirectory(tx, folder));
  return importer.run(join(folder, 'materials.csv'), onProgress);
}

async function loadDirectory(em: EntityManager, folder: string): Promise<void> {
  if ((await em.count(Territory)) > 0) return;
  const territories = byKey(await readSeed<TerritorySeed[]>('territories', folder), ({ name, ...seed }) => [
    name,
    em.create(Territory, { name, ...seed }),
  ]);
  const organizations = byKey(
    await readSeed<OrganizationSeed[]>('organizations', folder),
    ({ territory, ...seed }) => [
      seed.shortName,
      em.create(Organization, { ...seed, territory: ref(territories.get(territory)!) }),
    ],
  );
  const subjects = new Map((await em.find(Subject, {})).map((subject) => [subject.title, subject]));
  const people = await loadPeople(
    em,
    await readSeed<PersonSeed[]>('people', folder),
    organizations,
    subjects,
  );
  for (const { territory, members, moderator, joinedAt, ...seed } of await readSeed<NetworkSeed[]>(
    'networks',
    folder,
  )) {
    const leader = moderator ? people.get(moderator) : undefined;
    const network = em.create(Network, {
      ...seed,
      territory: ref(territories.get(territory)!),
      moderator: leader ? ref(leader) : null,
    });
    members.forEach((member, position) => {
      const organization = ref(organizations.get(member)!);
      em.create(NetworkMember, { network: ref(network), organization, position, joinedAt: joinedAt ?? null });
    });
  }
  await em.flush();
  await loadDemoAccounts(em, folder, people);
}

async function loadPeople(
  em: EntityManager,
  seeds: PersonSeed[],
  organizations: Map<string, Organization>,
  subjects: Map<string, Subject>,
): Promise<Map<string, Person>> {
  const people = new Map<string, Person>();
  const slugs = new Set<string>();
  const visibility: PersonVisibility = { position: true, organization: true, qualification: true, bio: true };
  for (const { organization, subjects: taught = [], patronymic = null, ...seed } of seeds) {
    const name = fullName({ ...seed, patronymic });
    const slug = await freeSlug(name, (candidate) => slugs.has(candidate));
    const place = organization ? organizations.get(organization) : undefined;
    const person = em.create(Person, {
      ...seed,
      slug,
      patronymic,
      visibility,
      organization: place ? ref(place) : null,
    });
    person.subjects.add(taught.flatMap((title) => subjects.get(title) ?? []));
    slugs.add(slug);
    people.set(name, person);
  }
  return people;
}

function byKey<S, T>(seeds: S[], make: (seed: S) => [string, T]): Map<string, T> {
  return new Map(seeds.map(make));
}
