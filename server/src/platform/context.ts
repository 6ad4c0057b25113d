/**
 * What is known of the request being answered. It travels two ways: as the GraphQL context, for resolvers, and in
 * async storage, for what resolvers should not pass along: the language of an error, the request id of a log line,
 * the signal that stops the database when the client is gone.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Actor } from './actor.js';
import type { Locale } from './localized.js';

/** What every resolver gets. */
export interface GraphQLContext {
  /** Names the request in the log and in the answer of an unexpected error. */
  readonly requestId: string;
  readonly locale: Locale;
  readonly actor: Actor;
  /** Where the request comes from. */
  readonly client: Client;
  /** The request's `Cookie` header. */
  readonly cookies: string | undefined;
  /** `Set-Cookie` lines for the answer; a resolver that signs in or out adds to them. */
  readonly setCookies: string[];
  /** What is counted each time that the answer is given, also when it was remembered; a resolver adds to them. */
  readonly counts: Count[];
}

/** Counts that an answer was given to a client. */
export type Count = (client: Client) => void;

/** The device at the other end, as far as it tells. */
export interface Client {
  /** Network address; undefined where it is not known. */
  readonly address: string | undefined;
  readonly userAgent: string | undefined;
}

/** The request in whose name the current code runs. */
export interface RequestScope {
  readonly requestId: string;
  readonly locale: Locale;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** Holds the scope for everything that a request starts; empty in background work and on the command line. */
export const requestScope = new AsyncLocalStorage<RequestScope>();
