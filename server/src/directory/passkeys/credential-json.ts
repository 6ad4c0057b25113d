/** What a browser answers for a passkey: JSON from outside, looked through before anything is made of it. */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';

const bytes = z
  .string()
  .max(20_000)
  .regex(/^[\w-]+$/);
const credential = { id: bytes.max(1400), rawId: bytes.max(1400), type: z.literal('public-key') };

const registration = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes,
    attestationObject: bytes,
    transports: z
      .array(z.string().regex(/^[a-z-]{1,20}$/))
      .max(10)
      .optional(),
  }),
});
const assertion = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes,
    authenticatorData: bytes,
    signature: bytes,
    userHandle: bytes.max(100).nullish(),
  }),
});

/** Reads what a browser says of a new passkey; undefined when it is something else. */
export function readRegistration(text: string): RegistrationResponseJSON | undefined {
  const found = registration.safeParse(parsed(text));
  return found.success
    ? ({ ...found.data, clientExtensionResults: {} } as RegistrationResponseJSON)
    : undefined;
}

/** Reads what a browser says of a passkey that was used; undefined when it is something else. */
export function readAssertion(text: string): AuthenticationResponseJSON | undefined {
  const found = assertion.safeParse(parsed(text));
  if (!found.success) return undefined;
  const { userHandle, ...response } = found.data.response;
  return {
    ...found.data,
    response: { ...response, ...(userHandle && { userHandle }) },
    clientExtensionResults: {},
  };
}

/** The challenge that a browser says it answers. */
export function challengeIn(clientDataJSON: string): string | undefined {
  const data = parsed(Buffer.from(clientDataJSON, 'base64url').toString());
  const challenge = (data as { challenge?: unknown } | null | undefined)?.challenge;
  return typeof challenge === 'string' ? challenge : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
