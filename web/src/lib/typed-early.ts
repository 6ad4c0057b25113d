/** What a reader types into the server's page before its scripts have come: drawing the page again must not wipe it out. */

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

let kept: (() => void)[] = [];

/** Notes what was typed until now; to be called at the moment in which the page comes to life. */
export function keepTyped(): void {
  if (typeof document === 'undefined') return;
  kept = [...document.querySelectorAll<Control>('input, textarea, select')].flatMap((control) => {
    if (control instanceof HTMLInputElement && /checkbox|radio/.test(control.type)) {
      const { checked } = control;
      return checked === control.defaultChecked ? [] : [() => put(control, 'checked', checked)];
    }
    const { value } = control;
    const untouched =
      control instanceof HTMLSelectElement
        ? [...control.options].every(({ selected, defaultSelected }) => selected === defaultSelected)
        : value === control.defaultValue || control.type === 'file' || control.type === 'hidden';
    return untouched ? [] : [() => put(control, 'value', value)];
  });
}

/** Gives it back, as though it had been typed just now; to be called once the page is alive. */
export function restoreTyped(): void {
  for (const restore of kept.splice(0)) restore();
}

function put<Name extends string, Value>(
  control: Record<Name, Value> & HTMLElement,
  name: Name,
  value: Value,
): void {
  if (!control.isConnected) return;
  control[name] = value as never;
  // also where the page has left it alone: whoever saves what is typed has heard nothing of it yet
  control.dispatchEvent(new Event('input', { bubbles: true }));
}
