import { beforeAll, describe, expect, test } from 'vitest';
import { Analyser } from '../analysis/analyser.js';
import { Synonyms } from '../analysis/synonyms.js';
import { ThemeWords } from './theme-words.js';

const theme = (id: string, title: string, altLabels: string[] = []) => ({
  ...{ id, title, shortTitle: title, altLabels },
});
let words: ThemeWords;

beforeAll(async () => {
  const analyser = await Analyser.load();
  const themes = [
    theme('special', 'Образование детей с особыми образовательными потребностями', ['инклюзия']),
    theme('distance', 'Дистанционное образование', ['электронное обучение']),
    theme('quality', 'Система оценки качества образования', ['ВПР', 'листы оценки']),
    theme('profile', 'Профильное обучение'),
  ];
  words = new ThemeWords(themes, analyser, new Synonyms(analyser));
});

describe('a text is about a theme', () => {
  test.each([
    ['when it says its name in other forms and order', 'обучение в профильном классе', ['profile']],
    ['when it says a synonym', 'листов оценки по математике', ['quality']],
    ['when it says most of a long name', 'дети с особыми потребностями', ['special']],
    ['when it says what an abbreviation stands for', 'всероссийские проверочные работы', ['quality']],
  ])('%s: %s', (_when, text, expected) => expect(words.about(text)).toEqual(expected));

  test.each([
    ['when it says words that all themes have', 'образование'],
    ['when it says something else', 'робототехника и шахматы'],
    ['when it says nothing', '!!!'],
  ])('not %s: %s', (_when, text) => expect(words.about(text)).toEqual([]));
});

test('themes are near that share words with a text, the nearest first', () => {
  const near = words.near('электронное обучение', 3).map(({ id }) => id);
  expect(near).toEqual(['distance', 'profile']);
  expect(words.near('шахматы', 3)).toEqual([]);
});
