import { PlainError } from './plain-error.js';

/** Tells a fault and ends the process with code 1; only a fault of ours shows where it happened. */
export function fail(error: unknown): never {
  const plain = error instanceof PlainError;
  const text = plain
    ? error.message
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error);
  process.stderr.write(`\n✗ ${text}\n\n`);
  process.exit(1);
}
