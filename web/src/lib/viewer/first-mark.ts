/** Scrolls a stage, and nothing round it, until its first marked word stands in the middle. */
export function centreFirstMark(stage: HTMLElement): void {
  const mark = stage.querySelector('mark');
  if (!mark) return;
  const box = stage.getBoundingClientRect();
  const { top, left } = mark.getBoundingClientRect();
  stage.scrollBy(left - box.left - box.width / 2, top - box.top - box.height / 2);
}

/** Brings the first marked word into sight, unless it can be seen: not below the window, not under the header. */
export function revealFirstMark(stage: HTMLElement): void {
  const mark = stage.querySelector('mark');
  const line = mark?.getClientRects()[0];
  if (!mark || !line) return;
  const seen = document.elementFromPoint(line.left + line.width / 2, line.top + line.height / 2);
  if (!mark.contains(seen)) mark.scrollIntoView({ block: 'center', inline: 'nearest' });
}
