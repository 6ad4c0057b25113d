import { expect, test } from 'vitest';
import { scriptJson } from './json-ld.ts';
import { kimLevel, kimResourceType, kimSubject } from './kim-vocabularies.ts';

test('nothing in the data can end the script element', () => {
  const text = scriptJson({ name: '</script><script>alert(1)</script>', note: '<!-- & \u2028' });
  expect(text).not.toMatch(/[<>&\u2028]/);
  expect(JSON.parse(text)).toEqual({ name: '</script><script>alert(1)</script>', note: '<!-- & \u2028' });
});

test('levels and types without a KIM concept are left out', () => {
  expect(kimLevel.DOP).toBeUndefined();
  expect(kimResourceType.REGULATION).toBeUndefined();
  expect(kimSubject('Математика')).toBe('http://w3id.org/kim/schulfaecher/s1017');
  expect(kimSubject('Русский язык')).toBeUndefined();
});
