import { expect, test } from 'vitest';
import { appearanceAttributes, readAppearance, writeAppearance } from './appearance.ts';

test('what was kept in the cookie is read back', () => {
  const kept = {
    theme: 'dark',
    vision: { text: '200', scheme: 'blue', spacing: 'wide', images: 'off', motion: 'off' },
  } as const;
  expect(readAppearance(writeAppearance(kept))).toEqual(kept);
  expect(readAppearance(writeAppearance({ theme: 'light', vision: null }))).toEqual({
    theme: 'light',
    vision: null,
  });
});

test('a cookie that somebody wrote by hand cannot put anything into the page', () => {
  const appearance = readAppearance('theme="><script>&vision=low&text=900&scheme=red');
  expect(appearanceAttributes(appearance)).toBe(
    'data-vision="low" data-text="150" data-scheme="white" data-spacing="normal" data-images="on" data-motion="on"',
  );
});

test('without a cookie the system decides', () => {
  expect(appearanceAttributes(readAppearance(undefined))).toBe('');
});
