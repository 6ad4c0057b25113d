import { type EntityManager, ref } from '@mikro-orm/postgresql';
import { Contribution } from '../contribution.entity.js';
import { MaterialVersion } from '../material-version.entity.js';
import type { Material } from '../material.entity.js';
import { StoredFile } from '../stored-file.entity.js';

/** The next version of a material, begun as a copy of one of its versions; the files share their bytes. */
export async function copyVersion(
  em: EntityManager,
  material: Material,
  source: MaterialVersion,
): Promise<MaterialVersion> {
  await em.populate(source, ['subjects', 'themes', 'basedOn', 'contributions', 'files']);
  const { title, subtitle, annotation, language, levels, grades, ageFrom, ageTo, keywords } = source;
  const { audience, technologies, durationMinutes, ageRating, license, rightsHolder, year } = source;
  const { childConsent, childConsentCount, childConsentPlace } = source;
  const [row] = await em.execute<{ next: number }[]>(
    'select max(number) + 1 as next from material_version where material_id = ?',
    [material.id],
  );
  const copy = em.create(MaterialVersion, {
    material: ref(material),
    ...{ number: row!.next, copiedFrom: source.number },
    ...{ title, subtitle, annotation, language, levels: [...levels], grades: [...grades], ageFrom, ageTo },
    ...{ keywords: [...keywords], audience: [...audience], technologies: [...technologies] },
    ...{ durationMinutes, ageRating, license, rightsHolder, year },
    ...{ childConsent, childConsentCount, childConsentPlace },
  });
  copy.subjects.set(source.subjects.getItems());
  copy.themes.set(source.themes.getItems());
  copy.basedOn.set(source.basedOn.getItems());
  for (const {
    position,
    role,
    person,
    name,
    shortName,
    post,
    organizationName,
    ...line
  } of source.contributions) {
    const { invitedEmail, confirmedAt } = line;
    em.create(Contribution, {
      ...{ materialVersion: ref(copy), position, role, person, name, shortName, post, organizationName },
      ...{ invitedEmail, confirmedAt },
    });
  }
  const files = source.files.getItems().filter(({ hiddenAt }) => !hiddenAt);
  for (const [position, { content, name, role }] of files.entries())
    em.create(StoredFile, { materialVersion: ref(copy), content, name, role, position });
  // whoever points at it needs it there
  await em.flush();
  return copy;
}
