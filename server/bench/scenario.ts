import type { Ask, Asking } from './load.js';

/** What the project wants of a scenario. */
export interface Bars {
  /** Answers a second as a multiple of the limit's. */
  readonly timesLimit?: number;
  /** 95th percentile with one visitor and with four, milliseconds. */
  readonly p95?: number;
  readonly perSecond?: number;
}

/** One thing that visitors do, measured. */
export interface Scenario {
  /** For `--only`. */
  readonly name: string;
  readonly about: string;
  readonly asking: Asking;
  /** The same asked of the hand-written statement. */
  readonly limit?: Asking;
  readonly bars?: Bars;
  /**
   * Compares answers with the reference.
   * @param bank asks the bank
   * @param limit asks the hand-written statement
   * @throws Error when they differ
   */
  check(bank: (ask: Ask) => Promise<string>, limit: (ask: Ask) => Promise<string>): Promise<void>;
}

/**
 * A GraphQL question that no cache of answers knows: a variable that the document does not use makes each one new,
 * and each comes from another address, for the budget of one would not do.
 */
export function question(query: string, variables: object, n: number): Ask {
  return {
    method: 'POST',
    path: '/graphql',
    body: JSON.stringify({ query, variables: { ...variables, ask: n } }),
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address(n) },
  };
}

/** A question to the hand-written statement. */
export function plain(path: string, values: object): Ask {
  return { method: 'POST', path, body: JSON.stringify(values) };
}

/** The address of the n-th visitor. */
export function address(n: number): string {
  return `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
}

/**
 * The data of a GraphQL answer.
 * @throws Error when it tells errors
 */
export function dataOf<T>(text: string): T {
  const { data, errors } = JSON.parse(text) as { data?: T; errors?: unknown };
  if (errors || !data) throw new Error(`the API answered ${text.slice(0, 500)}`);
  return data;
}
