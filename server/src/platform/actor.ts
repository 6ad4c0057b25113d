/** Who asks. Rights are decided from this and from the thing asked for, never from the request. */
export type Actor = Guest | Member;

/** A visitor without an account: sees what is published. */
export interface Guest {
  readonly kind: 'guest';
}

/** Somebody who has signed in, with the rights held at this moment. */
export interface Member {
  readonly kind: 'member';
  readonly accountId: string;
  /** Whom the account belongs to. */
  readonly personId: string;
  /** Where that person works. */
  readonly organizationId: string | null;
  /** The session that the request came with. */
  readonly sessionId: string;
  /** Roles in force today. */
  readonly roles: readonly HeldRole[];
}

/** How far a role reaches. */
export type RoleScopeKind = 'GLOBAL' | 'TERRITORY' | 'ORGANIZATION' | 'NETWORK';

/** A role with its reach; the domain names the roles. */
export interface HeldRole {
  readonly role: string;
  readonly scope: RoleScopeKind;
  /** The territory, organisation or network; null for the whole bank. */
  readonly scopeId: string | null;
}

/** A guest of whom nothing is known: what is answered to one may be answered to all. */
export const GUEST: Guest = Object.freeze({ kind: 'guest' });

/** A guest in the middle of signing in, who is answered for this browser alone. */
export const SIGNING_IN: Guest = Object.freeze({ kind: 'guest' });
