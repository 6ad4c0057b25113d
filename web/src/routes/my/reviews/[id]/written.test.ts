import { expect, test } from 'vitest';
import { readWritten, toInput } from './written.ts';

test('a form of a review is read with its scores, and remarks keep their places', () => {
  const fields = new FormData();
  for (const [name, value] of [
    ['score-a', '4'],
    ['score-b', '0'],
    ['recommendation', 'REVISE'],
    ['toAuthor', 'Хорошо.'],
    ['remarkBody', ' '],
    ['remarkCriterion', 'a'],
    ['remarkFile', ''],
    ['remarkPage', ''],
    ['remarkBody', 'Опечатка'],
    ['remarkCriterion', 'b'],
    ['remarkFile', 'f'],
    ['remarkPage', '12'],
  ] as const)
    fields.append(name, value);
  expect(toInput('id', 3, readWritten(fields))).toEqual({
    id: 'id',
    expectedVersion: 3,
    recommendation: 'REVISE',
    toAuthor: 'Хорошо.',
    toCouncil: '',
    scores: [
      { criterionId: 'a', score: 4 },
      { criterionId: 'b', score: 0 },
    ],
    remarks: [{ body: 'Опечатка', criterionId: 'b', fileId: 'f', page: 12 }],
  });
});

test('what is not advised or no page is nothing', () => {
  const fields = new FormData();
  fields.append('recommendation', 'APPLAUD');
  fields.append('remarkBody', 'Там');
  fields.append('remarkPage', 'третья');
  const { recommendation, remarks } = toInput('id', 0, readWritten(fields));
  expect([recommendation, remarks[0]?.page]).toEqual([null, null]);
});

test('of several pages the first is kept', () => {
  const pageOf = (text: string) => {
    const fields = new FormData();
    fields.append('remarkBody', 'Там');
    fields.append('remarkPage', text);
    return toInput('id', 0, readWritten(fields)).remarks[0]?.page;
  };
  expect(['12', '12–13', 'с. 7', '0', '1234567', '-'].map(pageOf)).toEqual([12, 12, 7, null, null, null]);
});
