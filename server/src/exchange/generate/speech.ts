import type { Random } from './random.js';

/** Text of which each word follows the one before it as somewhere in the samples: their words in their frequencies. */
export class Speech {
  private readonly words: string[] = [];
  private readonly starts: number[] = [];
  /** Positions in `words` at which a word stands. */
  private readonly places = new Map<string, number[]>();

  constructor(samples: readonly string[]) {
    for (const sample of samples) {
      for (const sentence of sample.split(/(?<=[.!?])\s+|\n+/)) {
        const words = sentence.split(/\s+/).filter((word) => /\p{L}|\d/u.test(word) && word.length < 40);
        if (words.length < 3) continue;
        this.starts.push(this.words.length);
        for (const word of [...words, '']) {
          if (word) {
            const places = this.places.get(word) ?? [];
            if (places.length < 500) places.push(this.words.length);
            this.places.set(word, places);
          }
          this.words.push(word);
        }
      }
    }
  }

  /** A text of about so many words; now and then a word is a number or a name that stands nowhere else. */
  say(random: Random, length: number): string {
    const said: string[] = [];
    let at = random.pick(this.starts);
    while (said.length < length) {
      const word = this.words[at]!;
      if (!word) {
        if (said.length > 0 && !/[.!?:;]$/.test(said.at(-1)!)) said[said.length - 1] += '.';
        at = random.pick(this.starts);
        continue;
      }
      said.push(random.next() < 0.01 ? rare(random) : word);
      const places = this.places.get(word)!;
      at = (places.length > 1 && random.next() < 0.6 ? random.pick(places) : at) + 1;
    }
    return said.join(' ');
  }
}

const SYLLABLES = 'ва ле ро ми та ни со ка ре по ду лу не зо би га'.split(' ');

/** A name made of syllables: the long tail that every real collection has. */
function rare(random: Random): string {
  const name = Array.from({ length: 2 + random.below(3) }, () => random.pick(SYLLABLES)).join('');
  return `${name[0]!.toUpperCase()}${name.slice(1)}${random.pick(['во', 'ка', 'ский', 'ново', 'град'])}`;
}
