/**
 * A small OpenID provider that speaks the protocol (OpenID Connect Core 1.0, code flow; PKCE, RFC 7636; issuer in the
 * answer, RFC 9207), and lies where a test wants it to.
 */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Who is signed in at the provider. */
export interface ProviderPerson {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly family_name?: string;
  readonly given_name?: string;
}

/** What the next answers say falsely. */
export interface ProviderLies {
  /** Claims in the place of the true ones; undefined leaves one out. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Head of the token in the place of the true one. */
  readonly head?: Readonly<Record<string, unknown>>;
  /** Parameters of the way back; null leaves one out. */
  readonly back?: Readonly<Record<string, string | null>>;
  /** Signs with a key that is not the provider's. */
  readonly foreignKey?: boolean;
}

/** The provider. */
export interface OpenIdProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Redirect URIs that it was asked for. */
  readonly redirectUris: string[];
  person: ProviderPerson;
  lies: ProviderLies;
  stop(): Promise<void>;
}

interface Asked {
  readonly person: ProviderPerson;
  readonly nonce: string;
  readonly challenge: string;
  readonly redirectUri: string;
}

/** Starts the provider on a free port. */
export async function startOpenIdProvider(): Promise<OpenIdProvider> {
  const [own, foreign] = [newKey(), newKey()];
  const codes = new Map<string, Asked>();
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: OpenIdProvider = {
    ...{ issuer, clientId: 'metodbank', clientSecret: 'тайна/1', redirectUris: [], lies: {} },
    person: { sub: 'nobody' },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url!, issuer);
    const json = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return void json(200, {
          ...{ issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token` },
          ...{ jwks_uri: `${issuer}/jwks`, response_types_supported: ['code'] },
          ...{ subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'] },
          ...{ code_challenge_methods_supported: ['S256'] },
          authorization_response_iss_parameter_supported: true,
        });
      case '/jwks':
        return void json(200, {
          keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: '1', use: 'sig', alg: 'RS256' }],
        });
      case '/authorize':
        return authorize(url.searchParams, response);
      case '/token':
        return token(new URLSearchParams(await text(request)), request.headers.authorization, json);
      default:
        response.writeHead(404).end();
    }
  }

  /** As if the person had agreed at once. */
  function authorize(asked: URLSearchParams, response: ServerResponse): void {
    const read = (name: string) => asked.get(name) ?? '';
    const pkce = read('code_challenge_method') === 'S256' && read('code_challenge');
    if (read('client_id') !== provider.clientId || read('response_type') !== 'code' || !pkce)
      return void response.writeHead(400).end();
    provider.redirectUris.push(read('redirect_uri'));
    const code = randomBytes(16).toString('base64url');
    const redirectUri = read('redirect_uri');
    codes.set(code, { person: provider.person, nonce: read('nonce'), challenge: pkce, redirectUri });
    const back = new URL(redirectUri);
    const parameters = { code, state: read('state'), iss: issuer, ...provider.lies.back };
    for (const [name, value] of Object.entries(parameters))
      if (value !== null) back.searchParams.set(name, value);
    response.writeHead(302, { location: back.href }).end();
  }

  /** A code counts once, for whom it was made for, with the verifier of whoever asked. */
  function token(
    given: URLSearchParams,
    authorization: string | undefined,
    json: (status: number, body: object) => unknown,
  ): void {
    const asked = codes.get(given.get('code') ?? '');
    codes.delete(given.get('code') ?? '');
    const proof = createHash('sha256')
      .update(given.get('code_verifier') ?? '')
      .digest('base64url');
    if (!isClient(given, authorization)) return void json(401, { error: 'invalid_client' });
    if (!asked || proof !== asked.challenge || given.get('redirect_uri') !== asked.redirectUri)
      return void json(400, { error: 'invalid_grant' });
    const now = Math.floor(Date.now() / 1000);
    const { lies } = provider;
    const claims = {
      ...{ iss: issuer, aud: provider.clientId, iat: now, exp: now + 300, nonce: asked.nonce },
      ...{ ...asked.person, ...lies.claims },
    };
    const head = { alg: 'RS256', kid: '1', ...lies.head };
    const id = jwt(head, claims, (lies.foreignKey ? foreign : own).privateKey);
    json(200, { access_token: randomBytes(16).toString('hex'), token_type: 'Bearer', id_token: id });
  }

  function isClient(given: URLSearchParams, authorization: string | undefined): boolean {
    const pair = Buffer.from(authorization?.replace(/^Basic /, '') ?? '', 'base64')
      .toString()
      .split(':');
    const [id, secret] = authorization
      ? pair.map((part) => decodeURIComponent(part.replaceAll('+', ' ')))
      : [given.get('client_id'), given.get('client_secret')];
    return id === provider.clientId && secret === provider.clientSecret;
  }

  return provider;
}

function newKey() {
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}

function jwt(head: { alg: string }, claims: object, key: KeyObject): string {
  const signed = [head, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = head.alg === 'none' ? '' : sign('sha256', Buffer.from(signed), key).toString('base64url');
  return `${signed}.${signature}`;
}
