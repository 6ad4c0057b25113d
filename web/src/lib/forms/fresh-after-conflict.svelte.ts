import { untrack } from 'svelte';
import { invalidateAll } from '$app/navigation';
import { page } from '$app/state';

/**
 * Shows what another window has changed once the server refused a form for it, as a page without scripts does: what
 * was typed stays, and the next try is on what the reader sees. Called while a component is made.
 */
export function freshAfterConflict(): void {
  $effect(() => {
    if (page.status === 409 && page.form) untrack(() => void invalidateAll());
  });
}
