/** The two colours that a page is drawn in: those of the low-vision version, or its own. */
export interface ReaderColors {
  readonly current: { foreground: string; background: string } | null;
}

/** Follows the reader's choice of colours while a component lives. */
export function readerColors(): ReaderColors {
  let current = $state.raw<ReaderColors['current']>(null);
  $effect(() => {
    const root = document.documentElement;
    const read = (): void => {
      const style = getComputedStyle(root);
      const [foreground, background] = ['--fg', '--bg'].map((name) => style.getPropertyValue(name).trim());
      const low = root.dataset.vision === 'low' && foreground && background;
      if (!low) current = null;
      else if (current?.foreground !== foreground || current.background !== background) {
        current = { foreground, background };
      }
    };
    read();
    const watch = new MutationObserver(read);
    watch.observe(root, { attributes: true, attributeFilter: ['data-vision', 'data-scheme'] });
    return () => watch.disconnect();
  });
  return {
    get current() {
      return current;
    },
  };
}
