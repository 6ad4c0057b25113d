/**
 * Whom passkeys are made for: the address of the deployment, never what a request says of it (C47). A browser makes
 * none for a bare IP address, nor without https but on the computer itself.
 */
import { isIP } from 'node:net';

/** Who asks for a passkey, as browsers and keys know it. */
export interface RelyingParty {
  readonly id: string;
  readonly origin: string;
}

/**
 * The relying party that a deployment is.
 * @returns undefined where browsers make no passkeys for its address
 */
export function relyingPartyOf(publicUrl: string): RelyingParty | undefined {
  const { protocol, hostname, origin } = new URL(publicUrl);
  const local = hostname === 'localhost' || hostname.endsWith('.localhost');
  const named = isIP(hostname.replace(/^\[|\]$/g, '')) === 0;
  return named && (protocol === 'https:' || local) ? { id: hostname, origin } : undefined;
}
