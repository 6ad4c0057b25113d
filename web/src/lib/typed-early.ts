/** What a reader types, chooses or unfolds in the server's page before its scripts have come: drawing the page again must not wipe it out, and the scripts must hear of it. */

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

let kept: (() => void)[] = [];

/** Notes what was typed and unfolded until now; to be called at the moment in which the page comes to life. */
export function keepTyped(): void {
  if (typeof document === 'undefined') return;
  const folds = [...document.querySelectorAll('details')].map((fold) => {
    const { open } = fold;
    return () => void (fold.open = open);
  });
  const controls = [...document.querySelectorAll<Control>('input, textarea, select')].flatMap((control) => {
    if (control instanceof HTMLInputElement && /checkbox|radio/.test(control.type)) {
      const { checked } = control;
      return checked === control.defaultChecked ? [] : [() => put(control, 'checked', checked)];
    }
    // a script cannot choose a file again, and need not: the choice stays, but nobody has heard of it
    if (control instanceof HTMLInputElement && control.type === 'file')
      return control.files?.length ? [() => tell(control)] : [];
    const { value } = control;
    const untouched =
      control instanceof HTMLSelectElement
        ? [...control.options].every(({ selected, defaultSelected }) => selected === defaultSelected)
        : value === control.defaultValue || control.type === 'hidden';
    return untouched ? [] : [() => put(control, 'value', value)];
  });
  kept = [...folds, ...controls];
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
  control[name] = value as never;
  tell(control);
}

/** Also where the page has left it alone: whoever saves or sends what is chosen has heard nothing of it yet. */
function tell(control: HTMLElement): void {
  if (!control.isConnected) return;
  for (const kind of ['input', 'change']) control.dispatchEvent(new Event(kind, { bubbles: true }));
}
