/** Passkeys in the browser; loaded when somebody reaches for one. */
import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser';
import { act, type Refusal } from '#lib/graphql/act.ts';
import { browserClient } from '#lib/graphql/browser-client.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { m } from '#lib/paraglide/messages.js';

const BeginSignIn = graphql(`
  mutation BeginPasskeySignIn {
    beginPasskeySignIn
  }
`);
const SignIn = graphql(`
  mutation SignInByPasskey($credential: String!) {
    signInByPasskey(credential: $credential)
  }
`);
const Begin = graphql(`
  mutation BeginPasskey($password: String!) {
    beginPasskey(password: $password)
  }
`);
const Add = graphql(`
  mutation AddPasskey($input: AddPasskeyInput!) {
    addPasskey(input: $input) {
      id
    }
  }
`);

/** Signs the visitor in; why not, where it does not. */
export async function signInByPasskey(): Promise<Refusal | undefined> {
  if (!browserSupportsWebAuthn()) return own(m.passkey_unsupported());
  const { data, refusal } = await act(browserClient, BeginSignIn, {});
  if (refusal) return refusal;
  try {
    const optionsJSON = JSON.parse(data.beginPasskeySignIn);
    const credential = JSON.stringify(await startAuthentication({ optionsJSON }));
    return (await act(browserClient, SignIn, { credential })).refusal;
  } catch {
    return own(m.passkey_cancelled());
  }
}

/** Adds a passkey of this device; why not, where it does not. */
export async function addPasskey(password: string, name: string): Promise<Refusal | undefined> {
  if (!browserSupportsWebAuthn()) return own(m.passkey_unsupported());
  const { data, refusal } = await act(browserClient, Begin, { password });
  if (refusal) return refusal;
  try {
    const optionsJSON = JSON.parse(data.beginPasskey);
    const credential = JSON.stringify(await startRegistration({ optionsJSON }));
    return (await act(browserClient, Add, { input: { credential, name } })).refusal;
  } catch (error) {
    const there =
      error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED';
    return own(there ? m.passkey_exists() : m.passkey_not_made());
  }
}

function own(message: string): Refusal {
  return { code: 'CANCELLED', message, fields: {} };
}
