import { ref, type EntityManager } from '@mikro-orm/postgresql';
import { Network } from '../../directory/network.entity.js';
import { Organization } from '../../directory/organization.entity.js';
import { fullName, shortName } from '../../directory/person-name.js';
import { Person } from '../../directory/person.entity.js';
import { Contribution } from '../../materials/contribution.entity.js';
import { FileContent } from '../../materials/file-content.entity.js';
import { FileRole } from '../../materials/file-enums.js';
import type { TakenFile } from '../../materials/file-intake.js';
import { MaterialVersion } from '../../materials/material-version.entity.js';
import { Material } from '../../materials/material.entity.js';
import { nextRegistrationNumber } from '../../materials/registration.js';
import { StoredFile } from '../../materials/stored-file.entity.js';
import { UsageDaily } from '../../materials/usage/usage-daily.entity.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { freeSlug } from '../../platform/slug.js';
import { dayIn, MOSCOW } from '../../platform/time-zone.js';
import { PriorityTheme } from '../../vocabulary/priority-theme.entity.js';
import { Subject } from '../../vocabulary/subject.entity.js';
import type { DirectoryIndex } from './directory-index.js';
import type { MaterialDraft } from './draft.js';

/** A row with its files in the store. */
export interface MaterialRow {
  key: string;
  digest: string;
  draft: MaterialDraft;
  files: (TakenFile & { role: FileRole })[];
  /** Keys of all rows of the manifest: a material that another row means is never taken for this one's. */
  claimed: readonly string[];
}

/** Publishes a row as a new material, or as the next version of the one that the row made before. */
export async function writeMaterial(
  em: EntityManager,
  index: DirectoryIndex,
  row: MaterialRow,
): Promise<'created' | 'updated' | 'unchanged'> {
  const { draft, files, digest } = row;
  const organization = draft.organization ? await index.organization(em, draft.organization) : undefined;
  const found = await findImported(em, row, organization);
  if (found?.importDigest === digest) return 'unchanged';
  const network = draft.network ? await index.network(em, draft.network) : undefined;
  const publishedAt = draft.publishedAt ? new Date(draft.publishedAt) : (found?.publishedAt ?? new Date());
  const material = found ?? (await register(em, draft, publishedAt));

  em.assign(material, {
    kind: draft.kind,
    status: draft.status,
    organization: organization ? em.getReference(Organization, organization) : null,
    network: network ? em.getReference(Network, network) : null,
    publishedAt,
    reviewBy: draft.reviewBy,
    protocolNumber: draft.protocolNumber,
    protocolDate: draft.protocolDate,
    recommended: draft.recommended,
    importKey: row.key,
    importDigest: digest,
  });
  const version = await addVersion(em, index, material, draft);
  await addContributions(em, index, version, draft, organization);
  for (const [position, { sha256, name, role }] of ordered(files).entries()) {
    const content = em.getReference(FileContent, sha256, { wrapped: true });
    em.create(StoredFile, { materialVersion: ref(version), content, name, role, position });
  }
  // The material and its version point at each other: the version has to be there first.
  await em.flush();
  material.publishedVersion = ref(version);
  em.create(AuditEvent, {
    actor: 'import',
    action: 'material.published',
    subjectType: 'material',
    subjectId: material.id,
    data: { version: version.number },
  });
  if (!found && draft.downloads + draft.views > 0) {
    const day = dayIn(MOSCOW, publishedAt);
    em.create(UsageDaily, { material: ref(material), day, views: draft.views, downloads: draft.downloads });
  }
  await em.flush();
  return found ? 'updated' : 'created';
}

/** The material that this row made before: of the same organisation, and of the same title or main file. */
async function findImported(
  em: EntityManager,
  { key, files, claimed }: MaterialRow,
  organization: string | undefined,
): Promise<Material | null> {
  const same = await em.findOne(Material, { importKey: key });
  if (same) return same;
  const [row] = await em.execute<{ id: string }[]>(
    `select m.id from material m
     join stored_file f on f.material_version_id = m.published_version_id and f.position = 0
     where f.sha256 = ? and m.organization_id is not distinct from ?::uuid
       and m.import_key <> all (array(select jsonb_array_elements_text(?::jsonb)))
     order by m.id limit 1`,
    [ordered(files)[0]!.sha256, organization ?? null, JSON.stringify(claimed)],
  );
  return row ? em.findOneOrFail(Material, row.id) : null;
}

async function register(em: EntityManager, draft: MaterialDraft, publishedAt: Date): Promise<Material> {
  const slug = await freeSlug(
    draft.title,
    async (candidate) => (await em.count(Material, { slug: candidate })) > 0,
  );
  const registrationNumber = await nextRegistrationNumber(em, publishedAt);
  return em.create(Material, { registrationNumber, slug, kind: draft.kind });
}

async function addVersion(
  em: EntityManager,
  index: DirectoryIndex,
  material: Material,
  draft: MaterialDraft,
): Promise<MaterialVersion> {
  const number = material.publishedVersion
    ? (await em.count(MaterialVersion, { material: material.id })) + 1
    : 1;
  const { title, subtitle, annotation, language, levels, grades, ageFrom, ageTo, keywords, audience } = draft;
  const version = em.create(MaterialVersion, {
    material: ref(material),
    number,
    ...{ title, subtitle, annotation, language, levels, grades, ageFrom, ageTo, keywords, audience },
    technologies: draft.technologies,
    durationMinutes: draft.durationMinutes,
    ageRating: draft.ageRating,
    license: draft.license,
    rightsHolder: draft.rightsHolder,
    year: draft.year,
    frozenAt: new Date(),
    // the manifest tells when the material was published; its later versions come now
    publishedAt: material.publishedVersion ? new Date() : material.publishedAt,
  });
  version.subjects.add(draft.subjects.map((name) => em.getReference(Subject, index.subject(name))));
  version.themes.add(draft.themes.map((name) => em.getReference(PriorityTheme, index.theme(name))));
  return version;
}

async function addContributions(
  em: EntityManager,
  index: DirectoryIndex,
  version: MaterialVersion,
  draft: MaterialDraft,
  organization: string | undefined,
): Promise<void> {
  for (const [position, { name, role }] of draft.authors.entries()) {
    const person = await em.findOneOrFail(Person, await index.person(em, name, organization), {
      populate: ['organization'],
    });
    em.create(Contribution, {
      materialVersion: ref(version),
      position,
      role,
      person: ref(person),
      name: fullName(name),
      shortName: shortName(name),
      post: person.position ?? null,
      organizationName: person.organization?.$.shortName ?? null,
      confirmedAt: new Date(),
    });
  }
}

/** The main file first; within a role as the row has them. */
function ordered<T extends { role: FileRole }>(files: T[]): T[] {
  const rank = Object.values(FileRole);
  return files.toSorted((a, b) => rank.indexOf(a.role) - rank.indexOf(b.role));
}
