import { tick } from 'svelte';
import { m } from '#lib/paraglide/messages.js';
import type { Collection } from './queries.ts';

type Items = Collection['items'];

/** Orders a list by hand: by the buttons of each item, or by dragging one over another. */
export default class Order {
  /** What a screen reader says of the last move. */
  said = $state('');
  /** The place over which something is dragged; -1 for none. */
  over = $state(-1);
  #from = -1;

  constructor(private readonly items: () => Items) {}

  /** Listeners of one item. */
  dragging(index: number) {
    return {
      ondragstart: (event: DragEvent) => {
        this.#from = index;
        event.dataTransfer?.setData('text/plain', '');
      },
      ondragover: (event: DragEvent) => {
        if (this.#from < 0) return;
        event.preventDefault();
        this.over = index;
      },
      ondragend: () => {
        this.over = this.#from = -1;
      },
      ondrop: (event: DragEvent) => {
        event.preventDefault();
        const slug = this.items()[this.#from]?.slug;
        const form = slug && document.getElementById(`move-${slug}`);
        this.over = this.#from = -1;
        if (!(form instanceof HTMLFormElement)) return;
        (form.elements.namedItem('position') as HTMLInputElement).value = String(index);
        form.requestSubmit();
      },
    };
  }

  /** After a move the button that was pressed keeps the focus, and the new place is said. */
  async moved(slug: string, button: string | null): Promise<void> {
    await tick();
    const place = this.items().findIndex((item) => item.slug === slug);
    const item = this.items()[place];
    if (!item) return;
    const title = item.material?.title ?? item.registrationNumber;
    this.said = m.collection_moved({ title, place: place + 1, of: this.items().length });
    const pressed = button ? document.getElementById(button) : null;
    if (pressed instanceof HTMLButtonElement && !pressed.disabled) pressed.focus();
    else document.querySelector<HTMLButtonElement>(`[id="${slug}"] button:not(:disabled)`)?.focus();
  }
}
