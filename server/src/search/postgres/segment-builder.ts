import type { Analyser } from '../analysis/analyser.js';
import { normaliseText } from '../analysis/normalise.js';
import { words } from '../analysis/tokens.js';
import type { IndexDocument } from '../search-engine.js';
import { documentImpacts, encodeForward, type ForwardDocument } from './forward.js';
import { PostingWriter, quantise } from './posting.js';

/** A word is worth correcting to or completing with when it is a word, not a number or a code. */
const VOCABULARY_WORD = /^\p{L}{2,40}$/u;
/** Marks a term as standing in a title. */
export const IN_TITLE = '^';

/** Turns documents into postings, vocabulary and forward entries, in memory, until they are written out. */
export class SegmentBuilder {
  readonly postings = new Map<number, PostingWriter>();
  /** Words with their terms and in how many of the documents they stand. */
  readonly vocabulary = new Map<string, { term: string; documents: number }>();
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
    const found = new Set<string>();
    const analyse = (text: string): number[] =>
      words(normaliseText(text)).map((word) => {
        found.add(word);
        return this.#number(this.analyser.term(word));
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
    for (const word of found) {
      if (!VOCABULARY_WORD.test(word)) continue;
      const entry = this.vocabulary.get(word);
      if (entry) entry.documents += 1;
      else this.vocabulary.set(word, { term: this.analyser.term(word), documents: 1 });
    }
    this.documents += 1;
    return encodeForward(forward);
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
