import type { Bars } from './scenario.js';
import type { Measured } from './measure.js';

const COLUMNS = [
  'scenario',
  'req/s',
  'limit',
  '× limit',
  'CPU ms',
  'p50 1',
  'p95 1',
  'p50 4',
  'p95 4',
  'MB',
  'bar',
] as const;

/** The heading of the table. */
export function heading(): string {
  return `${line(COLUMNS)}\n${'─'.repeat(line(COLUMNS).length + 12)}`;
}

/** A row of the table: requests a second with 32 visitors, milliseconds with one and with four. */
export function row(measured: Measured): string {
  const { name, perSecond, limitPerSecond, timesLimit, cpuMs, one, four, memoryBytes, bars, missed } =
    measured;
  const wanted = barsInWords(bars);
  return line([
    name,
    perSecond.toFixed(0),
    limitPerSecond?.toFixed(0) ?? '',
    timesLimit?.toFixed(2) ?? '',
    cpuMs.toFixed(2),
    ...[one.p50, one.p95, four.p50, four.p95].map((time) => time.toFixed(1)),
    (memoryBytes / 2 ** 20).toFixed(0),
    wanted && `${missed.length > 0 ? '✗' : '✓'} ${wanted}`,
  ]);
}

function line(cells: readonly string[]): string {
  return cells
    .map((cell, at) =>
      at === 0 ? cell.padEnd(16) : at === cells.length - 1 ? `  ${cell}` : cell.padStart(8),
    )
    .join('');
}

function barsInWords({ timesLimit, p95, perSecond }: Bars): string {
  return [
    timesLimit !== undefined && `≥ ${timesLimit} × limit`,
    p95 !== undefined && `p95 ≤ ${p95} ms`,
    perSecond !== undefined && `≥ ${perSecond}/s`,
  ]
    .filter(Boolean)
    .join(', ');
}
