/** Talks to the person at the terminal: how far a long step is, and faults in plain words. */
import { Presets, SingleBar } from 'cli-progress';
import { PlainError } from './plain-error.js';

/** One line that shows how far a long step is; where there is no terminal, a line every few seconds. */
export class ProgressLine {
  private readonly bar: SingleBar;
  private shown = false;

  /** @param title what is being done, such as «Загружаю материалы» */
  constructor(title: string) {
    const format = `  ${title} {bar} {value}/{total} {what}`;
    this.bar = new SingleBar({ format, noTTYOutput: true, notTTYSchedule: 5_000 }, Presets.shades_classic);
  }

  /** Shows that `done` of `total` is done; ends the line when all is. */
  show(done: number, total: number, what = ''): void {
    if (!this.shown) this.bar.start(total, 0, { what: '' });
    this.shown = true;
    this.bar.update(done, { what: done === total ? '' : what.slice(0, 40) });
    if (done === total) this.stop();
  }

  /** Ends the line, also of a step that was broken off. */
  stop(): void {
    if (this.shown) this.bar.stop();
    this.shown = false;
  }
}

/** Tells a fault and ends the process with code 1; only a fault of ours shows where it happened. */
export function fail(error: unknown): never {
  const plain = error instanceof PlainError;
  const text = plain
    ? error.message
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error);
  process.stderr.write(`\n✗ ${text}\n\n`);
  process.exit(1);
}
