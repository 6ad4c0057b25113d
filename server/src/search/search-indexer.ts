/** Waiting changes are looked for at least this often, milliseconds, should a notification be lost. */
const PERIOD_MS = 5000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Keeps one engine up to date in the background: does its work when woken and now and then, and after failures
 * again, ever more slowly.
 */
export class SearchIndexer {
  #running: Promise<void> | null = null;
  #again = false;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;
  #stopped = true;

  constructor(
    private readonly work: () => Promise<unknown>,
    private readonly report: (error: unknown) => void,
  ) {}

  /** Begins to work. */
  start(): void {
    this.#stopped = false;
    this.wake();
  }

  /** There may be something to do. */
  wake(): void {
    if (this.#stopped) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#running = this.#work().finally(() => {
      this.#running = null;
      if (this.#stopped) return;
      const pause = Math.min(PERIOD_MS * 2 ** this.#failures, LONGEST_PAUSE_MS);
      this.#timer = setTimeout(() => this.wake(), pause);
      this.#timer.unref();
    });
  }

  /** Ends the work; what is under way is finished. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #work(): Promise<void> {
    do {
      this.#again = false;
      try {
        await this.work();
        this.#failures = 0;
      } catch (error) {
        this.#failures += 1;
        this.report(error);
        return;
      }
    } while (this.#again && !this.#stopped);
  }
}
