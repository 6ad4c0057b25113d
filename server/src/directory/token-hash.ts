import { createHash } from 'node:crypto';

/** SHA-256 of a token, hex: what the bank keeps of it, so that whoever reads its tables can use none. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
