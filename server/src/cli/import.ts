import { access, constants, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { toCsv } from '../exchange/csv.js';
import { ProgressLine } from '../platform/terminal.js';
import type { ImportReport, ImportService, RefusedRow } from '../exchange/import/import.service.js';

/**
 * `import <manifest>`: imports with a progress bar and prints what was done.
 * @returns exit code: 0, or 2 where rows were refused
 */
export async function importManifest(importer: ImportService, manifest: string): Promise<number> {
  const started = performance.now();
  const progress = new ProgressLine('Загружаю материалы');
  const report = await importer
    .run(resolve(manifest), (done, total, title) => progress.show(done, total, title))
    .finally(() => progress.stop());
  console.log(describeImport(report, (performance.now() - started) / 1000));
  if (report.refused.length === 0) return 0;
  const path = await writeRefused(manifest, report.refused);
  console.log(`\nНе приняты ${report.refused.length}: причины и номера строк в файле ${path}`);
  for (const { line, reason } of report.refused.slice(0, 10)) console.log(`  строка ${line}: ${reason}`);
  return 2;
}

/** What an import did, as a table for a terminal. */
function describeImport(report: ImportReport, seconds: number): string {
  const { created, updated, unchanged, refused, files, bytes, made, unread } = report;
  const lines: [string, number | string][] = [
    ['Добавлено материалов', created],
    ['Обновлено', updated],
    ['Без изменений', unchanged],
    ['Не принято строк', refused.length],
    ['Файлов взято', `${files} (${decimal(bytes / 2 ** 20)} МБ)`],
    ['Новых организаций', made.organizations],
    ['Новых сетей', made.networks],
    ['Новых людей', made.people],
    ['Секунд', decimal(seconds)],
  ];
  const unreadable = unread.map((name) => `  текст не прочитан: ${name}`);
  return [...lines.map(([name, value]) => `  ${name.padEnd(24)}${value}`), ...unreadable].join('\n');
}

function decimal(value: number): string {
  return value.toFixed(1).replace('.', ',');
}

/** Beside the manifest where one may write there, else in the present folder. */
async function writeRefused(manifest: string, refused: RefusedRow[]): Promise<string> {
  const name = `${basename(manifest)}.refused.csv`;
  const beside = join(dirname(resolve(manifest)), name);
  const path = await access(dirname(beside), constants.W_OK).then(
    () => beside,
    () => resolve(name),
  );
  const rows = refused.map(({ line, title, reason }) => [line, title, reason]);
  await writeFile(path, toCsv([['Строка', 'Название', 'Причина'], ...rows]));
  return path;
}
