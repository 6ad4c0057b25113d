/** A passkey in software: answers as an authenticator does (WebAuthn Level 3, ES256), and lies where a test wants it to. */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** What a test may have a key say falsely. */
export interface Lies {
  /** Page that asked. */
  origin?: string;
  /** Whom the key was made for. */
  rpId?: string;
  challenge?: string;
  /** False for one that did not ask who holds it. */
  verified?: boolean;
  counter?: number;
}

const PRESENT = 1;
const VERIFIED = 4;
const WITH_KEY = 64;

/** One key of one authenticator, made for the site at an origin. */
export class SoftwareKey {
  readonly id = randomBytes(32).toString('base64url');
  private readonly pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private userHandle = 'AAAA';
  counter = 0;

  constructor(private readonly origin: string) {}

  /** Answers `beginPasskey`. */
  create(options: string, lies: Lies = {}): string {
    const { challenge, user } = JSON.parse(options) as { challenge: string; user: { id: string } };
    this.userHandle = user.id;
    const { x, y } = this.pair.publicKey.export({ format: 'jwk' }) as { x: string; y: string };
    const bytes = (text: string) => Buffer.from(text, 'base64url');
    const cose = new Map<number, unknown>([
      ...[[1, 2] as const, [3, -7] as const, [-1, 1] as const],
      ...[[-2, bytes(x)] as const, [-3, bytes(y)] as const],
    ]);
    const id = bytes(this.id);
    const length = Buffer.from([id.length >> 8, id.length & 255]);
    const authData = Buffer.concat([
      this.#head(lies, WITH_KEY),
      ...[Buffer.alloc(16), length, id, cbor(cose)],
    ]);
    const attestation = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ]);
    return this.#answer({
      clientDataJSON: this.#client('webauthn.create', challenge, lies),
      attestationObject: cbor(attestation).toString('base64url'),
      transports: ['internal'],
    });
  }

  /** Answers `beginPasskeySignIn`. */
  use(options: string, lies: Lies = {}): string {
    const { challenge } = JSON.parse(options) as { challenge: string };
    this.counter += 1;
    const authData = this.#head(lies, 0);
    const clientDataJSON = this.#client('webauthn.get', challenge, lies);
    const told = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest();
    return this.#answer({
      clientDataJSON,
      authenticatorData: authData.toString('base64url'),
      signature: sign('sha256', Buffer.concat([authData, told]), this.pair.privateKey).toString('base64url'),
      userHandle: this.userHandle,
    });
  }

  #head({ rpId, verified = true, counter = this.counter }: Lies, more: number): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const site = createHash('sha256')
      .update(rpId ?? new URL(this.origin).hostname)
      .digest();
    return Buffer.concat([site, Buffer.from([PRESENT | (verified ? VERIFIED : 0) | more]), count]);
  }

  #client(type: string, challenge: string, lies: Lies): string {
    const data = { type, challenge, origin: this.origin, crossOrigin: false, ...lies };
    const { origin, crossOrigin } = data;
    const told = { type, challenge: data.challenge, origin, crossOrigin };
    return Buffer.from(JSON.stringify(told)).toString('base64url');
  }

  #answer(response: object): string {
    return JSON.stringify({
      ...{ id: this.id, rawId: this.id, type: 'public-key', response, clientExtensionResults: {} },
    });
  }
}

/** As much of CBOR as keys speak. */
function cbor(value: unknown): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const entries = [...(value as Map<unknown, unknown>)];
  return Buffer.concat([head(5, entries.length), ...entries.flat().map(cbor)]);
}

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  if (length < 256) return Buffer.from([(major << 5) | 24, length]);
  return Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
}
