import { describe, expect, it } from 'vitest';
import { parse } from 'csv-parse/sync';
import { safeCell, toCsv } from './csv.js';

describe('CSV', () => {
  it.each(['=1+1', '+7', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', ' =1', ';=1'])(
    'H96: shows %j as text',
    (cell) => {
      const [[read]] = parse(safeCell(cell), { delimiter: ';', relax_quotes: true }) as [[string]];
      expect(read).toBe(`'${cell}`);
    },
  );

  it('keeps numbers, quotes and lines', () => {
    expect(toCsv([['№', -5, 'он сказал: "да"\nи ушёл']])).toBe('\uFEFF№;-5;"он сказал: ""да""\nи ушёл"\r\n');
  });
});
