import { describe, expect, it } from 'vitest';
import { markHtml, markText, stemsOf, wordsBeside } from './marking.ts';

const stems = (query: string) => stemsOf({ query });
const marked = (text: string, query: string) =>
  markText(text, stems(query))
    .filter(({ match }) => match)
    .map((segment) => segment.text);

describe('marking the words of a query', () => {
  it('marks other forms of the words, and neighbours as one stretch', () => {
    expect(marked('Сводная оценка достижений ученика', 'оценки достижения')).toEqual(['оценка достижений']);
    expect(marked('листы, листов и листом', 'лист')).toEqual(['листы', 'листов', 'листом']);
    expect(marked('образовательная среда', 'образовательных')).toEqual(['образовательная']);
  });

  it('reads ё as е, large letters as small, and a stress mark as nothing', () => {
    expect(marked('ЁЛКА, ёлки и Елку', 'елка')).toEqual(['ЁЛКА', 'ёлки', 'Елку']);
    expect(marked('о\u0301ценка', 'оценка')).toEqual(['о\u0301ценка']);
  });

  it('does not take a longer word for a form of a shorter one', () => {
    expect(marked('правило и правка', 'право')).toEqual([]);
    expect(marked('классификация', 'класс')).toEqual([]);
  });

  it('leaves out words after a minus and words of two letters', () => {
    expect(marked('урок и игра на дом', 'урок -игра на')).toEqual(['урок']);
    expect(stems('на и по')).toEqual(new Set());
  });

  it('finds a word that a line end has cut, and both halves of a compound', () => {
    expect(marked('оценка дости-\nжений', 'достижения')).toEqual(['дости-\nжений']);
    expect(marked('научно-\nметодический совет', 'методического')).toEqual(['методический']);
  });

  it('gives the text back unchanged', () => {
    const text = 'Лист оценки — 3 класса.\nОценка: «5».';
    expect(
      markText(text, stems('оценка'))
        .map((segment) => segment.text)
        .join(''),
    ).toBe(text);
    expect(markText(text, stems(''))).toEqual([{ text, match: false }]);
  });
});

describe('marking words in HTML', () => {
  it('touches text only: no tag, attribute or entity', () => {
    const html = '<p title="оценка">A &amp; оценки</p><img src="data:оценка" alt="оценка">';
    expect(markHtml(html, stems('оценка amp'))).toBe(
      '<p title="оценка">A &amp; <mark>оценки</mark></p><img src="data:оценка" alt="оценка">',
    );
  });

  it('marks a word that runs over inline tags', () => {
    expect(markHtml('оцен<strong>ка</strong> труда', stems('оценка'))).toBe(
      '<mark>оцен</mark><strong><mark>ка</mark></strong> труда',
    );
  });

  it('never joins words over cells or paragraphs', () => {
    expect(markHtml('<td>оцен</td><td>ка</td>', stems('оценка'))).toBe('<td>оцен</td><td>ка</td>');
    expect(markHtml('<td>оценка</td><td>знаний</td>', stems('оценка знаний'))).toBe(
      '<td><mark>оценка</mark></td><td><mark>знаний</mark></td>',
    );
  });

  it('changes nothing but the marks it adds', () => {
    const html = '<section id="passage-0"><p>Оценка <em>оце</em>нки: 1 &lt; 2, a&b</p>\n</section>';
    expect(markHtml(html, stems('оценка')).replace(/<\/?mark>/g, '')).toBe(html);
    expect(markHtml(html, stems(''))).toBe(html);
  });
});

describe('the words of a place that the query does not tell', () => {
  const segments = [
    { text: 'Дети', match: true },
    { text: ' и лист ', match: false },
    { text: 'дробей детям', match: true },
    { text: ', ', match: false },
    { text: 'Дробь', match: true },
  ];

  it('are those of other roots, each once; what is not marked does not count', () => {
    expect(wordsBeside('lhj,b', segments)).toBe('дети дробей');
    expect(wordsBeside('дроби', segments)).toBe('дети');
    expect(wordsBeside('дети, дроби', segments)).toBe('');
  });

  it('are marked besides those of the query, also after a minus', () => {
    const found = markText('Урок: доли и дроби', stemsOf({ query: 'урок -игра', words: 'дробей' }));
    expect(found.filter(({ match }) => match).map(({ text }) => text)).toEqual(['Урок', 'дроби']);
  });
});
