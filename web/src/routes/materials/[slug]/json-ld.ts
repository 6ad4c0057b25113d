import { kindLabel, levelLabel, type MaterialKind } from '#lib/labels/material.ts';
import { kimLevel, kimResourceType, kimSubject } from './kim-vocabularies.ts';
import { licenseAddress } from '#lib/material/license-address.ts';
import type { MaterialFile } from '#lib/viewer/files.ts';
import type { Material } from './queries.ts';

const primaryType: Partial<Record<MaterialKind, string>> = {
  LESSON_VIDEO: 'VideoObject',
  EXTRACURRICULAR_VIDEO: 'VideoObject',
  PRESENTATION: 'PresentationDigitalDocument',
};

const named = (id: string, label: string) => ({ id, prefLabel: { ru: label } });
/** A list, or nothing where the profile forbids an empty one. */
const some = <Item>(items: readonly Item[]): readonly Item[] | undefined =>
  items.length ? items : undefined;

/**
 * The material as a learning resource by schema.org and the AMB profile.
 * @param origin the site's address without a path
 */
export function learningResource(material: Material, origin: string): Record<string, unknown> {
  const absolute = (path: string) => new URL(path, origin).href;
  const address = absolute(`/materials/${encodeURIComponent(material.slug)}`);
  const type = primaryType[material.kind];
  const license = licenseAddress[material.license];
  const video = type === 'VideoObject' ? material.files.find((file) => file.viewer === 'VIDEO') : undefined;
  const subjects = material.subjects.flatMap(({ title }) => {
    const id = kimSubject(title);
    return id ? [named(id, title)] : [];
  });
  const levels = material.levels.flatMap((level) => {
    const id = kimLevel[level];
    return id ? [named(id, levelLabel[level]({}, { locale: 'ru' }))] : [];
  });
  const resourceType = kimResourceType[material.kind];
  return {
    '@context': [
      'https://w3id.org/kim/amb/context.jsonld',
      'https://schema.org',
      { '@language': material.language },
    ],
    id: address,
    type: ['LearningResource', ...(type ? [type] : [])],
    name: material.title,
    description: material.annotation || undefined,
    identifier: material.registrationNumber,
    inLanguage: [material.language],
    isAccessibleForFree: true,
    image: material.thumbnailUrl ? absolute(material.thumbnailUrl) : undefined,
    keywords: some(material.keywords),
    creator: some(material.contributions.filter(({ role }) => role !== 'SUPERVISOR').map(person(absolute))),
    publisher: material.organization
      ? [{ type: 'Organization', name: material.organization.shortName }]
      : undefined,
    datePublished: material.publishedAt.slice(0, 10),
    dateModified: material.updatedAt.slice(0, 10),
    license: license ? { id: license } : undefined,
    learningResourceType: resourceType
      ? [named(resourceType, kindLabel[material.kind]({}, { locale: 'ru' }))]
      : undefined,
    educationalLevel: some(levels),
    about: some(subjects),
    typicalAgeRange: material.ageFrom === null ? undefined : `${material.ageFrom}-${material.ageTo ?? ''}`,
    timeRequired: material.durationMinutes === null ? undefined : `PT${material.durationMinutes}M`,
    ...(video && {
      uploadDate: material.publishedAt.slice(0, 10),
      thumbnailUrl: material.thumbnailUrl ? absolute(material.thumbnailUrl) : undefined,
      contentUrl: absolute(video.downloadUrl),
      duration: video.durationSeconds === null ? undefined : `PT${Math.round(video.durationSeconds)}S`,
    }),
    encoding: some(material.files.filter(({ role }) => role !== 'POSTER').map(encoding(absolute))),
  };
}

const person =
  (absolute: (path: string) => string) =>
  ({ name, author }: Material['contributions'][number]) => ({
    ...(author && { id: absolute(`/authors/${encodeURIComponent(author.slug)}`) }),
    type: 'Person',
    name,
  });

const encoding = (absolute: (path: string) => string) => (file: MaterialFile) => ({
  type: 'MediaObject',
  name: file.name,
  contentUrl: absolute(file.downloadUrl),
  encodingFormat: file.mediaType,
  // the profile wants digits in a string
  contentSize: String(file.size),
});

/** JSON for a `<script>` element: nothing in it can end the element. */
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
