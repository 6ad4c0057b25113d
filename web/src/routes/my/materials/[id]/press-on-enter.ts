/**
 * Enter in a field that has a button of its own presses that button, once: the
 * form is one for the whole editor, and its own answer to Enter is to save.
 */
export function pressOnEnter(event: KeyboardEvent, button: HTMLButtonElement | undefined): void {
  if (event.key !== 'Enter' || event.isComposing || !button) return;
  event.preventDefault();
  event.stopPropagation();
  if (!event.repeat) button.click();
}
