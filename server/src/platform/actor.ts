/** Who asks. Rights are decided from this and from the thing asked for, never from the request. */
export type Actor = Guest;

/** A visitor without an account: sees what is published. */
export interface Guest {
  readonly kind: 'guest';
}

/** The one guest there is. */
export const GUEST: Guest = Object.freeze({ kind: 'guest' });
