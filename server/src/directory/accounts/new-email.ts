import { isEmail } from 'class-validator';
import { InvalidInput } from '../../platform/errors.js';
import { normalEmail } from '../sign-in.service.js';

const LONGEST = 254;

/**
 * An address as accounts hold it; nothing in it can begin a line of a letter's head (C98).
 * @param field names it when it is refused
 * @throws InvalidInput when letters could not go there
 */
export function acceptableEmail(field: string, email: string): string {
  const clean = normalEmail(email);
  if (clean.length <= LONGEST && isEmail(clean)) return clean;
  throw new InvalidInput({ [field]: 'address' });
}
