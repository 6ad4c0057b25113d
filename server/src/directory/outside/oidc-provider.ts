/**
 * The outside service that vouches for people, by OpenID Connect: authorization code with PKCE, state and nonce, the
 * redirect URI from the configured address alone. Everything about the answer is checked by openid-client, the
 * signature of the token included.
 */
import type { Configuration } from 'openid-client';
import type { OidcConfig } from '../../platform/config.js';
import { DomainError, Unauthenticated } from '../../platform/errors.js';

/** Where the service sends people back to, below the address of the deployment. */
const CALLBACK = '/sign-in/outside/callback';
/** Longest wait for the service, seconds. */
const PATIENCE_S = 10;
/** Seconds that the clocks of the two may differ. */
const TOLERANCE_S = 60;

/** What has to come back unchanged. */
export interface OutsideChecks {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** For whom the service vouches. */
export interface OutsidePerson {
  readonly issuer: string;
  readonly subject: string;
  /** The address, when the service has seen that it is theirs; null otherwise. */
  readonly email: string | null;
  readonly lastName: string | null;
  readonly firstName: string | null;
}

/** The service does not answer. */
class OutsideAway extends DomainError {
  readonly code = 'UNAVAILABLE';
}

/** Speaks with the service. */
export class OidcProvider {
  private configuration: Promise<Configuration> | undefined;
  private readonly redirectUri: string;

  constructor(
    private readonly config: OidcConfig,
    publicUrl: string,
  ) {
    this.redirectUri = publicUrl + CALLBACK;
  }

  /** «Войти через …» */
  get name(): string {
    return this.config.name;
  }

  /** The service as accounts remember it. */
  get issuer(): string {
    return this.config.issuer;
  }

  /**
   * Where to send somebody, and what has to come back.
   * @throws OutsideAway
   */
  async begin(): Promise<{ url: string; checks: OutsideChecks }> {
    const client = await import('openid-client'); // seldom needed
    const checks = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    };
    const url = client.buildAuthorizationUrl(await this.#configuration(), {
      ...{ redirect_uri: this.redirectUri, scope: 'openid email profile' },
      ...{ state: checks.state, nonce: checks.nonce },
      code_challenge: await client.calculatePKCECodeChallenge(checks.verifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, checks };
  }

  /**
   * For whom the service vouches with the answer that a browser brought.
   * @param query of the address that the browser came back to
   * @throws Unauthenticated with the same words whatever is wrong (C52); OutsideAway
   */
  async personIn(query: string, { state, nonce, verifier }: OutsideChecks): Promise<OutsidePerson> {
    const client = await import('openid-client');
    const configuration = await this.#configuration();
    const answered = new URL(this.redirectUri);
    answered.search = query;
    const claims = await client
      .authorizationCodeGrant(configuration, answered, {
        ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
      })
      .then((tokens) => tokens.claims())
      .catch((error: unknown) => {
        throw isAway(error) ? new OutsideAway(AWAY) : new Unauthenticated(REFUSED);
      });
    if (!claims?.sub) throw new Unauthenticated(REFUSED);
    const text = (value: unknown) => (typeof value === 'string' && value ? value : null);
    return {
      ...{ issuer: this.config.issuer, subject: claims.sub },
      email: claims['email_verified'] === true ? text(claims['email']) : null,
      ...{ lastName: text(claims['family_name']), firstName: text(claims['given_name']) },
    };
  }

  async #configuration(): Promise<Configuration> {
    this.configuration ??= this.#discover();
    try {
      return await this.configuration;
    } catch {
      this.configuration = undefined; // asked again with the next visitor
      throw new OutsideAway(AWAY);
    }
  }

  async #discover(): Promise<Configuration> {
    const client = await import('openid-client');
    const { issuer, clientId, clientSecret } = this.config;
    const insecure = issuer.startsWith('http:') ? [client.allowInsecureRequests] : [];
    return client.discovery(
      new URL(issuer),
      clientId,
      { client_secret: clientSecret, [client.clockTolerance]: TOLERANCE_S },
      undefined,
      { timeout: PATIENCE_S, execute: [...insecure, client.enableNonRepudiationChecks] },
    );
  }
}

/** Whether the service was not reached at all, or is broken. */
function isAway(error: unknown): boolean {
  const { name, code, cause } = error as { name?: string; code?: string; cause?: { status?: number } };
  return (
    name === 'TimeoutError' || code === 'OAUTH_TIMEOUT' || name === 'TypeError' || (cause?.status ?? 0) >= 500
  );
}

const AWAY = {
  ru: 'Внешняя служба входа сейчас не отвечает. Войдите с паролем или повторите позже.',
  en: 'The outside service does not answer at the moment. Sign in with the password, or try again later.',
};
const REFUSED = {
  ru: 'Вход через внешнюю службу не удался: её ответ не принят. Начните снова.',
  en: 'Signing in through the outside service failed: its answer was not accepted. Begin again.',
};
