const ending =
  /(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|иях|ией|иям|ием|ов|ев|ей|ой|ий|ый|ая|яя|ое|ее|ие|ые|ах|ях|ам|ям|ом|ем|ую|юю|ия|ию|ии|ья|ье|ю|я|а|о|у|е|и|ы|ь|й)$/;

const plain = (word: string): string => word.toLowerCase().replaceAll('ё', 'е');

/** The part of a Russian word that its forms share, roughly; never shorter than three letters. */
function stem(word: string): string {
  const lower = plain(word);
  const cut = lower.replace(ending, '');
  return cut.length >= 3 ? cut : lower;
}

/** A stretch of text that matches the query or does not. */
export interface Segment {
  text: string;
  match: boolean;
}

/** Cuts text into stretches; those match whose word is a form of a word of the query. */
export function markWords(text: string, query: string): Segment[] {
  const wanted = new Set((query.match(/[\p{L}\p{N}]{3,}/gu) ?? []).map(stem));
  if (!wanted.size) return [{ text, match: false }];
  const segments: Segment[] = [];
  for (const piece of text.split(/([\p{L}\p{N}]+)/u)) {
    if (!piece) continue;
    const match = wanted.has(stem(piece));
    const last = segments.at(-1);
    if (last && last.match === match) last.text += piece;
    else segments.push({ text: piece, match });
  }
  return segments;
}

const escaped: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Marks words in the text of HTML that the server has made safe; tags and entities stay as they are. */
export function markHtml(html: string, query: string): string {
  if (!query) return html;
  return html.replace(/<[^>]*>|&[a-z0-9#]+;|[^<&]+/gi, (piece) => {
    if (piece.startsWith('<') || piece.startsWith('&')) return piece;
    return markWords(piece, query)
      .map(({ text, match }) => {
        const safe = text.replace(/[&<>]/g, (sign) => escaped[sign]!);
        return match ? `<mark>${safe}</mark>` : safe;
      })
      .join('');
  });
}
