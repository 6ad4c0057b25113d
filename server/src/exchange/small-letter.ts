import type { Morphology } from '../search/analysis/morphology.js';

/** What a place or an institution is called by: «Октябрьский округ», «Лесная школа» are names as a whole. */
const CALLED =
  /^(?:район|округ|кра[йяюе]|област|республик|федераци|сел[оае]|пос[её]л|город|школ|гимнази|лице[йяюе]|сад|центр|институт|университет|академи|колледж|библиотек|музе[йяюе]|театр|заповедник|улиц|мор[еяю]|рек[аиуе]|озер|остров|войн)/iu;

/** Adjectives in -н- are made of common words; those in -ск- of the names of places. */
const NEW_ADJECTIVE = /[а-яё]{4}н(?:ый|ая|ое|ые|ых|ого|ому|ой|ую)$/u;

/**
 * A subtitle as ГОСТ Р 7.0.100-2018 wants it after « : »: it begins with a small letter, except a proper name.
 * Only a word that the dictionary knows and never reads as a name gives its capital away, and a newly made adjective
 * («безотметочное обучение»); abbreviations, initials, words in quotes or of another alphabet and other words that
 * the dictionary lacks stay as the author wrote them.
 */
export function withSmallLetter(subtitle: string, morphology: Morphology): string {
  const [, first = '', next = ''] = /^([А-ЯЁ][а-яё]*(?:-[а-яё]+)*)(?:\s+(\S*)|[,;]|$)/u.exec(subtitle) ?? [];
  if (first === '' || /^[А-ЯЁ]/u.test(next) || first.split('-').some((part) => !isPlain(part, next))) {
    return subtitle;
  }
  return subtitle.charAt(0).toLowerCase() + subtitle.slice(1);

  function isPlain(word: string, follower: string): boolean {
    const known = morphology.grammar(word.toLowerCase());
    if (known === null)
      return NEW_ADJECTIVE.test(word) && /^[а-яё]{3}/u.test(follower) && !CALLED.test(follower);
    return !known.name && !(known.adjective && CALLED.test(follower));
  }
}
