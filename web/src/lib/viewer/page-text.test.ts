import { describe, expect, it } from 'vitest';
import { readPlace } from './place.ts';
import type { MaterialFile, Passage } from './files.ts';
import { stemsOf } from '#lib/marking.ts';
import { captionsOf, heardAt, pageAt, pagesWith, PASSAGES_ASKED } from './page-text.ts';
import { larger, smaller } from './zoom.ts';

const passage = (ordinal: number, part: Partial<Passage>): Passage => ({
  ordinal,
  page: null,
  slide: null,
  sheet: null,
  second: null,
  text: '',
  ...part,
});
const at = (address: string) => readPlace(new URLSearchParams(address));
const pages = [
  passage(0, { page: 1, text: 'Общие положения' }),
  passage(1, { page: 3, text: 'Листы оценки' }),
  passage(2, { page: 3, text: 'Оценка проекта' }),
  passage(3, { page: 4, text: 'Без слов запроса' }),
];

describe('the page of a PDF', () => {
  it('is the one of the address, or of the passage found, or the first', () => {
    const file = { pageCount: 4, passages: pages };
    expect(pageAt(file, at('page=2'))).toBe(2);
    expect(pageAt(file, at('at=3'))).toBe(4);
    expect(pageAt(file, at('at=77'))).toBe(1);
    expect(pageAt(file, at('page=500'))).toBe(4);
  });

  it('is listed once when it has words of the query', () => {
    expect(pagesWith({ passages: pages }, stemsOf({ query: 'оценка' }))).toEqual([3]);
    expect(pagesWith({ passages: pages }, stemsOf({ query: '' }))).toEqual([]);
  });

  it('is not listed while only a part of the text is at hand', () => {
    const stems = stemsOf({ query: 'оценка' });
    const many = Array.from({ length: PASSAGES_ASKED }, (_, index) =>
      passage(index, { page: index + 1, text: 'оценка' }),
    );
    expect(pagesWith({ passages: pages.slice(1) }, stems)).toEqual([]);
    expect(pagesWith({ passages: many }, stems)).toEqual([]);
  });
});

describe('captions of a video', () => {
  const file = (name: string, role: MaterialFile['role'], viewUrl: string | null = '/files/x') =>
    ({ name, role, viewUrl }) as MaterialFile;

  it('are those of its own name, else all that there are', () => {
    const own = file('Урок 1.ru.vtt', 'CAPTIONS');
    const other = file('Урок 2.vtt', 'CAPTIONS');
    expect(captionsOf(file('Урок 1.mp4', 'MAIN'), [other, own])).toEqual([own]);
    expect(captionsOf(file('Запись.mp4', 'MAIN'), [other, own])).toEqual([other, own]);
    expect(captionsOf(file('Урок 1.mp4', 'MAIN'), [file('Урок 1.srt', 'CAPTIONS', null)])).toEqual([]);
  });

  it('are heard from their second until the next', () => {
    const cues = [passage(0, { second: 2.8 }), passage(1, { second: 20 })];
    expect([0, 2, 19.9, 20, 500].map((second) => heardAt(cues, second))).toEqual([-1, 0, 0, 1, 1]);
  });
});

describe('the size', () => {
  it('steps up and down and stops at the ends', () => {
    expect([larger(100), smaller(100), larger(300), smaller(50)]).toEqual([125, 90, 300, 50]);
  });
});
