import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A document of a judged set. */
export interface JudgedDocument {
  _id: string;
  title: string;
  text: string;
}

/** One way of asking the questions of the set: as typed, with typos, in other forms. */
export interface JudgedQueries {
  /** `typed` for queries.jsonl, else the middle of the file's name. */
  name: string;
  queries: { _id: string; text: string }[];
}

/** A judged set in the format of BEIR: corpus.jsonl, queries*.jsonl and qrels.tsv in one folder. */
export interface JudgedSet {
  documents: JudgedDocument[];
  variants: JudgedQueries[];
  /** Gain by document id, by query id. */
  gains: Map<string, Map<string, number>>;
}

/** Reads a judged set. */
export async function readJudgedSet(folder: string): Promise<JudgedSet> {
  const lines = async <T>(name: string): Promise<T[]> =>
    (await readFile(join(folder, name), 'utf8'))
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as T);
  const gains = new Map<string, Map<string, number>>();
  for (const line of (await readFile(join(folder, 'qrels.tsv'), 'utf8')).split('\n').slice(1)) {
    const [query, document, gain] = line.split('\t');
    if (!query || !document) continue;
    const list = gains.get(query) ?? new Map<string, number>();
    list.set(document, Number(gain));
    gains.set(query, list);
  }
  const files = (await readdir(folder)).filter((name) => /^queries.*\.jsonl$/u.test(name)).sort();
  return {
    documents: await lines<JudgedDocument>('corpus.jsonl'),
    variants: await Promise.all(
      files.map(async (file) => ({
        name: file.split('.').length === 2 ? 'typed' : file.split('.')[1]!,
        queries: await lines<{ _id: string; text: string }>(file),
      })),
    ),
    gains,
  };
}

/** Normalised discounted cumulative gain of the first ten answers, 0 to 1. */
export function ndcg10(answer: readonly string[], gains: ReadonlyMap<string, number>): number {
  const gain = (value: number, place: number): number => (2 ** value - 1) / Math.log2(place + 2);
  const ideal = [...gains.values()]
    .sort((a, b) => b - a)
    .slice(0, 10)
    .reduce((sum, value, place) => sum + gain(value, place), 0);
  const got = answer.slice(0, 10).reduce((sum, id, place) => sum + gain(gains.get(id) ?? 0, place), 0);
  return ideal === 0 ? 0 : got / ideal;
}
