/**
 * `npm run schema`: writes schema/schema.graphql as the resolvers make it, and refuses changes that break programs
 * unless `--accept-breaking` says that they are meant. `--check` only looks whether the file is current.
 */
import 'reflect-metadata'; // before any decorator runs
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '../platform/config.js';
import { printSortedSchema } from '../platform/explorer.js';
import { PlainError } from '../platform/plain-error.js';
import { PROJECT_ROOT } from '../platform/project-root.js';
import { fail } from '../platform/terminal.js';
import { type SchemaServices, createSchema } from '../schema.js';

const PATH = join(PROJECT_ROOT, 'schema', 'schema.graphql');

async function run(options: readonly string[]): Promise<void> {
  const committed = await readFile(PATH, 'utf8');
  // resolvers only keep what they stand on; nothing is asked of it while the schema is built
  const present = printSortedSchema(await createSchema({ config: readConfig({}) } as SchemaServices));
  if (present === committed) return;
  if (options.includes('--check'))
    throw new PlainError('schema/schema.graphql is not what the server serves. Run npm run schema.');
  const changes = await diff(buildSchema(committed), buildSchema(present));
  const breaking = changes.filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking);
  if (breaking.length > 0 && !options.includes('--accept-breaking')) {
    const list = breaking.map(({ message }) => `  • ${message}`).join('\n');
    throw new PlainError(`These changes break programs (accept them with --accept-breaking):\n${list}`);
  }
  await writeFile(PATH, present);
}

await run(process.argv.slice(2)).catch(fail);
