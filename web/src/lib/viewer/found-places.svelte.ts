import type { Place } from './place.ts';

/** The marked words of a text on the screen, and the one that the reader is at. */
export class FoundPlaces {
  total = $state(0);
  /** From 1; 0 before the first. */
  current = $state(0);
  #stage: HTMLElement | undefined;
  #marks: HTMLElement[] = [];

  /** Counts the marks in a stage and scrolls to the place that the address opens. */
  begin(stage: HTMLElement, place: Place): void {
    this.#stage = stage;
    this.#marks = [...stage.querySelectorAll('mark')];
    this.total = this.#marks.length;
    this.current = 0;
    const selector = place.ordinal === null ? `[data-page="${place.page}"]` : `#passage-${place.ordinal}`;
    const section = stage.querySelector<HTMLElement>(selector);
    const first = section
      ? this.#marks.findIndex(
          (mark) => section.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING,
        )
      : 0;
    const inSection = this.#marks[first];
    if (inSection && (!section || section.contains(inSection) || section.childElementCount === 0))
      this.go(first + 1);
    else if (section) this.#show(section, 0);
  }

  /** Goes to a mark by its number; past the last comes the first. */
  go(number: number): void {
    if (this.total === 0) return;
    this.#marks[this.current - 1]?.classList.remove('now');
    this.current = ((number - 1 + this.total) % this.total) + 1;
    const mark = this.#marks[this.current - 1]!;
    mark.classList.add('now');
    this.#show(mark, 0.35);
  }

  /** Scrolls the stage alone: the page round it stays where it is. */
  #show(element: HTMLElement, share: number): void {
    const stage = this.#stage!;
    const scroller = stage.scrollHeight > stage.clientHeight + 1 ? stage : null;
    if (!scroller) element.scrollIntoView({ block: share ? 'center' : 'start' });
    else {
      const from = stage.getBoundingClientRect().top;
      stage.scrollTop += element.getBoundingClientRect().top - from - stage.clientHeight * share;
    }
  }
}
