/** Gives numbers to texts, and remembers which of them are new. */
export class Numbering {
  /** Texts that got their number since the last `written`. */
  fresh: [number: number, text: string][] = [];
  readonly #numbers = new Map<string, number>();

  /** @param next one more than the highest number given so far */
  constructor(private next: number) {}

  /** The number of a text; a new one where it has none yet. */
  of(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.next++;
      this.#numbers.set(text, number);
      this.fresh.push([number, text]);
    }
    return number;
  }

  /** Learns a number that was given before. */
  learn(number: number, text: string): void {
    this.#numbers.set(text, number);
  }

  /** What was new is stored. With `forget` the numbers must be learnt again before the next document. */
  written(forget: boolean): void {
    this.fresh = [];
    if (forget) this.#numbers.clear();
  }
}
