import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, readConfig } from './config.js';
import { PROJECT_ROOT } from './project-root.js';

/**
 * The configuration of this process: its environment, completed by the `.env` file of the project.
 * @throws ConfigError with all faults at once
 */
export function readEnvironment(): Config {
  const file = join(PROJECT_ROOT, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  return readConfig(process.env);
}
