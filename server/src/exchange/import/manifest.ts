import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { decodeText } from '../../materials/extraction/text-encoding.js';
import { checkZip } from '../../materials/extraction/zip-budget.js';
import { PlainError } from '../../platform/plain-error.js';

/** Columns of a manifest; the first four have to be there. */
export const COLUMNS = {
  files: 'файлы',
  title: 'название',
  kind: 'вид',
  license: 'лицензия',
  subtitle: 'подзаголовок',
  annotation: 'аннотация',
  authors: 'авторы',
  roles: 'роли',
  organization: 'организация',
  network: 'сеть',
  themes: 'темы',
  levels: 'уровни',
  grades: 'классы',
  ageFrom: 'возраст от',
  ageTo: 'возраст до',
  subjects: 'предметы',
  keywords: 'ключевые слова',
  audience: 'кому',
  technologies: 'технологии',
  duration: 'длительность',
  ageRating: 'возрастная маркировка',
  year: 'год',
  language: 'язык',
  rightsHolder: 'правообладатель',
  publishedAt: 'опубликовано',
  reviewBy: 'проверить до',
  status: 'статус',
  protocol: 'протокол',
  protocolDate: 'дата протокола',
  recommended: 'рекомендовано',
  downloads: 'скачивания',
  views: 'просмотры',
} as const;

/** Name of a column. */
export type Column = keyof typeof COLUMNS;

/** A row as it was written. */
export interface ManifestRow {
  /** Line of the file, or row of the sheet, on which it begins, from 1. */
  line: number;
  values: Partial<Record<Column, string>>;
  /** Set where the line could not be read as a row. */
  broken?: string;
}

/**
 * Reads a manifest: CSV with comma, semicolon or tab in UTF-8 or windows-1251, or the first sheet of an XLSX.
 * The header may be English or Russian.
 * @throws PlainError where it is no manifest
 */
export async function readManifest(path: string): Promise<ManifestRow[]> {
  const records = await readRecords(path);
  const header = records.shift();
  const columns = (header?.cells ?? []).map(columnOf);
  const missing = (['files', 'title'] as const).filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    throw new PlainError(`В описи нет столбцов: ${missing.join(', ')} (the manifest lacks these columns)`);
  }
  return records
    .filter(({ cells, broken }) => broken || cells.some((cell) => cell.trim()))
    .map(({ line, cells, broken }) => {
      const pairs = cells.flatMap((cell, at) =>
        columns[at] && cell.trim() ? [[columns[at], cell.trim()]] : [],
      );
      return { line, values: Object.fromEntries(pairs) as ManifestRow['values'], ...(broken && { broken }) };
    });
}

interface RawRecord {
  line: number;
  cells: string[];
  broken?: string;
}

async function readRecords(path: string): Promise<RawRecord[]> {
  const sheet = /\.xlsx$/i.test(path);
  try {
    return sheet ? await readSheet(path) : readCsv(decodeText(await readFile(path)));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const [ru, en] = UNREADABLE[code ?? ''] ?? [
      sheet ? 'это не таблица XLSX' : 'это не таблица CSV',
      sheet ? 'not an XLSX sheet' : 'not a CSV table',
    ];
    throw new PlainError(`Опись «${path}» не прочитать: ${ru} (the manifest cannot be read: ${en})`, {
      cause,
    });
  }
}

const UNREADABLE: Readonly<Record<string, readonly [ru: string, en: string]>> = {
  ENOENT: ['такого файла нет', 'no such file'],
  EISDIR: ['это папка', 'it is a folder'],
  EACCES: ['нет права его читать', 'permission denied'],
};

function columnOf(header: string): Column | undefined {
  const wanted = header.trim().toLowerCase();
  return (Object.keys(COLUMNS) as Column[]).find(
    (name) => name.toLowerCase() === wanted || COLUMNS[name] === wanted,
  );
}

function readCsv(text: string): RawRecord[] {
  const first = text.slice(0, text.indexOf('\n') + 1 || undefined);
  const count = (delimiter: string): number => first.split(delimiter).length;
  const delimiter = [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best));
  const records: RawRecord[] = [];
  let line = 1;
  const parsed = parse(text, {
    delimiter,
    info: true,
    relax_column_count: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      records.push({ line: error?.lines as number, cells: [], broken: brokenBecause(error?.code) });
      return undefined;
    },
  }) as unknown as { record: string[]; info: { lines: number } }[];
  for (const { record, info } of parsed) {
    records.push({ line, cells: record });
    line = info.lines + 1;
  }
  return records.toSorted((a, b) => a.line - b.line);
}

/** The parser's own words are English and quote a byte of the text, which in Cyrillic is half a letter. */
function brokenBecause(code: string | undefined): string {
  return code?.includes('QUOTE') ? 'кавычки стоят посреди ячейки или не закрыты' : 'это не строка таблицы';
}

async function readSheet(path: string): Promise<RawRecord[]> {
  await checkZip(path);
  const { default: excel } = await import('exceljs');
  const book = new excel.Workbook();
  await book.xlsx.readFile(path);
  const records: RawRecord[] = [];
  book.worksheets[0]?.eachRow((row, line) => {
    const cells: string[] = [];
    row.eachCell({ includeEmpty: true }, (cell, column) => {
      cells[column - 1] = cell.value instanceof Date ? cell.value.toISOString().slice(0, 10) : cell.text;
    });
    records.push({ line, cells });
  });
  return records;
}
