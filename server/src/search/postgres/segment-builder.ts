import type { Analyser } from '../analysis/analyser.js';
import { foldWord, normaliseText } from '../analysis/normalise.js';
import { splitWords, words } from '../analysis/tokens.js';
import type { IndexDocument } from '../search-engine.js';
import { documentImpacts, encodeForward, type ForwardDocument } from './forward.js';
import type { Numbering } from './numbering.js';
import { PostingWriter, quantise } from './posting.js';
import { encodeWords, type CountedWord } from './word-counts.js';

/** A word is worth correcting to or completing with when it is a word, not a number or a code. */
const VOCABULARY_WORD = /^\p{L}{2,40}$/u;
/** Marks a term as standing in a title. */
export const IN_TITLE = '^';

/** What was found out about a word as it is written. */
interface KnownWord {
  /** Number of its term. */
  term: number;
  /** Where it is counted; null for what is no word of a vocabulary. */
  counted: (CountedWord & { lastDocument: number }) | null;
}

/** Turns documents into postings, vocabulary and forward entries, in memory, until they are written out. */
export class SegmentBuilder {
  readonly postings = new Map<number, PostingWriter>();
  /** Words as written in small letters. */
  readonly #words = new Map<string, KnownWord>();
  readonly #counted = new Map<string, NonNullable<KnownWord['counted']>>();
  documents = 0;
  /** Postings held: what decides when to write them out. */
  size = 0;

  /**
   * @param terms the numbers of the terms that the generation knows; new terms are added to it
   * @param wordNumbers the same for the words of the vocabulary
   */
  constructor(
    private readonly analyser: Analyser,
    private readonly terms: Numbering,
    private readonly wordNumbers: Numbering,
  ) {}

  /** Adds a document under a number greater than all before. Returns its words in reading order, and the different ones. */
  add(doc: number, source: IndexDocument): { forward: Buffer; words: Buffer } {
    const different: number[] = [];
    const analyse = (text: string): number[] =>
      splitWords(normaliseText(text).toLowerCase()).map((written) => {
        const { term, counted } = this.#words.get(written) ?? this.#learn(written);
        if (counted && counted.lastDocument !== doc) {
          counted.lastDocument = doc;
          counted.documents += 1;
          different.push(counted.number);
        }
        return term;
      });
    const forward: ForwardDocument = {
      title: analyse(source.title),
      keywords: analyse(source.keywords),
      labels: analyse(source.labels),
      annotation: analyse(source.annotation),
      passages: source.passages.map(({ file, ordinal, text }) => ({ file, ordinal, terms: analyse(text) })),
    };
    for (const [term, value] of documentImpacts(forward)) this.#post(term, doc, quantise(value));
    const titleTerms = new Set(words(source.title).map((word) => IN_TITLE + this.analyser.term(word)));
    for (const term of titleTerms) this.#post(this.terms.of(term), doc, quantise(8 / forward.title.length));
    this.documents += 1;
    return { forward: encodeForward(forward), words: encodeWords(different) };
  }

  /** Words of the documents that are fit for corrections, with their terms and in how many documents they stand. */
  vocabulary(): CountedWord[] {
    return [...this.#counted.values()];
  }

  /** Words and terms of a document that this generation may already have numbers for. */
  static texts(source: IndexDocument, analyser: Analyser): { words: Set<string>; terms: Set<string> } {
    const { title, keywords, labels, annotation, passages } = source;
    const found = new Set<string>();
    for (const text of [title, keywords, labels, annotation, ...passages.map((passage) => passage.text)])
      for (const word of words(normaliseText(text))) found.add(word);
    const terms = new Set([...found].map((word) => analyser.term(word)));
    for (const term of analyser.terms(title)) terms.add(IN_TITLE + term);
    return { words: found, terms };
  }

  #learn(written: string): KnownWord {
    const word = foldWord(written);
    const term = this.analyser.term(word);
    let counted = this.#counted.get(word) ?? null;
    if (!counted && VOCABULARY_WORD.test(word)) {
      counted = { number: this.wordNumbers.of(word), word, term, documents: 0, lastDocument: -1 };
      this.#counted.set(word, counted);
    }
    const known = { term: this.terms.of(term), counted };
    this.#words.set(written, known);
    return known;
  }

  #post(term: number, doc: number, impact: number): void {
    let writer = this.postings.get(term);
    if (!writer) this.postings.set(term, (writer = new PostingWriter()));
    writer.add(doc, impact);
    this.size += 1;
  }
}
