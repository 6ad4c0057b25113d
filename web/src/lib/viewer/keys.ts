import type { Attachment } from 'svelte/attachments';

/** What a key does; false leaves the key to the browser. */
export type KeyActions = Readonly<Record<string, () => void | false>>;

/** Keys of a view: they work while the focus is anywhere in the viewer, except in a field or a player. */
export function keys(actions: KeyActions): Attachment<HTMLElement> {
  return (node) => {
    const frame = node.closest<HTMLElement>('[data-viewer]') ?? node;
    const press = (event: KeyboardEvent): void => {
      const typing = (event.target as Element).closest('input, select, textarea, video, audio');
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing) return;
      const action = actions[event.key];
      if (action && action() !== false) event.preventDefault();
    };
    frame.addEventListener('keydown', press);
    return () => frame.removeEventListener('keydown', press);
  };
}
