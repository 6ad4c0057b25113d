/** The cookies that sign a visitor in, step by step, and tell a device that has signed in before. */

/** Reads and writes the cookies as the address of the deployment allows. */
export class SessionCookie {
  private readonly prefix: string;
  private readonly attributes: string;

  /** @param publicUrl address that visitors see; over plain http a browser would not keep a `__Host-` cookie */
  constructor(publicUrl: string) {
    const secure = publicUrl.startsWith('https:');
    this.prefix = secure ? '__Host-' : '';
    this.attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  }

  /** The session's token in a `Cookie` header. */
  tokenIn(header: string | undefined): string | undefined {
    return this.read(header, 'sid');
  }

  /** The token by which the device is known, in a `Cookie` header. */
  deviceIn(header: string | undefined): string | undefined {
    return this.read(header, 'device');
  }

  /** The token of a sign-in that is under way, in a `Cookie` header. */
  stepIn(header: string | undefined): string | undefined {
    return this.read(header, 'step');
  }

  /** `Set-Cookie` that keeps a session's token for so many seconds. */
  keep(token: string, seconds: number): string {
    return this.write('sid', token, seconds);
  }

  /** `Set-Cookie` that keeps a device's token for so many seconds; signing out leaves it. */
  keepDevice(token: string, seconds: number): string {
    return this.write('device', token, seconds);
  }

  /** `Set-Cookie` that forgets the session. */
  forget(): string {
    return this.write('sid', '', 0);
  }

  /** `Set-Cookie` that keeps the token of a sign-in under way for so many seconds. */
  keepStep(token: string, seconds: number): string {
    return this.write('step', token, seconds);
  }

  /** `Set-Cookie` that forgets the sign-in under way. */
  forgetStep(): string {
    return this.write('step', '', 0);
  }

  private read(header: string | undefined, name: string): string | undefined {
    for (const pair of header?.split(';') ?? []) {
      const [given, value] = pair.trim().split('=', 2);
      if (given === this.prefix + name && value && TOKEN.test(value)) return value;
    }
    return undefined;
  }

  private write(name: string, token: string, seconds: number): string {
    return `${this.prefix}${name}=${token}; Max-Age=${seconds}; ${this.attributes}`;
  }
}

const TOKEN = /^[\w-]{43}$/;
