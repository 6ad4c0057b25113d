/** A map that keeps the entries used last and forgets the others. */
export class LeastRecent<K, V> {
  private readonly entries = new Map<K, V>();

  /** @param capacity most entries that are kept */
  constructor(private readonly capacity: number) {}

  /** The value of a key, which becomes the youngest. */
  get(key: K): V | undefined {
    const value = this.entries.get(key);
    if (value === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, value);
    return value;
  }

  /** Keeps a value, forgetting the oldest when there is no room. */
  set(key: K, value: V): void {
    this.entries.delete(key);
    this.entries.set(key, value);
    if (this.entries.size > this.capacity) this.entries.delete(this.entries.keys().next().value as K);
  }
}
