/**
 * Tells every process when the public part of the bank has changed. Triggers send a notification with the commit of
 * each write (see the migration BankChanges), and each process counts them: what was computed under an older number
 * is stale. While the connection that listens is down nothing is known, and nothing may be remembered.
 */
import pg from 'pg';

/** Channel of the notifications; `select pg_notify('bank_changed', '')` announces what triggers cannot see. */
const BANK_CHANGED = 'bank_changed';
const LONGEST_PAUSE_MS = 10_000;

/** Listens for changes of the bank until it is stopped. */
export class BankChanges {
  private count = 0;
  private client: pg.Client | undefined;
  private listening = false;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly url: string) {}

  /** Number of the bank's present state within this process; undefined while it cannot be known. */
  get generation(): number | undefined {
    return this.listening ? this.count : undefined;
  }

  /** Calls back after each change, and after each time when changes may have been missed. */
  onChange(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** Begins to listen. Never fails: without a connection it tries again until it has one. */
  async start(pause = 100): Promise<void> {
    if (this.stopped) return;
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'metodbank changes',
      keepAlive: true,
    });
    this.client = client;
    const lost = () => {
      if (this.client !== client) return;
      this.client = undefined;
      this.listening = false;
      client.end().catch(() => {});
      if (!this.stopped) {
        this.timer = setTimeout(() => void this.start(Math.min(pause * 2, LONGEST_PAUSE_MS)), pause);
        this.timer.unref();
      }
    };
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', () => this.changed());
    try {
      await client.connect();
      await client.query(`listen ${BANK_CHANGED}`);
      this.listening = true;
      this.changed();
    } catch {
      lost();
    }
  }

  /** Ends the listening. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    const client = this.client;
    this.client = undefined;
    this.listening = false;
    await client?.end().catch(() => {});
  }

  private changed(): void {
    this.count += 1;
    for (const listener of this.listeners) listener();
  }
}
