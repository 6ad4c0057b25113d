import { describe, expect, it } from 'vitest';
import { joinHyphenated } from './pdf.js';
import { cleanFileName } from './file-name.js';

describe('a display name', () => {
  it.each([
    ['../../etc/passwd', 'passwd.pdf'],
    ['..\\..\\x.pdf', 'x.pdf'],
    ['C:\\x.pdf', 'x.pdf'],
    ['C:x.pdf', 'x.pdf'],
    ['a\0b.pdf', 'ab.pdf'],
    ['CON', '_CON.pdf'],
    ['com1.pdf', '_com1.pdf'],
    ['.скрытый.pdf', 'скрытый.pdf'],
    ['--force.pdf', 'force.pdf'],
    ['a\r\nSet-Cookie: x.pdf', 'aSet-Cookie_ x.pdf'],
    ['урок\u202Efdp.exe', 'урокfdp.exe.pdf'],
    ['ур\u200Bок\uFEFF.pdf', 'урок.pdf'],
    ['и\u0306од.pdf', 'йод.pdf'],
    ['Отчёт.PDF', 'Отчёт.pdf'],
    ['план урока .pdf', 'план урока.pdf'],
    ['...', 'file.pdf'],
    ['', 'file.pdf'],
    ['a/b/c?.pdf', 'c_.pdf'],
  ])('D56: %j becomes %j', (raw, clean) => expect(cleanFileName(raw, 'PDF')).toBe(clean));

  it('D56: has at most 180 characters and keeps its extension', () => {
    const name = cleanFileName(`${'ы'.repeat(300)}.docx`, 'DOCX');
    expect([...name]).toHaveLength(180);
    expect(name.endsWith('ы.docx')).toBe(true);
  });
});

describe('a word cut by a line end', () => {
  it.each([
    ['образо-\nвание', 'образование'],
    ['научно-\nметодический', 'научно-методический'],
    ['современно-\nго', 'современного'],
    ['2020-\n2021', '2020-\n2021'],
    ['Ростов-\nна-Дону', 'Ростов-на-Дону'],
  ])('%j becomes %j', (cut, whole) => expect(joinHyphenated(cut)).toBe(whole));
});
