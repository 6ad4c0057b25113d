import type pg from 'pg';
import type { Analyser } from './analysis/analyser.js';
import { highlight, type MarkedTerms, snippet } from './analysis/highlight.js';
import type { AnalysedQuery } from './analysis/query.js';
import type { EngineHit, EnginePlace } from './search-engine.js';
import type { PlaceHit, SearchHit } from './search-result.js';

interface PassageRow {
  sha256: string;
  ordinal: number;
  page: number | null;
  slide: number | null;
  sheet: string | null;
  second: number | null;
  text: string;
}

/** Characters of an annotation shown in a list. */
const ANNOTATION = 420;

/**
 * Marks the words of the query in the hits of a page and shows the matching stretches, as far as they are asked for;
 * one statement in all.
 */
export async function describeHits(
  pool: pg.Pool,
  hits: readonly EngineHit[],
  query: AnalysedQuery,
  analyser: Analyser,
): Promise<SearchHit[]> {
  const terms = queryTerms(query);
  const texts = await readPassages(
    pool,
    hits.flatMap(({ places }) => places),
  );
  return hits.map(({ card, places, placeCount }) => {
    const [best, ...morePlaces] = places.flatMap((place): PlaceHit[] => {
      const row = texts.get(key(place.file.sha256, place.ordinal));
      if (!row) return [];
      const { ordinal, page, slide, sheet, second, text } = row;
      const file = { id: place.file.id, name: place.file.name };
      const shown = once(() => snippet(text, terms, analyser));
      return [
        {
          place: { file, ordinal, page, slide, sheet, second },
          get snippet() {
            return shown();
          },
        },
      ];
    });
    const title = once(() => highlight(card.title, terms, analyser));
    const annotation = once(() =>
      card.annotation ? snippet(card.annotation, terms, analyser, ANNOTATION) : [],
    );
    return {
      material: card,
      highlights: {
        get title() {
          return title();
        },
        get annotation() {
          return annotation();
        },
      },
      place: best?.place ?? null,
      get snippet() {
        return best?.snippet ?? [];
      },
      morePlaces,
      placeCount,
    };
  });
}

/** Makes a thing when it is first asked for: marking words costs more than all the rest of an answer. */
function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** The terms that are marked: what was asked for, and the single words that may stand for it. */
function queryTerms({ terms }: AnalysedQuery): MarkedTerms {
  const marked = new Map<string, number>();
  for (const { alternatives } of terms)
    for (const { terms: other, weight } of alternatives)
      if (other.length === 1) marked.set(other[0]!, weight);
  for (const { term } of terms) marked.set(term, 1);
  return marked;
}

async function readPassages(pool: pg.Pool, places: readonly EnginePlace[]): Promise<Map<string, PassageRow>> {
  if (places.length === 0) return new Map();
  const { rows } = await pool.query<PassageRow>({
    name: 'search-places',
    text: `select p.sha256, p.ordinal, p.page, p.slide, p.sheet, p.second, p.text
           from unnest($1::text[], $2::int[]) as asked (sha256, ordinal)
           join file_passage p using (sha256, ordinal)`,
    values: [places.map(({ file }) => file.sha256), places.map(({ ordinal }) => ordinal)],
  });
  return new Map(rows.map((row) => [key(row.sha256, row.ordinal), row]));
}

function key(sha256: string, ordinal: number): string {
  return `${sha256}:${ordinal}`;
}
