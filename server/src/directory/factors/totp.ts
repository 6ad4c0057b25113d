/** Codes of authenticator apps by RFC 6238, as all of them make them: SHA-1, six digits, thirty seconds. */
import { generateSecret, generateURI, verify } from 'otplib';
import QRCode from 'qrcode';

/** What an app shows beside the code. */
const ISSUER = 'Методбанк';
/** Seconds that the clock of a telephone may be wrong. */
const TOLERANCE = 30;

/** What an authenticator app takes in. */
export interface TotpKey {
  /** Base32 in groups of four, for typing. */
  readonly key: string;
  readonly uri: string;
  /** Picture of the address: an SVG document. */
  readonly qr: string;
}

/** Makes the secret of a new app: 160 bits, base32. */
export function newSecret(): string {
  return generateSecret();
}

/** A secret as an app takes it in, under the address of the account. */
export async function keyOf(secret: string, email: string): Promise<TotpKey> {
  const uri = generateURI({ issuer: ISSUER, label: email, secret });
  return {
    key: secret.replace(/.{4}(?=.)/g, '$& '),
    uri,
    qr: await QRCode.toString(uri, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 }),
  };
}

/**
 * The step of time that a code belongs to; undefined for a wrong one. A step is accepted once, which the caller sees to.
 * @param epoch seconds since 1970
 */
export async function stepOf(secret: string, code: string, epoch: number): Promise<number | undefined> {
  const found = await verify({ secret, token: code, epoch: Math.floor(epoch), epochTolerance: TOLERANCE });
  return found.valid && 'timeStep' in found ? found.timeStep : undefined;
}
