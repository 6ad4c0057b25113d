import { beforeAll, describe, expect, test } from 'vitest';
import { Analyser } from './analyser.js';
import { editDistance } from './edit-distance.js';
import { highlight, snippet } from './highlight.js';
import { repairLayout } from './layout.js';
import { foldWord, normaliseText } from './normalise.js';
import { analyseQuery, type QueryKnowledge } from './query.js';
import { Synonyms } from './synonyms.js';
import { tokenise, words } from './tokens.js';
import { Vocabulary } from './vocabulary.js';

let analyser: Analyser;
let knowledge: QueryKnowledge;

const LIBRARY =
  'оценка достижение лист профессия самооценка урок математика дробь дети рабочая программа стандарт ' +
  'федеральный государственный образовательный фгос дистанционное обучение образование онлайн';

beforeAll(async () => {
  analyser = await Analyser.load();
  const vocabulary = new Vocabulary();
  vocabulary.add(words(LIBRARY).map((word) => ({ word, term: analyser.term(word), documents: 5 })));
  const synonyms = new Synonyms(analyser);
  knowledge = { analyser, vocabulary, synonyms };
});

const terms = (text: string): string[] => analyseQuery(text, knowledge).terms.map(({ term }) => term);

describe('normalising', () => {
  test('stress marks, soft hyphens and zero-width characters vanish, ё becomes е', () => {
    expect(foldWord('за́мок')).toBe('замок');
    expect(foldWord('ЁЛ\u00ADКА\u200B')).toBe('елка');
    expect(foldWord('йод')).toBe('йод');
    expect(normaliseText('и\u0306од')).toBe('йод');
  });

  test('a word that a page broke is joined, a compound stays', () => {
    expect(normaliseText('образова-\nние')).toBe('образование');
    expect(normaliseText('Санкт-\nПетербург')).toBe('Санкт-\nПетербург');
    expect(normaliseText('план-конспект')).toBe('план-конспект');
  });
});

describe('words', () => {
  test('know where they stand in the text', () => {
    const text = 'Урок 5-го «А»: за́мок, план-конспект.';
    const found = tokenise(text);
    expect(found.map(({ word }) => word)).toEqual(['урок', '5', 'го', 'а', 'замок', 'план', 'конспект']);
    for (const { word, start, end } of found) expect(foldWord(text.slice(start, end))).toBe(word);
  });

  test('meet their other forms', () => {
    for (const [one, other] of [
      ['листов', 'лист'],
      ['детей', 'ребёнок'],
      ['лучшими', 'хорошие'],
      ['шёл', 'идти'],
      ['людьми', 'человека'],
      ['обучающихся', 'обучающимися'],
      ['самооценкою', 'самооценки'],
      ['квантоматика', 'квантоматикой'],
    ] as const)
      expect(analyser.term(foldWord(one)), `${one} ~ ${other}`).toBe(analyser.term(foldWord(other)));
  });

  test('of different meaning stay apart', () => {
    for (const [one, other] of [
      ['стали', 'стол'],
      ['класс', 'классика'],
    ] as const)
      expect(analyser.term(one)).not.toBe(analyser.term(other));
  });
});

