import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EntityManager } from '@mikro-orm/postgresql';
import { PROJECT_ROOT } from '../../platform/project-root.js';
import { PriorityTheme } from '../../vocabulary/priority-theme.entity.js';
import { Subject } from '../../vocabulary/subject.entity.js';

/** Folder of the data that the project brings along. */
export const SEED_FOLDER = join(PROJECT_ROOT, 'seed');

/** `seed/themes.json`: one priority theme; `broader` and `related` are slugs. */
interface ThemeSeed {
  slug: string;
  title: string;
  shortTitle: string;
  altLabels: string[];
  description: string;
  rationale: string;
  activeFrom?: string;
  broader?: string;
  related?: string[];
}

/** `seed/subjects.json`: one subject or area of development. */
interface SubjectSeed {
  slug: string;
  title: string;
}

/** Reads a JSON file of the seed. */
export async function readSeed<T>(name: string, folder = SEED_FOLDER): Promise<T> {
  return JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8')) as T;
}

/**
 * Gives a bank without vocabularies the priority themes and the subjects, which every bank needs.
 * What a council has already changed is left as it is.
 */
export async function loadVocabularies(em: EntityManager, folder = SEED_FOLDER): Promise<void> {
  await em.fork().transactional(async (tx) => {
    // Processes that start at once on an empty bank take turns.
    await tx.execute('lock table subject, priority_theme in share row exclusive mode');
    if ((await tx.count(Subject)) === 0) {
      const subjects = await readSeed<SubjectSeed[]>('subjects', folder);
      subjects.forEach((subject, position) => tx.create(Subject, { ...subject, position }));
    }
    if ((await tx.count(PriorityTheme)) === 0) {
      createThemes(tx, await readSeed<ThemeSeed[]>('themes', folder));
    }
  });
}

function createThemes(em: EntityManager, seeds: ThemeSeed[]): void {
  const themes = new Map<string, PriorityTheme>();
  seeds.forEach(({ broader: _, related: __, ...seed }, position) => {
    themes.set(seed.slug, em.create(PriorityTheme, { ...seed, position }));
  });
  for (const { slug, broader, related = [] } of seeds) {
    const theme = themes.get(slug)!;
    if (broader) em.assign(theme, { broader: themes.get(broader)! });
    for (const other of related) theme.related.add(themes.get(other)!);
  }
}
