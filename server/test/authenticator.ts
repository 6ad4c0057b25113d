/** The authenticator app of a test. */
import { generateSync } from 'otplib';

/**
 * A code as an app shows it.
 * @param key base32, in groups or not
 * @param shift steps of thirty seconds from now; each code counts once, so that a test takes one step after another
 */
export function codeOf(key: string, shift = 0): string {
  return generateSync({ secret: key.replaceAll(' ', ''), epoch: Math.floor(Date.now() / 1000) + shift * 30 });
}
