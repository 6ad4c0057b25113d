/**
 * The code by which anybody checks a certificate: 128 random bits and 12 bits of a digest over them, which tell a slip
 * of the pen from a code that was never given. Crockford's alphabet has no letter that looks like a digit.
 */
import { createHash, randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 28;
const GROUP = 4;
/** What people write for a sign of the alphabet: look-alikes, and the Russian keys under the same shapes. */
const MEANT: Readonly<Record<string, string>> = {
  ...{ O: '0', I: '1', L: '1' },
  ...{ А: 'A', В: 'B', Е: 'E', К: 'K', М: 'M', Н: 'H', О: '0', Р: 'P', С: 'C', Т: 'T', Х: 'X', З: '3' },
};

/** A new code, never given before. */
export function newCheckCode(): string {
  return encode(randomBytes(16));
}

/**
 * Reads a code as a person typed it: in any case, with or without hyphens and spaces.
 * @returns the code as it is stored; undefined where it has a slip or is no code at all
 */
export function readCheckCode(typed: string): string | undefined {
  if (typed.length > 100) return undefined;
  const signs = [
    ...typed
      .normalize('NFC')
      .toUpperCase()
      .replace(/[\s\p{Pd}]/gu, ''),
  ]
    .map((sign) => MEANT[sign] ?? sign)
    .join('');
  if (signs.length !== LENGTH || [...signs].some((sign) => !ALPHABET.includes(sign))) return undefined;
  const bits = [...signs].reduce((all, sign) => (all << 5n) | BigInt(ALPHABET.indexOf(sign)), 0n);
  const random = Buffer.from((bits >> 12n).toString(16).padStart(32, '0'), 'hex');
  return encode(random) === signs ? signs : undefined;
}

/** The code in groups, as it is printed: «7K4M-0QZ9-…». */
export function printedCheckCode(code: string): string {
  return code.match(new RegExp(`.{${GROUP}}`, 'g'))!.join('-');
}

function encode(random: Buffer): string {
  const digest = createHash('sha256').update('metodbank certificate').update(random).digest();
  let bits = (BigInt(`0x${random.toString('hex')}`) << 12n) | BigInt(digest.readUInt16BE() >> 4);
  let signs = '';
  for (let at = 0; at < LENGTH; at++) {
    signs = ALPHABET[Number(bits & 31n)] + signs;
    bits >>= 5n;
  }
  return signs;
}
