import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import pg from 'pg';

/** Whose work is being done: that of the run which is counted, or of the bank in the background. */
const counted = new AsyncLocalStorage<symbol>();

/**
 * The SQL statements that `run` sends, itself and by the requests that it makes of this process's bank, in their order.
 * What the bank does meanwhile of its own accord, such as indexing, does not count.
 */
export async function statementsOf(run: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const own = Symbol('run');
  const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const original = prototype.query;
  prototype.query = function (this: unknown, ...args: unknown[]) {
    const [first] = args as [string | { text: string }];
    if (counted.getStore() === own) statements.push(typeof first === 'string' ? first : first.text);
    return original.apply(this, args);
  };
  // no test asks for two things at once: a request that comes in now is the run's
  const onRequest = (): void => counted.enterWith(own);
  subscribe('http.server.request.start', onRequest);
  try {
    await counted.run(own, run);
  } finally {
    unsubscribe('http.server.request.start', onRequest);
    prototype.query = original;
  }
  return statements;
}
