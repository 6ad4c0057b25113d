import { type Bank, openBank } from '../bank.js';
import { readEnvironment } from '../platform/environment.js';

/** Opens the bank of this deployment for a command, without a limit on the time of a statement, and closes it. */
export async function withBank<T>(run: (bank: Bank) => Promise<T>): Promise<T> {
  const bank = await openBank(readEnvironment(), { statementTimeout: 0 });
  try {
    return await run(bank);
  } finally {
    await bank.close();
  }
}
