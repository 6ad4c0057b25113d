import type { Analyser } from '../analysis/analyser.js';
import { foldWord, normaliseText } from '../analysis/normalise.js';
import { splitWords, words } from '../analysis/tokens.js';
import type { IndexDocument } from '../search-engine.js';
import { documentImpacts, encodeForward, type ForwardDocument } from './forward.js';
import { PostingWriter, quantise } from './posting.js';

/** A word is worth correcting to or completing with when it is a word, not a number or a code. */
const VOCABULARY_WORD = /^\p{L}{2,40}$/u;
/** Marks a term as standing in a title. */
export const IN_TITLE = '^';

interface KnownWord {
  word: string;
  /** Number of its term. */
  number: number;
  lastDocument: number;
  documents: number;
}

/** Turns documents into postings, vocabulary and forward entries, in memory, until they are written out. */
export class SegmentBuilder {
  readonly postings = new Map<number, PostingWriter>();
  /** Words as written in small letters: what was found out about each, once. */
  readonly #words = new Map<string, KnownWord>();
  /** Terms that got their number here. */
  newTerms: [number: number, term: string][] = [];
  documents = 0;
  /** Postings held: what decides when to write them out. */
  size = 0;

  /**
   * @param numbers the numbers of the terms that the generation knows; new terms are added to it
   */
  constructor(
    private readonly analyser: Analyser,
    private readonly numbers: Map<string, number>,
    private nextNumber: number,
  ) {}

  /** Adds a document under a number greater than all before. Returns its forward entry. */
  add(doc: number, source: IndexDocument): Buffer {
    const analyse = (text: string): number[] =>
      splitWords(normaliseText(text).toLowerCase()).map((written) => {
        const word = this.#words.get(written) ?? this.#learn(written);
        if (word.lastDocument !== doc) {
          word.lastDocument = doc;
          word.documents += 1;
        }
        return word.number;
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
    for (const term of titleTerms) this.#post(this.#number(term), doc, quantise(8 / forward.title.length));
    this.documents += 1;
    return encodeForward(forward);
  }

  /** Words of the documents that are fit for corrections, with their terms and in how many documents they stand. */
  vocabulary(): { word: string; term: string; documents: number }[] {
    const found = new Map<string, { word: string; term: string; documents: number }>();
    for (const { word, documents } of this.#words.values()) {
      if (!VOCABULARY_WORD.test(word)) continue;
      const entry = found.get(word);
      // two ways of writing a word, with and without a mark, may stand in one document: a small matter
      if (entry) entry.documents += documents;
      else found.set(word, { word, term: this.analyser.term(word), documents });
    }
    return [...found.values()];
  }

  /** Terms of a document that this generation may already have numbers for. */
  static terms(source: IndexDocument, analyser: Analyser): Set<string> {
    const terms = new Set<string>();
    for (const text of [source.title, source.keywords, source.labels, source.annotation])
      for (const term of analyser.terms(normaliseText(text))) terms.add(term);
    for (const { text } of source.passages)
      for (const term of analyser.terms(normaliseText(text))) terms.add(term);
    for (const term of analyser.terms(source.title)) terms.add(IN_TITLE + term);
    return terms;
  }

  #learn(written: string): KnownWord {
    const word = foldWord(written);
    const known = { word, number: this.#number(this.analyser.term(word)), lastDocument: -1, documents: 0 };
    this.#words.set(written, known);
    return known;
  }

  #number(term: string): number {
    let number = this.numbers.get(term);
    if (number === undefined) {
      number = this.nextNumber++;
      this.numbers.set(term, number);
      this.newTerms.push([number, term]);
    }
    return number;
  }

  #post(term: number, doc: number, impact: number): void {
    let writer = this.postings.get(term);
    if (!writer) this.postings.set(term, (writer = new PostingWriter()));
    writer.add(doc, impact);
    this.size += 1;
  }
}
