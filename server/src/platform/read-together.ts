import { InvalidInput, type InputFault } from './errors.js';

/**
 * Reads the fields of an input one by one, and tells of all that is wrong at once, so that nobody mends a form fault
 * after fault.
 * @throws InvalidInput
 */
export async function readTogether<T extends object>(reads: {
  readonly [K in keyof T]: () => T[K] | Promise<T[K]>;
}): Promise<T> {
  const faults: Record<string, InputFault> = {};
  const values: Partial<T> = {};
  for (const name of Object.keys(reads) as (keyof T)[])
    try {
      values[name] = await reads[name]();
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      Object.assign(faults, error.fields);
    }
  if (Object.keys(faults).length > 0) throw new InvalidInput(faults);
  return values as T;
}
