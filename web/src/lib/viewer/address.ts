import { goto } from '$app/navigation';

/** Puts the place that is shown into the address: it can be shared, and Back leaves the material at once. */
export function rememberPlace(href: string): void {
  void goto(href, { shallow: true, replace: true });
}
