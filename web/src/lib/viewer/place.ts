/** The place of a material's file that an address opens. */
export interface Place {
  /** Id of the file; null opens the main one. */
  file: string | null;
  page: number | null;
  slide: number | null;
  /** Seconds from the start of a video. */
  second: number | null;
  /** Ordinal of the passage, from 0. */
  ordinal: number | null;
  /** What was asked for; its words are marked. */
  query: string;
  /** Further words to mark: those by which the search found the place. */
  words: string;
}

const whole = (value: string | null): number | null =>
  value !== null && /^\d{1,6}(\.\d+)?$/.test(value) ? Math.floor(Number(value)) : null;

/** Reads `?file=…&page=2&q=…`. */
export const readPlace = (address: URLSearchParams): Place => ({
  file: address.get('file'),
  page: whole(address.get('page')),
  slide: whole(address.get('slide')),
  second: whole(address.get('second')),
  ordinal: whole(address.get('at')),
  query: (address.get('q') ?? '').trim().slice(0, 200),
  words: (address.get('words') ?? '').trim().slice(0, 200),
});

/**
 * The passage after which the text to read begins; -1 begins with the first.
 * Most pages and slides have one passage, but an empty page has none and a dense one several:
 * the window of fifty has the place asked for in its middle.
 */
export function startAfter({ ordinal, page, slide }: Place): number {
  return Math.max(-1, (ordinal ?? page ?? slide ?? 1) - 25);
}
