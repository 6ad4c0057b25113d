import { type CopyStore, DraftCopies } from './draft-copies.ts';

/** Values of the form by the names of their fields. */
export type Values = Readonly<Record<string, unknown>>;

/** What the bank says to a patch. */
export type SaveAnswer =
  | { kind: 'saved'; version: number; values: Values }
  /** Somebody, perhaps the author in another tab, saved meanwhile: the present version and its values. */
  | { kind: 'conflict'; version: number; values: Values }
  /** Some fields are wrong; the others of the patch were not saved either. */
  | { kind: 'refused'; message: string; fields: Readonly<Record<string, string>> }
  /** The session has ended. */
  | { kind: 'signed-out' }
  | { kind: 'unreachable' };

/** How the form stands to what the bank holds. */
export type SaveState =
  'saved' | 'waiting' | 'saving' | 'unreachable' | 'signed-out' | 'refused' | 'conflict' | 'stopped';

/** A field that was changed here and elsewhere, differently. */
export interface FieldConflict {
  name: string;
  mine: unknown;
  theirs: unknown;
}

/** What a form stands on. */
export interface SaverOptions {
  /** Number of the version that the form was filled from. */
  version: number;
  /** What the form was filled with. */
  values: Values;
  send: (patch: Values, expectedVersion: number) => Promise<SaveAnswer>;
  /** Told of values that came from elsewhere, so that the form shows them. */
  show: (values: Values) => void;
  /** Keeps what the bank has not got yet. */
  store: CopyStore;
  /** Name of the draft in the store. */
  key: string;
  /** Quiet after the last key before it is sent, milliseconds. */
  pause?: number;
}

const LONGEST_WAIT_MS = 30_000;
/** Numbers of versions begin after it. */
const NO_VERSION = 0;
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * Saves a form as it is typed. Fields changed elsewhere meanwhile are merged field by field; only where both changed
 * the same field differently, the author is asked, and both texts are kept until then.
 */
export class DraftSaver {
  state = $state<SaveState>('saved');
  /** What is wrong with fields, by their names. */
  faults = $state.raw<Readonly<Record<string, string>>>({});
  /** What the bank said when it refused. */
  message = $state('');
  conflicts = $state.raw<readonly FieldConflict[]>([]);
  /** When the bank last said that it has everything; null before that. */
  savedAt = $state.raw<Date | null>(null);

  private version: number;
  /** The bank's values as the form last knew them. */
  private base: Values;
  /** Changes that the bank has not got. */
  private pending: Record<string, unknown> = {};
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | undefined;
  private wait = 0;
  private readonly copies: DraftCopies;

  constructor(private readonly options: SaverOptions) {
    this.version = options.version;
    this.base = options.values;
    this.copies = new DraftCopies(options.store, options.key);
    this.takeOver();
  }

  /** Whether something would be lost if the bank never heard of it. */
  get unsaved(): boolean {
    return Object.keys(this.pending).length > 0;
  }

  /** Number of the version that the bank holds, as far as is known here. */
  get expectedVersion(): number {
    return this.version;
  }

  /** A field has a new value. */
  change(name: string, value: unknown): void {
    if (this.state === 'stopped') return;
    if (same(value, this.base[name]) && !this.running) delete this.pending[name];
    else this.pending[name] = value;
    this.backUp();
    if (this.conflicts.some((conflict) => conflict.name === name)) {
      this.conflicts = this.conflicts.map((conflict) =>
        conflict.name === name ? { ...conflict, mine: value } : conflict,
      );
      return;
    }
    if (this.state !== 'conflict') this.state = this.unsaved ? 'waiting' : 'saved';
    this.schedule(this.options.pause ?? 700);
  }

  /** Sends at once what waits; settles when the bank has answered. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    if (this.running) {
      await this.running;
      return this.flush();
    }
    if (!this.unsaved || this.conflicts.length > 0 || this.state === 'stopped') return;
    this.running = this.sendPending().finally(() => (this.running = undefined));
    await this.running;
  }

  /** The author chose one of two texts. */
  async resolve(name: string, choice: 'mine' | 'theirs'): Promise<void> {
    const conflict = this.conflicts.find((one) => one.name === name);
    if (!conflict) return;
    this.conflicts = this.conflicts.filter((one) => one !== conflict);
    if (choice === 'theirs') {
      delete this.pending[name];
      this.options.show({ [name]: conflict.theirs });
    } else this.pending[name] = conflict.mine;
    this.backUp();
    if (this.conflicts.length > 0) return;
    this.state = this.unsaved ? 'waiting' : 'saved';
    await this.flush();
  }

