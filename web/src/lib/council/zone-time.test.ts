import { expect, test } from 'vitest';
import { fieldIn, fromMoscow, instantIn, isZone, RUSSIAN_ZONES, timeIn, zoneName } from './zone-time.ts';

test('what is typed is the time of the place, wherever the browser is', () => {
  expect(instantIn('Europe/Moscow', '2026-11-27T10:00')).toBe('2026-11-27T07:00:00.000Z');
  expect(instantIn('Asia/Vladivostok', '2026-11-27T10:00')).toBe('2026-11-27T00:00:00.000Z');
  expect(instantIn('Asia/Kamchatka', '2027-01-01T07:00')).toBe('2026-12-31T19:00:00.000Z');
  for (const text of ['завтра', '', '2026-11-27', '2026-13-01T10:00', '0026-11-27T10:00', '2126-11-27T10:00'])
    expect(instantIn('Europe/Moscow', text)).toBeNull();
});

test('a clock that is set twice a year is read as it stands on that day', () => {
  expect(instantIn('Europe/Berlin', '2026-03-29T01:30')).toBe('2026-03-29T00:30:00.000Z');
  expect(instantIn('Europe/Berlin', '2026-03-29T03:30')).toBe('2026-03-29T01:30:00.000Z');
  expect(instantIn('Europe/Berlin', '2026-07-01T12:00')).toBe('2026-07-01T10:00:00.000Z');
});

test('a time is shown with the zone that it is meant in', () => {
  expect(timeIn('Asia/Vladivostok', '2026-11-26T23:30:00.000Z')).toBe(
    '27\u00a0ноября\u00a02026, 09:30 (Владивосток, МСК+7)',
  );
  expect(timeIn('Europe/Moscow', '2026-11-27T07:00:00.000Z')).toContain('10:00 (Москва, МСК)');
  expect(zoneName('Asia/Novokuznetsk')).toBe('Новокузнецк, МСК+4');
  expect(zoneName('Asia/Bishkek')).toBe('Bishkek, МСК+3');
});

test('the zones of Russia go from Kaliningrad to Kamchatka, and none stands under its Latin name', () => {
  const zones = Object.keys(RUSSIAN_ZONES);
  const hours = zones.map((zone) => fromMoscow(zone, '2026-11-27T07:00:00.000Z'));
  expect([...new Set(hours)]).toEqual([
    'МСК−1',
    'МСК',
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((hour) => `МСК+${hour}`),
  ]);
  for (const zone of zones) expect(zoneName(zone)).toMatch(/^[А-Я][а-я]+(-[А-Я][а-я]+)?, МСК/);
});

test('a field shows an instant by the clock of its zone, as it was typed', () => {
  for (const zone of ['Europe/Moscow', 'Asia/Kamchatka', 'America/New_York'])
    expect(fieldIn(zone, instantIn(zone, '2026-11-27T10:05')!)).toBe('2026-11-27T10:05');
});

test('only names of zones are zones', () => {
  expect(['Asia/Vladivostok', 'Владивосток', '', '+10:00'].map(isZone)).toEqual([true, false, false, false]);
});
