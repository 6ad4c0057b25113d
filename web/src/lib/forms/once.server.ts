import { createHash } from 'node:crypto';

/**
 * Key of one press of a button: pressed twice it is the same, and with something else typed, after going back to the
 * page, another.
 * @param form its field `pressed` is what the page holds of itself, made anew each time it is shown
 */
export function onceKey(form: FormData, typed: object): string | null {
  const pressed = String(form.get('pressed') ?? '');
  if (!pressed) return null;
  return createHash('sha256')
    .update(JSON.stringify([pressed, typed]))
    .digest('base64url');
}
