import { setImmediate as breathe } from 'node:timers/promises';

/** A passage by the bytes of its file, and how near it is to the question: 1 is the same direction. */
export interface NearPassage {
  sha256: string;
  ordinal: number;
  similarity: number;
}

/** Numbers multiplied before others get their turn, about 5 ms. */
const SLICE = 4_000_000;
/** Values of a vector of length 1 become whole numbers from -127 to 127. */
const SCALE = 127;

/** Packs a vector of length 1: a byte a number. */
export function packVector(vector: Float32Array): Buffer {
  const most = vector.reduce((max, value) => Math.max(max, Math.abs(value)), 0) || 1;
  const packed = Buffer.alloc(4 + vector.length);
  packed.writeFloatLE(most / SCALE);
  for (let at = 0; at < vector.length; at += 1)
    packed.writeInt8(Math.round((vector[at]! / most) * SCALE), 4 + at);
  return packed;
}

/** Vectors in memory, looked through one by one within a time. */
export class VectorScan {
  #values = new Int8Array(0);
  #scales = new Float32Array(0);
  readonly #passages: { sha256: string; ordinal: number }[] = [];
  #dimensions = 0;

  /** @param mostBytes what the vectors may take; with more there is no search by meaning */
  constructor(private readonly mostBytes: number) {}

  /** Vectors held. */
  get size(): number {
    return this.#passages.length;
  }

  /** Whether there were more vectors than may be held. */
  full = false;

  /** Adds packed vectors; those of another length than the first belong to no present model and are left out. */
  add(rows: readonly { sha256: string; ordinal: number; vector: Buffer }[]): void {
    for (const { sha256, ordinal, vector } of rows) {
      const dimensions = vector.length - 4;
      if (this.#dimensions === 0) this.#dimensions = dimensions;
      if (dimensions !== this.#dimensions) continue;
      const at = this.size;
      if ((at + 1) * dimensions > this.mostBytes) {
        this.full = true;
        return;
      }
      if (at === this.#scales.length) this.#grow(Math.max(1024, Math.ceil(at * 1.5)));
      this.#scales[at] = vector.readFloatLE();
      this.#values.set(new Int8Array(vector.buffer, vector.byteOffset + 4, dimensions), at * dimensions);
      this.#passages.push({ sha256, ordinal });
    }
  }

  /** The nearest passages, nearest first; null when looking through all of them takes longer than until `deadline`. */
  async nearest(question: Float32Array, first: number, deadline: number): Promise<NearPassage[] | null> {
    const dimensions = this.#dimensions;
    if (this.full) return null;
    if (question.length !== dimensions) return [];
    const best: { at: number; similarity: number }[] = [];
    const count = this.size;
    const slice = Math.max(1, Math.floor(SLICE / dimensions));
    for (let start = 0; start < count; start += slice) {
      if (start > 0) await breathe();
      if (performance.now() > deadline) return null;
      this.#scan(question, start, Math.min(count, start + slice), first, best);
    }
    return best.map(({ at, similarity }) => ({ ...this.#passages[at]!, similarity }));
  }

  #scan(
    question: Float32Array,
    from: number,
    to: number,
    first: number,
    best: { at: number; similarity: number }[],
  ): void {
    const [values, scales, dimensions] = [this.#values, this.#scales, this.#dimensions];
    for (let at = from; at < to; at += 1) {
      let sum = 0;
      const offset = at * dimensions;
      for (let index = 0; index < dimensions; index += 1) sum += question[index]! * values[offset + index]!;
      const similarity = sum * scales[at]!;
      if (best.length === first && similarity <= best[first - 1]!.similarity) continue;
      const place = best.findIndex((other) => other.similarity < similarity);
      best.splice(place < 0 ? best.length : place, 0, { at, similarity });
      if (best.length > first) best.pop();
    }
  }

  #grow(capacity: number): void {
    const values = new Int8Array(capacity * this.#dimensions);
    values.set(this.#values);
    this.#values = values;
    const scales = new Float32Array(capacity);
    scales.set(this.#scales);
    this.#scales = scales;
  }
}
