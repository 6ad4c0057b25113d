const SIGNS = ['pointermove', 'pointerdown', 'touchstart', 'keydown', 'scroll'] as const;

/**
 * Calls back once somebody is there: moves the pointer, touches, scrolls or presses a key.
 * What is heavy waits for that, so that the page itself is quick; a reader who saves data decides alone.
 * @returns takes the wait back
 */
export function onFirstSign(start: () => void): () => void {
  const saving = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData;
  if (saving) return () => {};
  const stop = (): void => SIGNS.forEach((sign) => removeEventListener(sign, here));
  const here = (): void => {
    stop();
    start();
  };
  SIGNS.forEach((sign) => addEventListener(sign, here, { passive: true }));
  return stop;
}
