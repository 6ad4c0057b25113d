import { expect, test } from 'vitest';
import { localAddress } from './local-address.server.ts';

const here = new URL('https://bank.example/my/keep/urok');

test('an address of ours is kept with its query and its place', () => {
  expect(localAddress('/catalogue?q=урок&mail=a@b#viewer', here, '/')).toBe(
    '/catalogue?q=%D1%83%D1%80%D0%BE%D0%BA&mail=a@b#viewer',
  );
  expect(localAddress('/en/confirm?token=a-b_c', here, '/')).toBe('/en/confirm?token=a-b_c');
});

test.each([
  ...['https://evil.example/', '//evil.ru', '/\\evil', '\\/evil', 'https:evil', '%2f%2fevil', '/%2f%2fevil'],
  ...['/%5Cevil', 'javascript:alert(1)', 'data:text/html,x', '/a@evil', '/\t/evil', 'urok', '?x', '', null],
])('C55: %j leads home', (back) => {
  expect(localAddress(back, here, '/')).toBe('/');
});

test('C55: dots that leave two slashes name no other host', () => {
  expect(localAddress('/.//evil.example', here, '/')).toBe('/evil.example');
});
