import 'reflect-metadata';
import { expect, test } from 'vitest';
import { FileRole, ScanState, TextState, ViewerKind } from '../file-enums.js';
import { ChildConsent, MaterialKind } from '../material-enums.js';
import { checklistOf } from './checklist.js';
import type { VersionType } from './version.type.js';

const video = {
  ...{ id: 'f', name: 'Занятие.mp4', role: FileRole.MAIN, viewer: ViewerKind.VIDEO },
  ...{ textState: TextState.EMPTY, scanState: ScanState.SKIPPED },
};
const childConsentIn = (kind: MaterialKind, childConsent: ChildConsent, files: object[] = [video]) =>
  checklistOf(kind, {
    ...{ title: '', annotation: '', levels: [], subjects: [], grades: [], themes: [], keywords: [] },
    ...{ ageFrom: null, ageTo: null, contributions: [], childConsent, files },
  } as unknown as VersionType)
    .filter(({ field }) => field === 'childConsent')
    .map(({ blocking }) => (blocking ? 'blocks' : 'asks'));

test.each([
  [MaterialKind.LESSON_VIDEO, ChildConsent.MISSING, ['blocks']],
  [MaterialKind.LESSON_VIDEO, ChildConsent.NOT_APPLICABLE, []],
  // nobody has been asked about the children of a video that is called something else
  [MaterialKind.OTHER, ChildConsent.NOT_APPLICABLE, ['asks']],
  [MaterialKind.OTHER, ChildConsent.MISSING, ['blocks']],
])('a video in %s with consents %s: %j', (kind, consent, found) => {
  expect(childConsentIn(kind, consent)).toEqual(found);
});

test('without a video nobody asks about children', () => {
  expect(childConsentIn(MaterialKind.OTHER, ChildConsent.NOT_APPLICABLE, [])).toEqual([]);
});
