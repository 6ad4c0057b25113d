import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the checkout: the folder that holds `schema`, `seed`, `server` and `web`, from sources and from `dist` alike. */
export const PROJECT_ROOT = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'schema')) && existsSync(join(folder, 'server', 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('The project folder with schema/ and server/ was not found.');
  return findRoot(parent);
}
