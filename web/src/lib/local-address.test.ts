import { expect, test } from 'vitest';
import { localAddress } from './local-address.ts';

const here = new URL('https://bank.example/my/keep/urok');

test('an address of ours is kept with its query and its place', () => {
  expect(localAddress('/catalogue?q=урок#viewer', here, '/')).toBe(
    '/catalogue?q=%D1%83%D1%80%D0%BE%D0%BA#viewer',
  );
});

test.each(['https://evil.example/', '//evil.example/', '/\\evil.example', 'javascript:alert(1)', '', null])(
  '%s leads nowhere else',
  (back) => {
    const target = new URL(localAddress(back, here, '/home'), here);
    expect(target.origin).toBe(here.origin);
  },
);
