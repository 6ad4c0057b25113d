import { type ExtractedPassage, MAX_TEXT_LENGTH } from './extraction.js';

/** A paragraph, heading, list or table: what a reader sees and what the search reads. */
export interface Block {
  html: string;
  text: string;
  page?: number;
  slide?: number;
  sheet?: string;
  heading?: boolean;
}

/** A passage without a page of its own ends at the first block that brings it to this many characters. */
const FULL = 800;
/** A heading opens a new passage once the present one is this long. */
const LONG_ENOUGH = 300;
/** No passage is longer: a whole page of small print. */
const LONGEST = 6000;

/** Passages and the HTML of a document, in which passage N is `<section id="passage-N">`. */
export interface Laid {
  passages: ExtractedPassage[];
  html: string;
}

/** Cuts a document at its pages, slides and sheets, or else into stretches of about a thousand characters. */
export function lay(blocks: Block[]): Laid {
  const passages: ExtractedPassage[] = [];
  const sections: string[] = [];
  let length = 0;
  for (const group of groups(blocks)) {
    const { page, slide, sheet } = group[0]!;
    const place = { ...(page && { page }), ...(slide && { slide }), ...(sheet && { sheet }) };
    const first = passages.length;
    for (const text of stretches(tidy(group.map((block) => block.text).join('\n')), LONGEST)) {
      length += text.length;
      if (text && length <= MAX_TEXT_LENGTH) passages.push({ ...place, text });
    }
    const html = group.map((block) => block.html).join('\n');
    const anchors = passages.slice(first + 1).map((_, at) => `<span id="passage-${first + 1 + at}"></span>`);
    const id = passages.length > first ? ` id="passage-${first}"` : '';
    const data = page ? ` data-page="${page}"` : slide ? ` data-slide="${slide}"` : '';
    if (html) sections.push(`<section${id}${data}>\n${anchors.join('')}${html}\n</section>`);
  }
  return { passages, html: sections.join('\n') };
}

function groups(blocks: Block[]): Block[][] {
  const result: Block[][] = [];
  let length = 0;
  for (const block of blocks) {
    const last = result.at(-1);
    const before = last?.[0];
    const same =
      before && before.page === block.page && before.slide === block.slide && before.sheet === block.sheet;
    const placed = block.page !== undefined || block.slide !== undefined || block.sheet !== undefined;
    const full = !placed && (length >= FULL || (block.heading && length >= LONG_ENOUGH));
    if (last && same && !full) last.push(block);
    else {
      result.push([block]);
      length = 0;
    }
    length += block.text.length;
  }
  return result;
}

/** A text in parts of at most `longest` characters, cut at a line or a sentence where there is one. */
export function stretches(text: string, longest: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > longest) {
    const head = rest.slice(0, longest);
    const at = Math.max(head.lastIndexOf('\n'), head.lastIndexOf('. ') + 1, head.lastIndexOf(' '));
    const cut = at > longest / 2 ? at : longest;
    parts.push(rest.slice(0, cut).trim());
    rest = rest.slice(cut).trimStart();
  }
  return [...parts, rest];
}

/** One space between words, no empty lines, no characters that PostgreSQL or a reader cannot take. */
export function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g, '')
    .replace(/[\p{Cc}\p{Cs}]/gu, (character) => (character === '\n' ? '\n' : ' '))
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim();
}
