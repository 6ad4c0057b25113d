/** Failures in a row after which the other side is left alone, and for how long, milliseconds. */
const FAILURES = 5;
const PAUSE_MS = 10_000;

/**
 * Asks a service that may be down: gives up after a time, and after several failures does not ask at all for a
 * while, then lets one question through to see whether it is back.
 */
export class CircuitBreaker {
  #failures = 0;
  #closedAt = 0;
  #trying = false;

  constructor(
    private readonly budgetMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** True while the service is left alone. */
  get open(): boolean {
    return this.#failures >= FAILURES && (this.#trying || this.now() < this.#closedAt);
  }

  /** The answer, or undefined when there was none in time; `report` learns why. */
  async ask<T>(question: () => Promise<T>, report: (error: unknown) => void): Promise<T | undefined> {
    if (this.open) return undefined;
    this.#trying = this.#failures >= FAILURES;
    let timer: NodeJS.Timeout | undefined;
    try {
      const answer = await Promise.race([
        question(),
        new Promise<never>((_, reject) => {
          timer = setTimeout(() => reject(new Error(`No answer within ${this.budgetMs} ms.`)), this.budgetMs);
        }),
      ]);
      this.#failures = 0;
      return answer;
    } catch (error) {
      this.#failures += 1;
      this.#closedAt = this.now() + PAUSE_MS;
      report(error);
      return undefined;
    } finally {
      clearTimeout(timer);
      this.#trying = false;
    }
  }
}
