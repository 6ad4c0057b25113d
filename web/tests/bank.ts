import { inject } from 'vitest';
import type { Bank } from './start-bank.ts';

/** The bank of this file's worker; no other file changes it meanwhile. */
export function bank(): Bank {
  const banks = inject('banks');
  const worker = Number(process.env.VITEST_POOL_ID);
  return banks[(worker - 1) % banks.length]!;
}
