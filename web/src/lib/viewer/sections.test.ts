import { describe, expect, it } from 'vitest';
import { readPlace, startAfter } from './place.ts';
import { readable, sectionAt, sectionsOf, within } from './sections.ts';

const slides = sectionsOf(
  `<section id="passage-0" data-slide="1">\n<h2>Лук &amp; окно</h2><p>Один</p>\n</section>
<section data-slide="2">\n<h2><strong>Без</strong> слов</h2>\n</section>
<section id="passage-1" data-slide="3">\n<span id="passage-2"></span><h2>Три</h2>\n</section>`,
);
const at = (address: string) => readPlace(new URLSearchParams(address));

describe('slides and sheets of a file', () => {
  it('are cut out of the HTML with their number, title and first passage', () => {
    expect(slides.map(({ number, title, ordinal }) => [number, title, ordinal])).toEqual([
      [1, 'Лук & окно', 0],
      [2, 'Без слов', null],
      [3, 'Три', 1],
    ]);
    expect(slides[0]!.html).toContain('<p>Один</p>');
  });

  it('open by number, by the passage found, or at the first', () => {
    expect(sectionAt(slides, at('slide=2'))).toBe(2);
    expect(sectionAt(slides, at('at=2'))).toBe(3);
    expect(sectionAt(slides, at('slide=1&at=2'))).toBe(1);
    expect(sectionAt(slides, at(''))).toBe(1);
    expect(sectionAt(slides, at('slide=99'))).toBe(3);
    expect(sectionAt([], at('slide=5'))).toBe(1);
  });

  it('number sheets, which have no number of their own, by their order', () => {
    const sheets = sectionsOf('<section id="passage-0"><h2>А</h2></section><section><h2>Б</h2></section>');
    expect(sheets.map(({ number }) => number)).toEqual([1, 2]);
    expect(sectionAt(sheets, at('page=2'))).toBe(2);
  });

  it('make a wide table reachable with the keyboard', () => {
    expect(readable('<div class="table"><table></table></div>', 'Таблица')).toBe(
      '<div class="table" role="group" aria-label="Таблица" tabindex="0"><table></table></div>',
    );
  });
});

describe('the page asked for', () => {
  it('stays between the first and the last', () => {
    expect([within(0, 6), within(7, 6), within(3.9, 6), within(NaN, 6), within(2, 0)]).toEqual([
      1, 6, 3, 1, 1,
    ]);
  });

  it('stands in the middle of the passages that are fetched', () => {
    expect(startAfter(at(''))).toBe(-1);
    expect(startAfter(at('page=4'))).toBe(-1);
    expect(startAfter(at('page=100'))).toBe(75);
    expect(startAfter(at('page=3&at=200'))).toBe(175);
  });
});
