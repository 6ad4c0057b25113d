/** How many objects one address may ask for: a bucket that costly questions empty and time fills again. */
const CAPACITY = 300_000;
const PER_SECOND = 20_000;
const MOST_ADDRESSES = 10_000;

/** What is left to a caller. */
export interface BudgetState {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until the question would be answered; 0 when it is. */
  readonly retryAfter: number;
}

/** The budgets of all addresses; the fullest are forgotten first, for forgetting one fills it. */
export class QueryBudget {
  private readonly buckets = new Map<string, { left: number; at: number }>();

  constructor(
    private readonly capacity = CAPACITY,
    private readonly perSecond = PER_SECOND,
  ) {}

  /** Takes the cost of a question from its caller's budget. */
  take(address: string, cost: number, now = performance.now()): BudgetState {
    const bucket = this.buckets.get(address);
    const filled = bucket
      ? Math.min(this.capacity, bucket.left + ((now - bucket.at) / 1000) * this.perSecond)
      : this.capacity;
    const allowed = filled >= cost;
    const left = allowed ? filled - cost : filled;
    this.buckets.delete(address);
    this.buckets.set(address, { left, at: now });
    if (this.buckets.size > MOST_ADDRESSES) this.buckets.delete(this.buckets.keys().next().value as string);
    const retryAfter = allowed ? 0 : Math.max(1, Math.ceil((cost - filled) / this.perSecond));
    return { allowed, limit: this.capacity, remaining: Math.floor(left), retryAfter };
  }
}
