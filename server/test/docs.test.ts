import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SECRETS, environmentSchema } from '../src/platform/config.js';
import { PROJECT_ROOT } from '../src/platform/project-root.js';

const read = (name: string) => readFileSync(join(PROJECT_ROOT, name), 'utf8');
const names = (text: string) => [...text.matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map((match) => match[1]!);

describe.each(['README.md', 'README.ru.md'])('%s', (readme) => {
  const text = read(readme);

  it('has a row for every setting and for nothing else', () => {
    const rows = text.split('\n').filter((line) => line.startsWith('| `'));
    const listed = rows.flatMap((row) => names(row.split('|')[1]!));
    expect(listed.toSorted()).toEqual(Object.keys(environmentSchema.shape).toSorted());
  });

  it('lists the settings that may be given as files', () => {
    const sentence = text.split('\n').filter((line) => line.startsWith('`DATABASE_URL`,'))[0];
    expect(names(sentence!).toSorted()).toEqual([...SECRETS].toSorted());
  });

  it('comes to the details after two screens at most', () => {
    const before = text.slice(0, text.indexOf('\n---\n')).split('\n');
    expect(before.length).toBeLessThanOrEqual(65);
  });
});

describe('the documents', () => {
  it.each(globSync('*.md', { cwd: PROJECT_ROOT }))('%s points to files that exist', (name) => {
    const links = [...read(name).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1]!);
    expect(links.filter((link) => !existsSync(join(PROJECT_ROOT, link)))).toEqual([]);
  });
});
