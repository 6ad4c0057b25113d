import { createHash, randomBytes } from 'node:crypto';
import type { Client } from '../../platform/context.js';
import { dayIn, MOSCOW } from '../../platform/time-zone.js';

/** Things remembered in all; beyond them one may count twice. */
const MOST = 200_000;

/**
 * Tells whether a visitor does a thing for the first time today, so that nobody counts for many. Visitors are digests
 * under a key that is thrown away every day; they are kept in memory and nowhere else.
 */
export class OnceADay {
  private day = '';
  private key = randomBytes(16);
  private readonly done = new Set<string>();
  private readonly byAddress = new Map<string, number>();

  /**
   * @param most different things that the visitors behind one address may add within a day: a school has one address
   * @param now tells the time; another than the clock's in tests
   */
  constructor(
    private readonly most: number,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Whether it counts: the first time today, and within what one address may add. */
  counts(client: Client, thing: string): boolean {
    this.beginDay();
    const address = this.digest(client.address ?? '');
    const deed = this.digest(client.address ?? '', client.userAgent ?? '', thing);
    const added = this.byAddress.get(address) ?? 0;
    if (this.done.has(deed) || added >= this.most) return false;
    if (this.done.size >= MOST) this.done.clear();
    if (this.byAddress.size >= MOST) this.byAddress.clear();
    this.done.add(deed);
    this.byAddress.set(address, added + 1);
    return true;
  }

  /** Whether an address has added all that it may today. */
  isFull({ address }: Client): boolean {
    return (this.byAddress.get(this.digest(address ?? '')) ?? 0) >= this.most;
  }

  private beginDay(): void {
    const day = dayIn(MOSCOW, this.now());
    if (day === this.day) return;
    this.day = day;
    this.key = randomBytes(16);
    this.done.clear();
    this.byAddress.clear();
  }

  private digest(...parts: string[]): string {
    return createHash('sha256')
      .update(this.key)
      .update(JSON.stringify(parts))
      .digest('base64url')
      .slice(0, 16);
  }
}
