import { Max, Min } from 'class-validator';
import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { InvalidInput } from './errors.js';

/** Most items that one page of a list may have. */
const MAX_PAGE = 100;

/** Argument of a short list that is shown whole or cut. */
@ArgsType()
export class FirstArgs {
  @Field(() => Int, { defaultValue: 20, description: 'How many, 1–100.' })
  @Min(1)
  @Max(MAX_PAGE)
  first: number = 20;
}

/** Arguments of a list that grows. */
@ArgsType()
export class ConnectionArgs extends FirstArgs {
  @Field(() => String, { nullable: true, description: '`endCursor` of the page before.' })
  after?: string | null;
}

/** Where a page ends. */
@ObjectType({ description: 'Where a page ends.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether anything follows.' })
  hasNextPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Pass it as `after` to get the next page; null when the page is empty.',
  })
  endCursor!: string | null;
}

/** One page of a list with its total. */
export interface Page<T> {
  nodes: T[];
  pageInfo: PageInfo;
  totalCount: number;
}

/** Packs the sort keys of a row into an opaque cursor. */
function encodeCursor(keys: readonly string[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/**
 * Unpacks a cursor.
 * @throws InvalidInput when it was not made by `encodeCursor` with as many keys
 */
export function decodeCursor(cursor: string | null | undefined, length: number): string[] | null {
  if (cursor == null) return null;
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(keys) && keys.length === length && keys.every((key) => typeof key === 'string')) {
      return keys as string[];
    }
  } catch {
    // falls through to the refusal
  }
  throw new InvalidInput({ after: 'cursor' });
}

/**
 * Makes a page out of rows that were asked for with one more than the page holds.
 * @param keys the sort keys of a row, the same that `decodeCursor` gives back
 */
export function toPage<T>(
  rows: T[],
  first: number,
  totalCount: number,
  keys: (row: T) => readonly string[],
): Page<T> {
  const nodes = rows.slice(0, first);
  const last = nodes.at(-1);
  return {
    nodes,
    totalCount,
    pageInfo: { hasNextPage: rows.length > first, endCursor: last ? encodeCursor(keys(last)) : null },
  };
}
