/**
 * Remembers whole answers of anonymous public reads, from the second time that they are asked for: most searches are
 * asked once, and their answers would only drive out the others. An answer dies with the next change of the bank, with its time
 * (some answers hold today's date or a counter), or when newer ones need its room.
 */
import { createHash } from 'node:crypto';
import type { BankChanges } from './bank-changes.js';
import type { Count } from './context.js';

const CAPACITY_BYTES = 32 * 1024 * 1024;
const LARGEST_ENTRY_BYTES = 512 * 1024;
const LONGEST_LIFE_MS = 60_000;
/** Questions of which it is known that they were asked; a power of two. */
const ASKED = 0x1_0000;

/** An answer that can be given again. */
export interface RememberedAnswer {
  readonly contentType: string;
  readonly body: string;
  /** Weak entity tag of the body. */
  readonly etag: string;
  /** What is counted each time that it is given. */
  readonly counts: readonly Count[];
}

interface Entry extends RememberedAnswer {
  readonly bytes: number;
  readonly expires: number;
}

/** A bounded store of answers by their question. */
export class AnswerCache {
  private readonly entries = new Map<string, Entry>();
  /** The question last asked at each place, by its hash. */
  private readonly asked = new Int32Array(ASKED);
  private bytes = 0;

  constructor(private readonly changes: Pick<BankChanges, 'generation' | 'onChange'>) {
    changes.onChange(() => this.forgetAll());
  }

  /** Number of the state that an answer computed from now on belongs to; undefined when nothing may be remembered. */
  get generation(): number | undefined {
    return this.changes.generation;
  }

  /** The answer remembered for a question. */
  get(key: string): RememberedAnswer | undefined {
    const entry = this.entries.get(key);
    if (!entry || this.changes.generation === undefined) return undefined;
    this.entries.delete(key);
    if (entry.expires < performance.now()) {
      this.bytes -= entry.bytes;
      return undefined;
    }
    this.entries.set(key, entry); // now the youngest
    return entry;
  }

  /** Whether a question has been asked before, lately; tells of itself when it is asked again. */
  isRepeated(key: string): boolean {
    const hash = hashOf(key);
    const place = hash & (ASKED - 1);
    const repeated = this.asked[place] === hash;
    this.asked[place] = hash;
    return repeated;
  }

  /**
   * Remembers an answer, unless the bank has changed since its generation.
   * @param generation as read before the answer was computed
   */
  set(key: string, answer: RememberedAnswer, generation: number | undefined): void {
    if (generation === undefined || generation !== this.changes.generation) return;
    const bytes = 2 * (key.length + answer.body.length) + 200;
    if (bytes > LARGEST_ENTRY_BYTES) return;
    this.bytes += bytes - (this.entries.get(key)?.bytes ?? 0);
    this.entries.delete(key);
    this.entries.set(key, { ...answer, bytes, expires: performance.now() + LONGEST_LIFE_MS });
    for (const [oldest, entry] of this.entries) {
      if (this.bytes <= CAPACITY_BYTES) break;
      this.entries.delete(oldest);
      this.bytes -= entry.bytes;
    }
  }

  private forgetAll(): void {
    this.entries.clear();
    this.bytes = 0;
  }
}

/** FNV-1a, never 0. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash | 0 || 1;
}

/** The weak entity tag of an answer's text: weak, because compression changes the bytes and not the meaning. */
export function etagOf(body: string): string {
  return `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
}
