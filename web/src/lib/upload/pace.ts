/** Bytes that have come and when, milliseconds of a clock that never goes back. */
interface Mark {
  at: number;
  bytes: number;
}

/** Over so long the speed is measured: shorter leaps about, longer believes in a line that is gone. */
const WINDOW_MS = 8_000;
/** Before that a speed means nothing. */
const SHORTEST_MS = 500;

/** How fast something goes, from what has come of late. */
export class Pace {
  #marks: Mark[] = [];

  /** Notes how many bytes have come in all. */
  note(bytes: number, at: number = performance.now()): void {
    // what is sent again after a break is no progress
    if (this.#marks.length > 0 && bytes < this.#marks.at(-1)!.bytes) this.#marks = [];
    this.#marks.push({ at, bytes });
    while (this.#marks.length > 2 && at - this.#marks[1]!.at >= WINDOW_MS) this.#marks.shift();
  }

  /** Forgets what was before a pause. */
  rest(): void {
    this.#marks = [];
  }

  /** Bytes a second; null while it cannot be told. */
  get speed(): number | null {
    const [first, last] = [this.#marks[0], this.#marks.at(-1)];
    if (!first || !last || last.at - first.at < SHORTEST_MS) return null;
    return ((last.bytes - first.bytes) / (last.at - first.at)) * 1000;
  }

  /** Seconds until so many bytes more have come; null while it cannot be told. */
  secondsFor(bytes: number): number | null {
    const { speed } = this;
    return speed ? Math.ceil(bytes / speed) : null;
  }
}
