/** A UUID that says that it was generated, of which table (two digits) and which row. */
export function generatedId(table: string, row: number): string {
  return `0190aaaa-00${table}-7000-8000-${row.toString(16).padStart(12, '0')}`;
}
