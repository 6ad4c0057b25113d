/** What a window has typed and the bank has not got. */
export interface DraftCopy {
  /** Version of the draft that it was typed on. */
  version: number;
  /** Values of that version. */
  base: Readonly<Record<string, unknown>>;
  /** Fields that were changed, by their names. */
  pending: Readonly<Record<string, unknown>>;
}

/** What of a browser's storage it stands on. */
export type CopyStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/**
 * Copies of a draft in the browser: a closed tab or a flat battery loses nothing. Each window has one of its own, so
 * that none writes over what another has typed. A window that opens takes over one that is there; should its own window
 * be open still, that one keeps its copy again with the next key, and the author chooses between the texts.
 */
export class DraftCopies {
  readonly #own: string;

  /** @param name of the draft; the names of its copies begin with it */
  constructor(
    private readonly store: CopyStore,
    private readonly name: string,
  ) {
    this.#own = `${name} ${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  }

  /** Makes the oldest copy that is left this window's own; undefined where there is none. */
  takeOver(): DraftCopy | undefined {
    for (const name of this.#names()) {
      const copy = readCopy(this.store.getItem(name));
      this.store.removeItem(name);
      if (!copy) continue;
      this.keep(copy);
      return copy;
    }
    return undefined;
  }

  /** Keeps what this window has typed. */
  keep(copy: DraftCopy): void {
    try {
      this.store.setItem(this.#own, JSON.stringify(copy));
    } catch {
      // no room in the browser: the bank gets it all the same
    }
  }

  /** The bank has all that this window has typed. */
  drop(): void {
    this.store.removeItem(this.#own);
  }

  /** Nothing of the draft is to be sent any more, by no window. */
  dropAll(): void {
    this.drop();
    for (const name of this.#names()) this.store.removeItem(name);
  }

  #names(): string[] {
    const names = Array.from({ length: this.store.length }, (_, at) => this.store.key(at) ?? '');
    return names.filter((name) => name.startsWith(this.name) && name !== this.#own).sort();
  }
}

/** A copy as it was kept; undefined for what no window has written. */
function readCopy(text: string | null): DraftCopy | undefined {
  try {
    const copy = JSON.parse(text ?? '') as Partial<DraftCopy> | null;
    return isRecord(copy?.base) && isRecord(copy?.pending) ? (copy as DraftCopy) : undefined;
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
