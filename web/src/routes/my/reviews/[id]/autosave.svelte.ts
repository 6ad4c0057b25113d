/** How long a form rests before it is saved, milliseconds. */
const REST = 1500;

/** Saves a form as one types: one save at a time, another when something was typed meanwhile. */
export class Autosave {
  /** `waiting` for a rest, `saving`, `saved`, `failed`; null before anything was typed. */
  state = $state<'waiting' | 'saving' | 'saved' | 'failed' | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #typed = false;

  /** @param save begins a save; `done` is called when it has ended */
  constructor(private readonly save: () => void) {}

  /** Something was typed. */
  touch(): void {
    this.#typed = true;
    if (this.state === 'saving') return;
    this.state = 'waiting';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.begin(), REST);
  }

  /** Saves now what was typed, if anything was. */
  begin(): void {
    clearTimeout(this.#timer);
    if (!this.#typed || this.state === 'saving') return;
    this.#typed = false;
    this.state = 'saving';
    this.save();
  }

  /** A save has ended. After one that failed nothing is tried again until more is typed. */
  done(saved: boolean): void {
    this.state = saved ? 'saved' : 'failed';
    if (saved && this.#typed) this.touch();
  }

  /** Nothing is saved any more: the form is being sent. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#typed = false;
  }
}
