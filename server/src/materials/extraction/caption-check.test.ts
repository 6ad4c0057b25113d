import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { checkCaptions } from './caption-check.js';

const check = (text: string, videoSeconds: number | null = null) =>
  checkCaptions(Buffer.from(text), videoSeconds).faults.map(({ line, text: { ru } }) => [line, ru]);

const GOOD = `1
00:00:01,000 --> 00:00:03,000
Здравствуйте, ребята.

2
00:00:03,000 --> 00:00:05,500
Садитесь.`;

test.each([
  ['SubRip', GOOD],
  [
    'WebVTT',
    `WEBVTT\n\nNOTE сделано в классе\n\n00:01.000 --> 00:03.000 align:start\nЗдравствуйте.\n\n00:03.000 --> 00:04.000\nСадитесь.`,
  ],
  ['with the line ends of Windows', GOOD.replaceAll('\n', '\r\n')],
  ['of an hour and more', '1\n01:59:59,900 --> 02:00:01,000\nКонец.'],
])('%s without faults passes', (_what, text) => {
  expect(check(text)).toEqual([]);
  expect(checkCaptions(Buffer.from(text), null).cues.length).toBeGreaterThan(0);
});

describe('faults are told with the line', () => {
  test.each([
    [
      'a time that is none',
      GOOD.replace('00:00:03,000 --> 00:00:05,500', '00:00:03 --> 00:00:05'),
      6,
      'Время записано с ошибкой',
    ],
    ['61 seconds', GOOD.replace('00:00:03,000 -->', '00:00:61,000 -->'), 6, 'больше 59'],
    [
      'an end before the start',
      GOOD.replace('--> 00:00:05,500', '--> 00:00:02,500'),
      6,
      'Конец не позже начала',
    ],
    [
      'a wrong order',
      GOOD.replace('00:00:03,000 --> 00:00:05,500', '00:00:00,100 --> 00:00:00,900'),
      6,
      'раньше предыдущего (строка 2)',
    ],
    [
      'two at once',
      GOOD.replace('00:00:03,000 --> 00:00:05', '00:00:02,000 --> 00:00:05'),
      6,
      'ещё предыдущий (строка 2)',
    ],
    ['no text', GOOD.replace('Садитесь.', ''), 6, 'нет текста'],
    ['no caption at all', 'Просто текст', 1, 'нет ни одного субтитра'],
  ])('%s', (_what, text, line, words) => {
    expect(check(text)).toContainEqual([line, expect.stringContaining(words)]);
  });

  test('a caption after the end of the video', () => {
    expect(check(GOOD, 2)).toEqual([[6, 'Субтитр начинается после конца видео.']]);
    expect(check(GOOD, 4)).toEqual([]);
  });

  test('another encoding, whose letters are read all the same', () => {
    const { cues, faults } = checkCaptions(iconv.encode(GOOD, 'windows-1251'), null);
    expect(cues[1]).toMatchObject({ start: 3, end: 5.5, text: 'Садитесь.' });
    expect(faults).toMatchObject([
      { line: 1, text: { ru: expect.stringContaining('не в кодировке UTF-8') } },
    ]);
  });

  test('of a hopeless file only the first fifty', () => {
    expect(check('1 --> 2\n\n'.repeat(500))).toHaveLength(50);
  });
});
