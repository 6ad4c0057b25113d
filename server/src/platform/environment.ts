import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, readConfig } from './config.js';
import { PlainError } from './plain-error.js';
import { PROJECT_ROOT } from './project-root.js';

/**
 * The configuration of this process: its environment, completed by the `.env` file of the project.
 * @throws ConfigError with all faults at once
 */
export function readEnvironment(): Config {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 24) {
    throw new PlainError(
      `Нужен Node.js 24, а это ${process.versions.node}. Запускайте через npm start.\n` +
        `Node.js 24 is needed, this is ${process.versions.node}. Start it with npm start.`,
    );
  }
  const file = join(PROJECT_ROOT, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  return readConfig(process.env);
}
