import type { Member } from '../../platform/actor.js';
import type { Storage } from '../../platform/storage/storage.js';
import { type Archive, ArchiveWriter } from '../archive.js';
import { fileName } from '../collection-archive.js';
import { personalData } from './personal-data.js';
import type { OwnFile, PersonalDataReads } from './personal-data.reads.js';
import type { PersonalTable } from './personal-table.js';

/** Where the records lie in the ZIP, and where the files. */
const RECORDS = 'Сведения';
const FILES = 'Файлы';

/**
 * Everything that the bank holds of a person: a JSON for each part of the list, a README that explains them, and the
 * files of own materials. The files are stored as they are and read only while the ZIP is sent, so its size is known
 * from the beginning and memory does not grow with them.
 */
export async function makePersonalArchive(
  member: Member,
  reads: PersonalDataReads,
  storage: Storage,
  publicUrl: string,
  now: Date,
): Promise<Archive> {
  const archive = new ArchiveWriter(storage);
  const parts: { part: PersonalTable; rows: object[] }[] = [];
  for (const part of personalData) parts.push({ part, rows: await reads.rows(member, part) });
  const files = await Promise.all(
    (await reads.files(member)).map(async (file) => ({ file, stored: await storage.stat(file.sha256) })),
  );
  archive.addText('ПРОЧТИ МЕНЯ.txt', readme(parts, files, publicUrl, now), now);
  for (const { part, rows } of parts)
    if (rows.length > 0) archive.addJson(`${RECORDS}/${part.title.ru}.json`, rows, now);
  const names = new Map<string, Set<string>>();
  for (const { file, stored } of files) {
    if (!stored) continue;
    const folder = folderOf(file);
    names.set(folder, names.get(folder) ?? new Set());
    archive.addFile(folder, names.get(folder)!, { ...file, ...stored }, file.addedAt);
  }
  return archive.end();
}

function folderOf({ material, versionNumber }: OwnFile): string {
  return `${FILES}/${fileName(material, 60)}/версия ${versionNumber}/`;
}

function readme(
  parts: readonly { part: PersonalTable; rows: readonly object[] }[],
  files: readonly { file: OwnFile; stored: unknown }[],
  publicUrl: string,
  now: Date,
): string {
  const held = parts.filter(({ rows }) => rows.length > 0);
  const lost = files.filter(({ stored }) => !stored);
  const sections: (string | null)[] = [
    'Ваши данные в Методбанке',
    `Здесь всё, что банк ${publicUrl} хранил о вас ${now.toLocaleString('ru', { timeZone: 'Europe/Moscow', dateStyle: 'long', timeStyle: 'short' })} (время московское).\nФайлы .json открываются любым текстовым редактором; время в них указано по Гринвичу.`,
    `${RECORDS}:\n${held.map(describe).join('\n')}`,
    `${FILES}: ${files.length - lost.length}. Это файлы ваших материалов, по папке на версию.`,
    lost.length > 0
      ? `Не нашлись в хранилище, сообщите администратору:\n${lost.map(({ file }) => `  ${file.name}`).join('\n')}`
      : null,
    `Не выданы:\n${withheld(held).join('\n')}`,
    `Исправить сведения можно в профиле: ${publicUrl}/my/profile\nУдалить учётную запись: ${publicUrl}/my/data`,
  ];
  return sections.filter(Boolean).join('\n\n');
}

function describe({ part, rows }: { part: PersonalTable; rows: readonly object[] }): string {
  return `  ${part.title.ru}.json – записей: ${rows.length}. При удалении учётной записи: ${part.becomes?.ru ?? 'Удаляется.'}`;
}

/** What was left out of the tables, said once for each reason. */
function withheld(held: readonly { part: PersonalTable }[]): string[] {
  return [...new Set(held.flatMap(({ part }) => Object.values(part.withheld)))].map((why) => `  ${why}`);
}
