import type { Lock, Locker } from '@tus/server';
import pg from 'pg';
import { UploadFault } from './upload-fault.js';

/** Any number that nothing else locks with two keys in the bank's database. */
const UPLOADS = 7_061_010;
/** Channel on which a process asks the holder of an upload to let it go. */
const WANTED = 'upload_wanted';
/** Longest wait for a holder that was asked to let go, milliseconds. */
const WAIT_MS = 10_000;
const PAUSE_MS = 100;

interface Held {
  readonly cancel: () => void;
  readonly free: Promise<void>;
  readonly release: () => void;
}

/**
 * Lets one request at a time work on an upload, whichever process it reaches: advisory locks of PostgreSQL, all on one
 * connection of this process, which go with the process when it dies. Who comes later asks the holder to leave: a
 * browser that lost its connection comes back before the server has noticed.
 */
export class UploadLocks implements Locker {
  readonly #held = new Map<string, Held>();
  #client: Promise<pg.Client> | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  /** @param url connection string of the bank's database */
  constructor(private readonly url: string) {}

  newLock(id: string): Lock {
    return {
      lock: (signal, cancel) => this.take(id, () => void cancel(), signal),
      unlock: () => this.release(id),
    };
  }

  /**
   * Takes an upload, and waits for its holder to leave.
   * @param cancel called when another wants it
   * @throws UploadFault 423 when the holder does not leave in time
   */
  async take(id: string, cancel: () => void = () => {}, signal?: AbortSignal): Promise<void> {
    const end = Date.now() + WAIT_MS;
    while (!(await this.tryTake(id, cancel))) {
      if (signal?.aborted || Date.now() > end) throw UploadFault.busy();
      await this.#askFor(id);
    }
  }

  /** Takes an upload only when nobody holds it. */
  async tryTake(id: string, cancel: () => void = () => {}): Promise<boolean> {
    if (this.#held.has(id)) return false;
    let release = () => {};
    const free = new Promise<void>((resolve) => (release = resolve));
    this.#held.set(id, { cancel, free, release });
    let locked = false;
    try {
      locked = await this.#locked('pg_try_advisory_lock', id);
    } finally {
      if (!locked) this.#forget(id);
    }
    return locked;
  }

  /** Lets an upload go. */
  async release(id: string): Promise<void> {
    if (!this.#held.has(id)) return;
    await this.#locked('pg_advisory_unlock', id).catch(() => {}); // with the connection the lock is gone as well
    this.#forget(id);
  }

  /** Lets all go. */
  async close(): Promise<void> {
    this.#closed = true;
    const client = await this.#client?.catch(() => undefined);
    await client?.end().catch(() => {});
  }

  async #askFor(id: string): Promise<void> {
    const here = this.#held.get(id);
    if (here) here.cancel();
    else await this.#query('select pg_notify($1, $2)', [WANTED, id]);
    await Promise.race([here?.free, new Promise((resolve) => setTimeout(resolve, PAUSE_MS))]);
  }

  #forget(id: string): void {
    this.#held.get(id)?.release();
    this.#held.delete(id);
  }

  async #locked(what: 'pg_try_advisory_lock' | 'pg_advisory_unlock', id: string): Promise<boolean> {
    const rows = await this.#query<{ done: boolean }>(`select ${what}($1, hashtext($2)) as done`, [
      UPLOADS,
      id,
    ]);
    return rows[0]!.done;
  }

  /** One statement after the other: the connection is one. */
  #query<T extends pg.QueryResultRow>(sql: string, values: unknown[]): Promise<T[]> {
    const result = this.#last.then(async () => {
      const client = await this.#connection();
      return (await client.query<T>(sql, values)).rows;
    });
    this.#last = result.catch(() => {});
    return result;
  }

  #connection(): Promise<pg.Client> {
    return (this.#client ??= this.#connect().catch((error: unknown) => {
      this.#client = undefined;
      throw error;
    }));
  }

  async #connect(): Promise<pg.Client> {
    if (this.#closed) throw UploadFault.busy();
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'metodbank uploads',
      keepAlive: true,
    });
    const lost = () => {
      this.#client = undefined;
      // another process may take them now
      for (const { cancel } of this.#held.values()) cancel();
    };
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', ({ payload }) => this.#held.get(payload ?? '')?.cancel());
    await client.connect();
    await client.query(`listen ${WANTED}`);
    return client;
  }
}
