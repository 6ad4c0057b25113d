/** The slowest line that is worth holding a connection open. */
export interface SlowestLine {
  readonly bytesPerSecond: number;
  /** For so long it may be slower. */
  readonly seconds: number;
}

/**
 * Watches how fast bytes come.
 * @param cut called once when they came too slowly for too long
 */
export function watchSpeed(
  { bytesPerSecond, seconds }: SlowestLine,
  cut: () => void,
): { came(bytes: number): void; stop(): void } {
  let inWindow = 0;
  const timer = setInterval(() => {
    if (inWindow >= bytesPerSecond * seconds) {
      inWindow = 0;
      return;
    }
    clearInterval(timer);
    cut();
  }, seconds * 1000);
  timer.unref();
  return { came: (bytes) => void (inWindow += bytes), stop: () => clearInterval(timer) };
}
