import { createRequire } from 'node:module';
import { words } from './tokens.js';

const require = createRequire(import.meta.url);
const russian = require('convert-layout/ru') as {
  fromEn(text: string): string;
};

const CYRILLIC = /\p{Script=Cyrillic}/gu;
const LATIN = /[a-z]/giu;
const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/**
 * Repairs text typed with the Latin keyboard layout («jwtyrf» is «оценка»). Only pieces without a Cyrillic
 * letter change, and only when at least half of them become words that `known` recognises.
 * Returns the same text where nothing is to be repaired.
 */
export function repairLayout(
  text: string,
  known: (word: string) => boolean,
  knownLatin: (word: string) => boolean,
): string {
  if (count(text, LATIN) <= count(text, CYRILLIC) && !/(?:^|\s)[^\s\p{Script=Cyrillic}]*[a-z]/iu.test(text))
    return text;
  let foreign = 0;
  let repaired = 0;
  const pieces = text.split(/(\s+)/u).map((piece) => {
    if (count(piece, LATIN) === 0 || count(piece, CYRILLIC) > 0) return piece;
    if (words(piece).every(knownLatin)) return piece;
    foreign += 1;
    const converted = russian.fromEn(piece);
    const found = words(converted);
    if (found.length > 0 && found.filter(known).length * 2 >= found.length) repaired += 1;
    return converted;
  });
  return foreign > 0 && repaired * 2 >= foreign ? pieces.join('') : text;
}
