/** The one cookie that signs a visitor in. */

/** Reads and writes the session's cookie as the address of the deployment allows. */
export class SessionCookie {
  private readonly name: string;
  private readonly attributes: string;

  /** @param publicUrl address that visitors see; over plain http a browser would not keep a `__Host-` cookie */
  constructor(publicUrl: string) {
    const secure = publicUrl.startsWith('https:');
    this.name = secure ? '__Host-sid' : 'sid';
    this.attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  }

  /** The token in a `Cookie` header. */
  tokenIn(header: string | undefined): string | undefined {
    for (const pair of header?.split(';') ?? []) {
      const [name, value] = pair.split('=', 2);
      if (name?.trim() === this.name && value && TOKEN.test(value.trim())) return value.trim();
    }
    return undefined;
  }

  /** `Set-Cookie` that keeps a token for so many seconds. */
  keep(token: string, seconds: number): string {
    return `${this.name}=${token}; Max-Age=${seconds}; ${this.attributes}`;
  }

  /** `Set-Cookie` that forgets the token. */
  forget(): string {
    return `${this.name}=; Max-Age=0; ${this.attributes}`;
  }
}

const TOKEN = /^[\w-]{43}$/;
