import { KIND_LABELS } from '../../materials/kind-labels.js';
import type { MaterialKind } from '../../materials/material-enums.js';
import { LEVEL_LABELS } from '../../search/facet-labels.js';
import type { ThemeMap, ThemeMapRow } from '../../search/theme-map/theme-map.type.js';
import type { EducationLevel } from '../../vocabulary/education-level.js';
import { safeText } from '../csv.js';

type Cells = readonly (string | number)[];

/** The theme map as a workbook: by kinds, by levels, by both, and what names no theme. Texts never run as formulas. */
export async function themeMapWorkbook(map: ThemeMap): Promise<Buffer> {
  const { default: excel } = await import('exceljs');
  const book = new excel.Workbook();
  for (const [name, rows] of sheetsOf(map)) {
    const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', xSplit: 1, ySplit: 1 }] });
    for (const row of rows)
      sheet.addRow(row.map((cell) => (typeof cell === 'string' ? safeText(cell) : cell)));
    sheet.getColumn(1).width = 44;
    const head = sheet.getRow(1);
    head.font = { bold: true };
    head.alignment = { wrapText: true, vertical: 'top' };
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** The sheets with their rows, the first row the names of the columns. */
function sheetsOf({ rows, unassigned }: ThemeMap): [name: string, rows: Cells[]][] {
  const kinds = Object.entries(KIND_LABELS) as [MaterialKind, string][];
  const levels = Object.entries(LEVEL_LABELS) as [EducationLevel, string][];
  const sums = ['Тема', 'Материалов', 'Не нашли', 'Не открыли', 'Просят'];
  const sumsOf = (row: ThemeMapRow) => [
    titleOf(row),
    ...[row.materials, row.nothing, row.unopened, row.requests],
  ];
  const at = (row: ThemeMapRow, kind: MaterialKind | null, level: EducationLevel | null) =>
    row.cells.find((cell) => cell.kind === kind && cell.level === level)?.materials ?? 0;
  return [
    [
      'Темы и виды',
      [
        [...sums, ...kinds.map(([, label]) => label)],
        ...rows.map((row) => [...sumsOf(row), ...kinds.map(([kind]) => at(row, kind, null))]),
      ],
    ],
    [
      'Темы и уровни',
      [
        [...sums, ...levels.map(([, label]) => label)],
        ...rows.map((row) => [...sumsOf(row), ...levels.map(([level]) => at(row, null, level))]),
      ],
    ],
    [
      'Вид и уровень',
      [
        ['Тема', 'Вид', 'Уровень', 'Материалов', 'Ищут', 'Просят'],
        ...rows.flatMap((row) =>
          row.cells
            .filter(({ kind, level }) => kind !== null && level !== null)
            .map(({ kind, level, ...cell }) => [
              ...[titleOf(row), KIND_LABELS[kind!], LEVEL_LABELS[level!]],
              ...[cell.materials, cell.searches, cell.requests],
            ]),
        ),
      ],
    ],
    ['Вне тем', [['Запрос', 'Раз'], ...unassigned.map(({ query, searches }) => [query, searches])]],
  ];
}

function titleOf({ id, theme }: ThemeMapRow): string {
  return theme?.title ?? (id === 'bank' ? 'Весь банк' : 'Без темы');
}
