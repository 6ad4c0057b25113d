import type { Served } from './bank-server.js';
import { type Latency, answerOf, latency, median, throughput } from './load.js';
import type { Bars, Scenario } from './scenario.js';

/** What was measured of one scenario. */
export interface Measured {
  readonly name: string;
  readonly about: string;
  /** Answers a second, 32 visitors at a time. */
  readonly perSecond: number;
  /** The same of the hand-written statement. */
  readonly limitPerSecond: number | null;
  readonly timesLimit: number | null;
  /** CPU of the server's process for one answer, milliseconds. */
  readonly cpuMs: number;
  readonly one: Latency;
  readonly four: Latency;
  /** Memory of the server's process right after, bytes. */
  readonly memoryBytes: number;
  readonly bars: Bars;
  /** Bars that were missed, in words. */
  readonly missed: readonly string[];
}

const ROUNDS = 3;
const VISITORS = 32;
/** Answers before the clock runs, and the longest time for them. */
const WARM_ANSWERS = 500;
const WARM_UP_LIMIT_MS = 10_000;

/**
 * Compares a scenario's answers with the reference, then measures it and its limit in turns.
 * @param seconds how long each of the runs lasts
 */
export async function measure(
  scenario: Scenario,
  bank: Served,
  limit: Served,
  seconds: number,
): Promise<Measured> {
  const { name, about, asking, bars = {} } = scenario;
  await scenario.check(
    (ask) => answerOf(bank.url, ask),
    (ask) => answerOf(limit.url, ask),
  );
  await warmUp(bank.url, asking);
  const rounds: { perSecond: number; limit: number | null; cpuMs: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const under = scenario.limit && (await throughput(limit.url, scenario.limit, seconds, VISITORS));
    const before = await bank.usage();
    const { perSecond, answers } = await throughput(bank.url, asking, seconds, VISITORS);
    const cpuMs = (((await bank.usage()).cpuSeconds - before.cpuSeconds) * 1000) / answers;
    rounds.push({ perSecond, limit: under?.perSecond ?? null, cpuMs });
  }
  const { memoryBytes } = await bank.usage();
  const one = await latency(bank.url, asking, seconds, 1);
  const four = await latency(bank.url, asking, seconds, 4);
  const perSecond = median(rounds.map((round) => round.perSecond));
  const limitPerSecond = scenario.limit ? median(rounds.map((round) => round.limit ?? 0)) : null;
  const figures = {
    perSecond,
    limitPerSecond,
    timesLimit: limitPerSecond && perSecond / limitPerSecond,
    ...{ one, four },
  };
  const cpuMs = median(rounds.map((round) => round.cpuMs));
  return { name, about, ...figures, cpuMs, memoryBytes, bars, missed: missedBars(bars, figures) };
}

/** Lets the server compile and remember before the clock runs. */
async function warmUp(url: string, asking: Scenario['asking']): Promise<void> {
  const end = performance.now() + WARM_UP_LIMIT_MS;
  for (let answers = 0; answers < WARM_ANSWERS && performance.now() < end;)
    answers += (await throughput(url, asking, 1, VISITORS)).answers;
}

function missedBars(
  bars: Bars,
  { perSecond, timesLimit, one, four }: Pick<Measured, 'perSecond' | 'timesLimit' | 'one' | 'four'>,
): string[] {
  const missed: string[] = [];
  if (bars.timesLimit !== undefined && (timesLimit ?? 0) < bars.timesLimit)
    missed.push(`≥ ${bars.timesLimit} × limit`);
  if (bars.p95 !== undefined && Math.max(one.p95, four.p95) > bars.p95) missed.push(`p95 ≤ ${bars.p95} ms`);
  if (bars.perSecond !== undefined && perSecond < bars.perSecond) missed.push(`≥ ${bars.perSecond}/s`);
  return missed;
}