describe('understanding a query', () => {
  test('words of a question name no topic', () => {
    expect(terms('Какой лист нужен для оценки достижений?')).toEqual(
      ['лист', 'нужен', 'оценки', 'достижений'].map((word) => analyser.term(word)),
    );
  });

  test('a query of nothing but such words is kept', () => {
    expect(terms('как и что')).toHaveLength(3);
    expect(terms('  ?! ')).toEqual([]);
  });

  test('words that nobody uses are corrected to those of the library', () => {
    const { text, corrections } = analyseQuery('професия и самооцека', knowledge);
    expect(text).toBe('профессия и самооценка');
    expect(corrections).toEqual([
      { kind: 'SPELLING', original: 'професия', corrected: 'профессия' },
      { kind: 'SPELLING', original: 'самооцека', corrected: 'самооценка' },
    ]);
  });

  test('a missing space is put back', () => {
    expect(analyseQuery('рабочаяпрограмма', knowledge).text).toBe('рабочая программа');
  });

  test('short words, numbers and words of the library are never corrected', () => {
    expect(analyseQuery('ура 2024а урок', knowledge).corrections).toEqual([]);
  });

  test('the wrong keyboard layout is repaired, Latin words are not', () => {
    expect(analyseQuery('jwtyrf ljcnb;tybq', knowledge).corrections).toEqual([
      { kind: 'LAYOUT', original: 'jwtyrf ljcnb;tybq', corrected: 'оценка достижений' },
    ]);
    expect(analyseQuery('PowerPoint', knowledge).corrections).toEqual([]);
    expect(
      repairLayout(
        'урок vfntvfnbrb',
        (word) => analyser.knows(word),
        () => false,
      ),
    ).toBe('урок математики');
  });

  test('as typed means as typed', () => {
    const { corrections, synonyms, terms: found } = analyseQuery('професия фгос', knowledge, true);
    expect([corrections, synonyms, found.flatMap(({ alternatives }) => alternatives)]).toEqual([[], [], []]);
  });

  test('quotes make phrases, a minus excludes, a hyphen does neither', () => {
    const query = analyseQuery('«лист оценки» -математика план-конспект', knowledge);
    expect(query.phrases).toEqual([['лист', 'оценки'].map((word) => analyser.term(word))]);
    expect(query.excluded).toEqual([analyser.term('математика')]);
    expect(query.terms.map(({ term }) => term)).toContain(analyser.term('конспект'));
  });

  test('abbreviations and what they stand for find each other', () => {
    const short = analyseQuery('ФГОС', knowledge);
    expect(short.terms[0]?.alternatives[0]?.terms).toHaveLength(4);
    const long = analyseQuery('федеральный государственный образовательный стандарт', knowledge);
    expect(long.terms[0]?.alternatives.map(({ terms: other }) => other)).toContainEqual([
      analyser.term('фгос'),
    ]);
    expect(long.synonyms).toContain('фгос');
  });

  test('curated words find each other', () => {
    expect(analyseQuery('дистанционный урок', knowledge).synonyms).toContain('онлайн');
  });

  test('a page pasted into the field costs no more than 32 words', () => {
    expect(terms('урок лист '.repeat(500)).length).toBeLessThanOrEqual(32);
  });
});

describe('edit distance', () => {
  test('counts a swap of neighbours as one error', () => {
    expect(editDistance('зиминй', 'зимний', 2)).toBe(1);
    expect(editDistance('кот', 'кит', 1)).toBe(1);
    expect(editDistance('кот', 'скот', 1)).toBe(1);
    expect(editDistance('кот', 'пёс', 1)).toBe(2);
  });
});

describe('highlighting', () => {
  const asked = (text: string, worth = 1) =>
    new Map(analyser.terms(text).map((term) => [term, worth] as const));

  test('marks every form and keeps the text whole', () => {
    const text = 'Листы оценки: что ребёнок умеет.';
    const pieces = highlight(text, asked('оценка дети лист'), analyser);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    expect(pieces.filter(({ match }) => match).map((piece) => piece.text)).toEqual([
      'Листы оценки',
      'ребёнок',
    ]);
  });

  test('a snippet is the stretch with most of the query, cut between words', () => {
    const text = `${'Вода течёт. '.repeat(60)}Лист оценки достижений заполняет ребёнок. ${'Конец. '.repeat(60)}`;
    const pieces = snippet(text, asked('оценка достижения'), analyser, 120);
    const shown = pieces.map((piece) => piece.text).join('');
    expect(shown).toContain('Лист оценки достижений');
    expect(shown.length).toBeLessThan(130);
    expect(shown.startsWith('…') && shown.endsWith('…')).toBe(true);
    expect(shown).toMatch(/^…(Вода|течёт)/u);
  });

  test('a snippet shows the words that were typed before those that stand for them', () => {
    const text = `Контрольные измерительные материалы урока. ${'Вода течёт. '.repeat(20)}Листы оценки достижений.`;
    const wanted = new Map([
      ...asked('контрольный измерительный материал урок', 0.3),
      ...asked('оценка достижения'),
    ]);
    const shown = snippet(text, wanted, analyser, 120);
    expect(shown.filter(({ match }) => match).map((piece) => piece.text)).toEqual(['оценки достижений']);
  });

  test('a text without a match is shown from its beginning', () => {
    expect(snippet('Короткий текст.', asked('дроби'), analyser)).toEqual([
      { text: 'Короткий текст.', match: false },
    ]);
  });
});

describe('vocabulary', () => {
  test('completes with the frequent words first', () => {
    const vocabulary = new Vocabulary();
    vocabulary.add([
      { word: 'урок', term: 'урок', documents: 3 },
      { word: 'урочный', term: 'урочн', documents: 9 },
      { word: 'утро', term: 'утр', documents: 99 },
    ]);
    expect(vocabulary.completions('уро', 5).map(({ word }) => word)).toEqual(['урочный', 'урок']);
    vocabulary.add([{ word: 'урок', term: 'урок', documents: 30 }]);
    expect(vocabulary.completions('уро', 1).map(({ word }) => word)).toEqual(['урок']);
    expect(vocabulary.size).toBe(3);
  });
});
