/** Passwords as argon2id in the PHC string form: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';

/** OWASP's smallest set for argon2id: 19 MiB, two passes, one lane. */
const PARAMETERS = { memory: 19 * 1024, passes: 2, parallelism: 1 } as const;
const TAG_BYTES = 32;
const SALT_BYTES = 16;
/** So many hashes are made at once, with a core left: a crowd at the door waits and slows nobody who reads (C50). */
const AT_ONCE = Math.max(1, Math.min(3, availableParallelism() - 1));
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

const derive = promisify(argon2);
let running = 0;
const waiting: (() => void)[] = [];

/** Hashes a password with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const { memory, passes, parallelism } = PARAMETERS;
  const tag = await inTurn(() => tagOf(password, salt, PARAMETERS, TAG_BYTES));
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`;
}

/** Whether a password is the one that was hashed; false for a string of another form. */
export async function verifyPassword(password: string, phc: string): Promise<boolean> {
  const parts = PHC.exec(phc);
  if (!parts) return false;
  const [memory, passes, parallelism] = parts.slice(1, 4).map(Number) as [number, number, number];
  const tag = Buffer.from(parts[5]!, 'base64');
  const salt = Buffer.from(parts[4]!, 'base64');
  const given = await inTurn(() => tagOf(password, salt, { memory, passes, parallelism }, tag.length));
  return timingSafeEqual(given, tag);
}

/** Whether a hash was made with other parameters than today's, and is to be made again at the next sign-in. */
export function isOutdated(phc: string): boolean {
  const parts = PHC.exec(phc);
  const [memory, passes, parallelism] = (parts?.slice(1, 4) ?? []).map(Number);
  return (
    memory !== PARAMETERS.memory || passes !== PARAMETERS.passes || parallelism !== PARAMETERS.parallelism
  );
}

function tagOf(
  password: string,
  nonce: Buffer,
  parameters: { memory: number; passes: number; parallelism: number },
  tagLength: number,
): Promise<Buffer> {
  return derive('argon2id', { message: password.normalize('NFC'), nonce, tagLength, ...parameters });
}

async function inTurn<T>(run: () => Promise<T>): Promise<T> {
  // who leaves hands the place over, so that nobody slips in between
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await run();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** Without padding, as the PHC form has it. */
function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
