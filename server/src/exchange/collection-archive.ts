import type { CollectionItemType, CollectionType } from '../materials/reading/collection.type.js';
import type { MaterialType } from '../materials/material.type.js';
import type { Storage } from '../platform/storage/storage.js';
import { type Archive, ArchiveWriter } from './archive.js';
import { cite } from './citation.js';

/**
 * A collection in one ZIP: a numbered folder for each material, a README that says what is where and why, and the
 * list of sources by ГОСТ, BibTeX and RIS. What was withdrawn is named in the README by its number alone.
 */
export async function makeCollectionArchive(
  collection: CollectionType,
  items: readonly CollectionItemType[],
  storage: Storage,
  publicUrl: string,
  day: Date,
): Promise<Archive> {
  const archive = new ArchiveWriter(storage);
  const present = items.flatMap(({ material }) => (material ? [material] : []));
  const texts = await Promise.all(present.map((material) => cite(material, publicUrl, day)));
  const { updatedAt } = collection;
  archive.addText('README.txt', readme(collection, items, publicUrl), updatedAt);
  if (present.length > 0) {
    const gost = texts.map((text, at) => `${at + 1}. ${text.gost}`).join('\n');
    archive.addText('Список источников.txt', `Список источников (ГОСТ Р 7.0.100-2018)\n\n${gost}`, updatedAt);
    archive.addText('Источники.bib', texts.map(({ bibtex }) => bibtex).join('\n'), updatedAt);
    archive.addText('Источники.ris', texts.map(({ ris }) => ris).join('\n'), updatedAt);
  }
  items.forEach(({ material }, at) => {
    const gost = material && texts[present.indexOf(material)]!.gost;
    if (material && gost) archive.add(`${folderOf(material, at)}/`, material, publicUrl, gost);
  });
  return archive.end();
}

/** A title as a name that every system takes. */
export function fileName(title: string, longest = 100): string {
  const bare = title.replace(/[\\/:*?"<>|]+/g, ' ').replace(/\s+/g, ' ');
  // Windows drops the dots and spaces at the end of a name, and then finds no such folder
  return bare
    .slice(0, longest)
    .replace(/[. ]+$/, '')
    .trim();
}

function folderOf({ title }: MaterialType, at: number): string {
  return `${String(at + 1).padStart(2, '0')} ${fileName(title, 60)}`;
}

function readme(
  { title, description, slug, ownerName }: CollectionType,
  items: readonly CollectionItemType[],
  publicUrl: string,
): string {
  const lines = items.map(({ material, note, registrationNumber }, at) => {
    const number = `${at + 1}. `;
    if (!material) return `${number}Материал ${registrationNumber} отозван из банка.`;
    const authors = material.contributions.map(({ shortName }) => shortName).join(', ');
    return [
      number + [material.title, authors].filter(Boolean).join(' – '),
      note && `   ${note}`,
      `   Папка: ${folderOf(material, at)}`,
      `   ${publicUrl}/materials/${material.slug}`,
    ]
      .filter(Boolean)
      .join('\n');
  });
  return [
    title,
    description,
    `Подборка: ${ownerName}\n${publicUrl}/collections/${slug}`,
    ...lines,
    'Условия использования каждого материала – в файле LICENSE.txt его папки.',
  ]
    .filter(Boolean)
    .join('\n\n');
}
