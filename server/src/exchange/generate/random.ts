/** Numbers that look random and are the same for the same seed (mulberry32). */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  }

  /** From 0 to 1, 1 excluded. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 to `below`, excluded. */
  below(below: number): number {
    return Math.floor(this.next() * below);
  }

  /** Any of the items. */
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  /** One of the items, the first ones far more often: a few schools publish most, as in life. */
  favourite<T>(items: readonly T[]): T {
    return items[Math.floor(items.length * this.next() ** 3)]!;
  }

  /** Up to `count` different items, the first ones more often. */
  favourites<T>(items: readonly T[], count: number): T[] {
    return [...new Set(Array.from({ length: count }, () => this.favourite(items)))];
  }
}
