import { isStamp, nameOf, type PlacedLine, type Proposal, type Source } from './source-text.js';

/** A title as long as titles are, letters. */
const SHORTEST_TITLE = 8;
const LONGEST_TITLE = 180;
const SHORTEST_ANNOTATION = 100;
const LONGEST_ANNOTATION = 700;
const TOPIC =
  /^(?:тема(?:\s+(?:урока|занятия|проекта|выступления|опыта|мероприятия))?|название)\s*[:.–—-]\s*(.+)$/iu;
const ABOUT =
  /^(?:аннотация|краткое описание|пояснительная записка|актуальность|введение|цель(?:\s+(?:урока|занятия|проекта))?)\s*[:.–—-]?\s*(.*)$/iu;
const SENTENCE_END = /[.!?…]/u;

/** A title: the declared topic, else the first line that may be one, else the file's name. */
export function proposeTitle(source: Source): Proposal | null {
  for (const line of source.lines.slice(0, 80)) {
    const topic = bare(TOPIC.exec(line.text)?.[1] ?? '');
    if (fits(topic))
      return titleOf(topic, line, 'так названа тема в файле', 'this is the topic named in the file');
  }
  const first = source.lines
    .slice(0, 12)
    .find(({ text }) => fits(bare(text)) && !isStamp(text) && !isLabel(text));
  if (first) return titleOf(bare(first.text), first, 'с этого начинается файл', 'the file begins with this');
  const name = nameOf(source);
  return fits(name) ? titleOf(name, null, 'так назван файл', 'the file is named so') : null;
}

/** An annotation: what stands below a heading that announces one, else the first paragraph that tells something. */
export function proposeAnnotation({ lines }: Source): Proposal | null {
  for (const [at, line] of lines.entries()) {
    const found = ABOUT.exec(line.text);
    if (!found) continue;
    const below =
      found[1]!.length > 20 ? [{ ...line, text: found[1]! }, ...lines.slice(at + 1)] : lines.slice(at + 1);
    const text = paragraph(below);
    if (text)
      return annotationOf(text, line, `из раздела «${heading(line.text)}»`, `below “${heading(line.text)}”`);
  }
  const told = lines.find(
    ({ text }) => text.length >= SHORTEST_ANNOTATION && SENTENCE_END.test(text) && !isStamp(text),
  );
  return told
    ? annotationOf(cut(told.text), told, 'первый связный абзац файла', 'the first paragraph of the file')
    : null;
}

function titleOf(text: string, line: PlacedLine | null, ru: string, en: string): Proposal {
  const title = text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
  return { field: 'title', values: [title], label: title, reason: { ru, en }, line };
}

function annotationOf(text: string, line: PlacedLine, ru: string, en: string): Proposal {
  return { field: 'annotation', values: [text], label: text, reason: { ru, en }, line };
}

function bare(text: string): string {
  const trimmed = text.trim().replace(/[.;,]+$/u, '');
  return /^[«"][^«»"]+[»"]$/u.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
}

function fits(text: string): boolean {
  return (
    text.length >= SHORTEST_TITLE &&
    text.length <= LONGEST_TITLE &&
    (text.match(/\p{L}{2,}/gu)?.length ?? 0) >= 2
  );
}

/** «Класс: 5», «Учитель: Иванова» say something else than a title. */
function isLabel(text: string): boolean {
  return /^\p{L}{3,20}(?: \p{L}{2,20})?:/u.test(text) || /@|https?:/u.test(text);
}

/** Whole lines until they are an annotation. */
function paragraph(lines: readonly PlacedLine[]): string | null {
  let text = '';
  for (const line of lines.slice(0, 8)) {
    text = text ? `${text} ${line.text}` : line.text;
    if (text.length >= SHORTEST_ANNOTATION && SENTENCE_END.test(text)) return cut(text);
  }
  return null;
}

/** At most so long, ended at a sentence. */
function cut(text: string): string {
  if (text.length <= LONGEST_ANNOTATION) return text;
  const head = text.slice(0, LONGEST_ANNOTATION);
  const end = Math.max(head.lastIndexOf('. '), head.lastIndexOf('! '), head.lastIndexOf('? '));
  return end > SHORTEST_ANNOTATION ? head.slice(0, end + 1) : `${head.slice(0, head.lastIndexOf(' '))}…`;
}

function heading(text: string): string {
  return text.split(/[:.]/u)[0]!.slice(0, 40).trim();
}
