/** How long a form rests before it is saved, milliseconds. */
const REST = 1500;

/** Saves a form as one types: when it rests, one save at a time, and another when something was typed meanwhile. */
export class Autosave {
  /** `waiting` for a rest, `saving`, `saved`, `failed`; null before anything was typed. */
  state = $state<'waiting' | 'saving' | 'saved' | 'failed' | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #typed = false;
  #underWay = 0;
  #stopped = false;

  /** @param save presses the button that saves: the form tells of it by `pressed`, `started` and `done` */
  constructor(private readonly save: () => void) {}

  /** Whether the bank may not have all that was typed. */
  get unsaved(): boolean {
    return this.#typed || this.#underWay > 0;
  }

  /** Something was typed. */
  touch(): void {
    this.#typed = true;
    if (this.#underWay > 0 || this.#stopped) return;
    this.state = 'waiting';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.begin(), REST);
  }

  /** Saves now what was typed, if anything was; a save that is under way goes before. */
  begin(): void {
    clearTimeout(this.#timer);
    if (this.#typed && !this.#stopped) this.save();
  }

  /** The button was pressed, by the reviewer or by `begin`: what was typed until now goes with it. */
  pressed(): void {
    clearTimeout(this.#timer);
    this.#typed = false;
  }

  /** Its turn has come; a press that sends nothing new never has one. */
  started(): void {
    this.#underWay += 1;
    this.state = 'saving';
  }

  /** A save has ended. After one that failed nothing is tried again until more is typed, or somebody leaves. */
  done(saved: boolean): void {
    this.#underWay -= 1;
    if (!saved) this.#typed = true;
    if (this.#underWay > 0) return;
    this.state = saved ? 'saved' : 'failed';
    if (saved && this.#typed) this.touch();
  }

  /** Nothing is saved any more: the form is being sent. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#stopped = true;
  }

  /** The form was not sent: what was typed is saved again. */
  resume(): void {
    this.#stopped = false;
    if (this.#typed) this.touch();
  }
}
