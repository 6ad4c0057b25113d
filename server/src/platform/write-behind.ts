import { requestScope } from './context.js';

/** How long what has gathered waits in memory at most, milliseconds: what a process that dies may lose. */
const REST_MS = 5_000;

/** Writes what gathers in memory some seconds after the first of it, one write after another. */
export class WriteBehind {
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  /**
   * @param write writes all that has gathered; what it cannot write it keeps, and wakes again
   * @param report takes what prevents a write that nobody waits for
   */
  constructor(
    private readonly write: () => Promise<void>,
    private readonly report: (error: unknown) => void,
  ) {}

  /** Something has gathered. It is written outside of the request that has brought it: what that may do ends with it. */
  wake(): void {
    this.#timer ??= requestScope.exit(() =>
      setTimeout(() => void this.flush().catch(this.report), REST_MS).unref(),
    );
  }

  /** Writes now; waits also for what is being written already. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const written = this.#writing.then(() => this.write());
    this.#writing = written.catch(() => {});
    return written;
  }
}
