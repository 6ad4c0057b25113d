import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import snowball from 'snowball-stemmers';

interface AzParse {
  normalize(): { word: string };
  tag: { stat: string[] };
}
interface Az {
  Morph: {
    (word: string, options: { typos: number; ignoreCase: boolean; parsers: string[] }): AzParse[];
    init(folder: string, done: (error: Error | null) => void): void;
  };
}

/** Dictionary of Russian word forms (OpenCorpora): finds the dictionary form of a word. */
export interface Morphology {
  /** The most probable dictionary form with ё as е, or null for a word that the dictionary lacks. */
  lemma(word: string): string | null;
  /**
   * What a small-lettered word may be in any of its readings: a name of a person, a place or a body (also an
   * abbreviation), an adjective. Null for a word that the dictionary lacks.
   */
  grammar(word: string): { name: boolean; adjective: boolean } | null;
}

/** OpenCorpora's signs of a proper name. */
const NAMES = new Set(['Name', 'Surn', 'Patr', 'Init', 'Geox', 'Orgn', 'Trad', 'Abbr']);

const require = createRequire(import.meta.url);
let loading: Promise<Morphology> | undefined;

/** Loads the dictionary once a process: about 0.15 s and 70 MB. */
export function loadMorphology(): Promise<Morphology> {
  loading ??= new Promise((resolve, reject) => {
    const az = require('az') as Az;
    const folder = join(dirname(require.resolve('az/package.json')), 'dicts');
    const options = { typos: 0, ignoreCase: true, parsers: ['Dictionary'] };
    az.Morph.init(folder, (error) => {
      if (error) return reject(error);
      resolve({
        lemma(word) {
          const parse = az.Morph(word, options)[0];
          return parse ? parse.normalize().word.toLowerCase().replaceAll('ё', 'е') : null;
        },
        grammar(word) {
          const signs = az.Morph(word, options).flatMap(({ tag }) => tag.stat);
          if (signs.length === 0) return null;
          // «в» and «с» are abbreviations as well
          const service = signs.includes('PREP') || signs.includes('CONJ');
          const name = !service && signs.some((sign) => NAMES.has(sign));
          return { name, adjective: signs.includes('ADJF') };
        },
      });
    });
  });
  return loading;
}

const russian = snowball.newStemmer('russian');
const english = snowball.newStemmer('english');

/** Cuts the ending off a folded word; Cyrillic by the Russian rules, Latin by the English ones. */
export function stem(word: string): string {
  if (/^[а-я]+$/u.test(word)) return russian.stem(word);
  return /^[a-z]+$/u.test(word) ? english.stem(word) : word;
}
