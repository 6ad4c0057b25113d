/**
 * How a name is found in what people write: in any case, with «е» for «ё», given names as initials too. The patterns
 * mean the same to PostgreSQL and to JavaScript, both of which have to disregard capitals.
 */

/** Ends that a name has in one case or another. */
const ENDINGS =
  'ого|его|ому|ему|ыми|ими|ами|ями|ая|яя|ий|ый|ой|ей|ёй|ую|юю|ые|ие|ым|им|ом|ем|ём|ою|ею|ью|ых|их|ах|ях|ам|ям|а|я|о|е|и|ы|у|ю|ь|й';
/** What may be such an end, and what is at least: Сергей – Серге-я, not Серг-я. */
const LONG_END = new RegExp(`(?:${ENDINGS})$`, 'u');
const SHORT_END = /[аяоеёиыуюьй]$/u;
/** A vowel that other cases drop: Кравец – Кравца, Павел – Павла. */
const FLEETING = /[еёо](?=[цкл]$)/u;
/** A stem is at least so long, or its end belongs to it: Ким. */
const SHORTEST_STEM = 3;
const BEFORE = '(?<![а-яёa-z])';
const AFTER = '(?![а-яёa-z])';

/** How a name is looked for. */
export interface NameForms {
  /** What all forms of its first word have: found faster than the forms themselves. */
  readonly part: string;
  /** For each of its words all its forms; all words have to be there. */
  readonly words: readonly string[];
}

/** @param name a surname with the given names after it, or given names alone; one word at least */
export function nameForms(name: string): NameForms {
  const words = wordsOf(name);
  const [first] = words;
  return {
    part: stemsOf(first!.split('-')[0]!),
    words: words.map((word, at) => {
      const forms = `${BEFORE}${word.split('-').map(formsOf).join('-')}${AFTER}`;
      // «Барсукова У. Я.»
      return at === 0 ? forms : `(?:${forms}|${BEFORE}${folded(word[0]!)}\\.)`;
    }),
  };
}

/** The words of a name, lower case, without points and other marks. */
export function wordsOf(name: string): string[] {
  return (
    name
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}'’]+(?:-[\p{L}\p{M}'’]+)*/gu) ?? []
  );
}

function formsOf(word: string): string {
  return /[а-яё]/u.test(word) ? `${stemsOf(word)}(?:${folded(ENDINGS)})?` : folded(word);
}

function stemsOf(word: string): string {
  const short = [word, word.replace(SHORT_END, ''), word.replace(LONG_END, '')];
  const stems = [...short, ...short.map((stem) => stem.replace(FLEETING, ''))];
  const long = stems.filter((stem) => stem === word || stem.length >= SHORTEST_STEM);
  return `(?:${[...new Set(long.map(folded))].join('|')})`;
}

/** People write «е» for «ё». */
function folded(pattern: string): string {
  return pattern.replace(/[её]/gu, '[её]');
}