  /** The page has read the version again, after a step that is no field: a file, a co-author. */
  seen(version: number, values: Values): void {
    if (version <= this.version || this.running || this.state === 'stopped') return;
    this.merge({ version, values });
  }

  /** Ends the saving, for the version was handed in. */
  stop(): void {
    clearTimeout(this.timer);
    this.state = 'stopped';
    this.copies.dropAll();
  }

  private async sendPending(): Promise<void> {
    const patch = { ...this.pending };
    this.state = 'saving';
    const answer = await this.options
      .send(patch, this.version)
      .catch((): SaveAnswer => ({ kind: 'unreachable' }));
    switch (answer.kind) {
      case 'saved':
        return this.saved(patch, answer);
      case 'conflict':
        return this.merge(answer);
      case 'refused':
        this.state = 'refused';
        this.message = answer.message;
        this.faults = answer.fields;
        return;
      case 'signed-out':
        this.state = 'signed-out';
        return;
      default:
        this.state = 'unreachable';
        this.wait = Math.min(Math.max(this.wait * 2, 1_000), LONGEST_WAIT_MS);
        this.schedule(this.wait);
    }
  }

  private saved(patch: Values, { version, values }: { version: number; values: Values }): void {
    this.wait = 0;
    this.faults = {};
    this.message = '';
    this.version = version;
    this.base = values;
    for (const [name, value] of Object.entries(patch)) {
      if (same(this.pending[name], value)) delete this.pending[name];
    }
    this.backUp();
    this.savedAt = new Date();
    this.state = this.unsaved ? 'waiting' : 'saved';
    if (this.unsaved) this.schedule(0);
  }

  /** Three-way, by field: what changed only elsewhere is shown here, what changed only here is sent again. */
  private merge({ version, values }: { version: number; values: Values }): void {
    const conflicts: FieldConflict[] = [];
    const fromElsewhere: Record<string, unknown> = {};
    for (const [name, theirs] of Object.entries(values)) {
      if (same(theirs, this.base[name])) continue;
      if (!(name in this.pending)) fromElsewhere[name] = theirs;
      else if (same(theirs, this.pending[name])) delete this.pending[name];
      else conflicts.push({ name, mine: this.pending[name], theirs });
    }
    this.version = version;
    this.base = values;
    if (Object.keys(fromElsewhere).length > 0) this.options.show(fromElsewhere);
    this.conflicts = conflicts;
    this.backUp();
    this.state = conflicts.length > 0 ? 'conflict' : this.unsaved ? 'waiting' : 'saved';
    if (this.state === 'waiting') this.schedule(0);
  }

  private schedule(pause: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), pause);
  }

  private backUp(): void {
    if (!this.unsaved) return this.copies.drop();
    // of a conflict that is not decided yet nothing is known: the next page compares and asks again
    const open = new Set(this.conflicts.map(({ name }) => name));
    const base = Object.fromEntries(Object.entries(this.base).filter(([name]) => !open.has(name)));
    this.copies.keep({ version: open.size > 0 ? NO_VERSION : this.version, base, pending: this.pending });
  }

  /** What an earlier page could not send: shown again and sent, as though it had been typed just now. */
  private takeOver(): void {
    for (let copy = this.copies.takeOver(); copy; copy = this.copies.takeOver()) {
      const { version, base, pending } = copy;
      this.pending = Object.fromEntries(
        Object.entries(pending).filter(([name, value]) => !same(value, this.options.values[name])),
      );
      if (!this.unsaved) {
        this.copies.drop();
        continue;
      }
      this.options.show(this.pending);
      this.state = 'waiting';
      if (version === this.version) return this.schedule(0);
      // typed on an older version: the bank compares, as though the page had stayed open
      this.base = base;
      return this.merge({ version: this.version, values: this.options.values });
    }
  }
}
