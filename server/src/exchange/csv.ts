/** Cells that a spreadsheet would run as a formula, also after a separator, also full-width. */
const FORMULA = /^[\s,;]*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u;

/** A text that no spreadsheet runs as a formula, wherever it is copied to. */
export function safeText(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** A cell that every spreadsheet shows as the text that it is. */
export function safeCell(value: string | number): string {
  const safe = typeof value === 'string' ? safeText(value) : String(value);
  return /[";,\r\n\t]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** A table as CSV that a Russian Excel opens by a double click: BOM, semicolons, CRLF. */
export function toCsv(rows: (string | number)[][]): string {
  return `\uFEFF${rows.map((row) => row.map(safeCell).join(';')).join('\r\n')}\r\n`;
}
