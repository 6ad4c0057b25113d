/**
 * The button that was pressed keeps the focus when the page has changed around it; where it is gone, another one of the
 * same file or co-author has it, so that the keyboard does not begin the page anew.
 */
export function keepFocus(pressed: HTMLElement | null): void {
  if (!(pressed instanceof HTMLButtonElement) || !pressed.value) return;
  if (document.activeElement !== document.body) return;
  const { name, value } = pressed;
  const others = document.querySelectorAll<HTMLButtonElement>(`button[name="${name}"]`);
  const next = [pressed, ...others].find((one) => one.value === value && one.checkVisibility());
  next?.focus({ preventScroll: true });
}
