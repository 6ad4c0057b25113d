import type { ByteRange } from '../platform/storage/storage.js';

/** What a Range header asks for: the whole, a part, or nothing that there is. */
export type RangeAnswer = ByteRange | 'whole' | 'unsatisfiable';

/**
 * Reads a Range header by RFC 9110 § 14. One range is served as a part; several, or a header that is no range, as
 * the whole, which the standard allows and which spares everybody answers of a thousand parts.
 */
export function parseRange(header: string | undefined, size: number): RangeAnswer {
  const match = /^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/i.exec(header ?? '');
  if (!match || (!match[1] && !match[2])) return 'whole';
  const [, from, to] = match;
  if (!from) {
    const length = Math.min(Number(to), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 };
  }
  const start = Number(from);
  if (to && Number(to) < start) return 'whole';
  if (start >= size) return 'unsatisfiable';
  return { start, end: to ? Math.min(Number(to), size - 1) : size - 1 };
}
