/** Passkeys in the browser; loaded when somebody reaches for one. */
import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
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

/** The bank keeps a challenge for ten minutes; a page that waits longer asks for a new one in time, milliseconds. */
const RENEW_MS = 9 * 60_000;

/**
 * Signs the visitor in by a passkey that they pick among what the browser offers to fill in.
 * @param left aborted when the page is, or when somebody asks for another way
 * @returns why it was refused; nothing where nobody has picked one
 */
export async function signInByAutofill(left: AbortSignal): Promise<Refusal | 'entered' | undefined> {
  left.addEventListener('abort', () => WebAuthnAbortService.cancelCeremony(), { once: true });
  for (;;) {
    const { data } = await act(browserClient, BeginSignIn, {});
    // nobody has asked for it, so nobody is told that it cannot be done
    if (!data || left.aborted) return undefined;
    let stale = false;
    const renewal = setTimeout(() => {
      stale = true;
      WebAuthnAbortService.cancelCeremony();
    }, RENEW_MS);
    try {
      const optionsJSON = JSON.parse(data.beginPasskeySignIn);
      const picked = await startAuthentication({ optionsJSON, useBrowserAutofill: true });
      const { refusal } = await act(browserClient, SignIn, { credential: JSON.stringify(picked) });
      return refusal ?? 'entered';
    } catch {
      if (!stale) return undefined;
    } finally {
      clearTimeout(renewal);
    }
  }
}

/**
 * Adds a passkey of this device; why not, where it does not.
 * @param password empty for one who is still signing in
 */
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
