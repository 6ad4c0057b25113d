/** Longest file whose digest is made before it is sent: the browser reads it whole for that. */
const LONGEST = 64 * 2 ** 20;

/**
 * SHA-256 of a file, lower-case hex, so that the bank can tell whether it arrived as it was sent; null for a long one,
 * and where the browser does not count (only over https it does).
 */
export async function digestOf(file: Blob): Promise<string | null> {
  if (file.size > LONGEST || !globalThis.crypto?.subtle) return null;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
