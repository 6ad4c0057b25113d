import 'reflect-metadata'; // before any decorator runs
import { expect, test } from 'vitest';
import { compare } from './comparison.js';
import type { VersionType } from './version.type.js';

const VERSION = {
  ...{ number: 1, title: 'Проект', subtitle: null, annotation: '', language: 'ru', levels: [], grades: [] },
  ...{ ageFrom: null, ageTo: null, subjects: [], themes: [], keywords: [], audience: [], technologies: [] },
  ...{
    durationMinutes: null,
    ageRating: 'AGE_0',
    license: null,
    rightsHolder: null,
    year: null,
    basedOn: [],
  },
  ...{ childConsent: 'NOT_APPLICABLE', childConsentCount: null, childConsentPlace: null, contributions: [] },
  files: [],
} as unknown as VersionType;
const version = (more: object) => ({ ...VERSION, ...more }) as VersionType;
const files = (...names: [name: string, sha256: string][]) => ({
  files: names.map(([name, sha256], order) => ({ id: `${name}${sha256}`, name, sha256, order })),
});

test('only fields that differ are told, each as the list of its values', () => {
  const after = version({ number: 3, title: 'Проект «Река»', grades: [5, 6], license: 'CC_BY' });
  expect(compare(VERSION, after)).toEqual({
    ...{ from: 1, to: 3, files: [] },
    fields: [
      { field: 'title', before: ['Проект'], after: ['Проект «Река»'] },
      { field: 'grades', before: [], after: ['5', '6'] },
      { field: 'license', before: [], after: ['CC_BY'] },
    ],
  });
});

test('a file is known again by its name, or by its content under another one', () => {
  const before = version(
    files(['план.pdf', 'a'], ['слайды.pptx', 'b'], ['старое.docx', 'c'], ['на месте.pdf', 'd']),
  );
  const after = version(
    files(['на месте.pdf', 'd'], ['план.pdf', 'x'], ['презентация.pptx', 'b'], ['новое.docx', 'e']),
  );
  expect(compare(before, after).files).toEqual([
    { kind: 'REPLACED', before: 'план.pdf', after: 'план.pdf' },
    { kind: 'RENAMED', before: 'слайды.pptx', after: 'презентация.pptx' },
    { kind: 'ADDED', before: null, after: 'новое.docx' },
    { kind: 'REMOVED', before: 'старое.docx', after: null },
  ]);
});
