import type { Analyser } from '../../search/analysis/analyser.js';
import { isStopWord } from '../../search/analysis/stop-words.js';
import { words } from '../../search/analysis/tokens.js';
import { nameOf, type PlacedLine, type Proposal, type Source } from './source-text.js';

/** A subject of the bank. */
export interface KnownSubject {
  readonly slug: string;
  readonly title: string;
}

const MOST_KEYWORDS = 6;
/** A word that comes less often is not what the text is about. */
const OFTEN = 3;
const DECLARED_KEYWORDS = /^ключевые слова\s*[:.–—-]\s*(.+)$/iu;
const DECLARED_SUBJECT = /^(?:учебный\s+)?предмет\s*[:.–—-]\s*(.+)$/iu;
/** Words of the trade: every material has them, so that they tell nothing of any. */
const TRADE =
  'урок занятие учитель педагог воспитатель ученик учащийся обучающийся ребенок класс группа задание работа ответ вопрос цель задача этап деятельность материал школа сад учреждение образование форма время день слайд страница';

/** Keywords: those that the file declares, else the words that come most often. */
export function proposeKeywords({ lines }: Source, analyser: Analyser): Proposal | null {
  for (const line of lines) {
    const declared = DECLARED_KEYWORDS.exec(line.text)?.[1];
    if (!declared) continue;
    const values = declared
      .replace(/\.$/u, '')
      .split(/[,;]/u)
      .map((word) => word.trim())
      .filter((word) => word.length > 1 && word.length < 60);
    if (values.length > 0)
      return proposed(values.slice(0, 15), line, 'так указано в файле', 'the file says so');
  }
  const values = frequent(lines, analyser);
  if (values.length < 3) return null;
  return proposed(values, null, 'эти слова встречаются в файле чаще других', 'these words come most often');
}

function proposed(values: string[], line: PlacedLine | null, ru: string, en: string): Proposal {
  return { field: 'keywords', values, label: values.join(', '), reason: { ru, en }, line };
}

function frequent(lines: readonly PlacedLine[], analyser: Analyser): string[] {
  const trade = new Set(words(TRADE).map((word) => analyser.term(word)));
  const terms = new Map<string, { count: number; forms: Map<string, number> }>();
  for (const { text } of lines) {
    for (const word of words(text)) {
      if (word.length < 5 || isStopWord(word) || /\d/u.test(word)) continue;
      const term = analyser.term(word);
      if (trade.has(term)) continue;
      const known = terms.get(term) ?? { count: 0, forms: new Map<string, number>() };
      known.count += 1;
      known.forms.set(word, (known.forms.get(word) ?? 0) + 1);
      terms.set(term, known);
    }
  }
  return [...terms.values()]
    .filter(({ count }) => count >= OFTEN)
    .toSorted((a, b) => b.count - a.count)
    .slice(0, MOST_KEYWORDS)
    .map(({ forms }) => [...forms].toSorted((a, b) => b[1] - a[1] || a[0].length - b[0].length)[0]![0]);
}

/** The subject that the file declares, or that its name and its beginning speak of. */
export function proposeSubject(
  source: Source,
  subjects: readonly KnownSubject[],
  analyser: Analyser,
): Proposal | null {
  const terms = (text: string) => words(text).map((word) => analyser.term(word));
  const known = subjects
    .map((subject) => ({ ...subject, terms: terms(subject.title) }))
    .toSorted((a, b) => b.terms.length - a.terms.length); // «литературное чтение» before «литература»
  const find = (text: string) => {
    const inText = ` ${terms(text).join(' ')} `;
    return known.find((subject) => inText.includes(` ${subject.terms.join(' ')} `));
  };
  for (const line of source.lines.slice(0, 60)) {
    const declared = find(DECLARED_SUBJECT.exec(line.text)?.[1] ?? '');
    if (declared) return subjectOf(declared, line, 'предмет указан в файле', 'the file names the subject');
  }
  const named = find(nameOf(source));
  if (named)
    return subjectOf(named, null, 'предмет есть в имени файла', 'the name of the file has the subject');
  for (const line of source.lines.slice(0, 25)) {
    const met = find(line.text);
    if (met)
      return subjectOf(met, line, 'предмет упомянут в начале файла', 'the beginning speaks of the subject');
  }
  return null;
}

function subjectOf({ slug, title }: KnownSubject, line: PlacedLine | null, ru: string, en: string): Proposal {
  return { field: 'subjects', values: [slug], label: title, reason: { ru, en }, line };
}
