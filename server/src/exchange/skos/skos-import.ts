/** Reads a SKOS file that somebody brings: nothing that it names is ever fetched. */
import { Parser, type Quad } from 'n3';
import { InvalidInput } from '../../platform/errors.js';
import { DCTERMS, NOWHERE, OWL, RDF, SKOS } from './skos-terms.js';

/** How a SKOS file is written. */
export type SkosFormat = 'TURTLE' | 'JSON_LD';

/** A concept of a file. */
export interface ReadConcept {
  readonly uri: string;
  readonly prefLabel: string;
  readonly altLabels: readonly string[];
  readonly definition: string | null;
  readonly scopeNote: string | null;
  /** URI of the concept that it lies under. */
  readonly broader: string | null;
  readonly related: readonly string[];
  readonly exactMatch: readonly string[];
}

/** Most concepts of one file. */
const MOST = 500;
/** Most statements: a concept has about twenty. */
const MOST_STATEMENTS = 20_000;

/**
 * The concepts of a file, each with its Russian label, otherwise the first it has.
 * @throws InvalidInput with the line where it is no such file, or where it was not UTF-8
 */
export async function readSkos(text: string, format: SkosFormat): Promise<ReadConcept[]> {
  // what a reader of UTF-8 puts for bytes of another encoding: names would be question marks
  if (text.includes('\uFFFD')) throw new InvalidInput({ text: NOT_UTF8 });
  const quads = format === 'TURTLE' ? readTurtle(text) : await readJsonLd(text);
  if (quads.length > MOST_STATEMENTS) throw new InvalidInput({ text: TOO_MANY });
  const bySubject = Map.groupBy(quads, ({ subject }) => subject.value);
  const concepts = [...bySubject].flatMap(([uri, said]) => asConcept(uri, said, quads) ?? []);
  if (concepts.length === 0) throw new InvalidInput({ text: NONE });
  if (concepts.length > MOST) throw new InvalidInput({ text: TOO_MANY });
  return concepts;
}

function asConcept(uri: string, said: readonly Quad[], all: readonly Quad[]): ReadConcept | null {
  const of = (predicate: string) =>
    said.filter((one) => one.predicate.value === predicate).map((one) => one.object);
  const texts = (predicate: string): string[] => {
    const literals = of(predicate).filter((object) => object.termType === 'Literal');
    const russian = literals.filter(({ language }) => language === 'ru');
    return (russian.length > 0 ? russian : literals).map(({ value }) => value.trim()).filter(Boolean);
  };
  const uris = (predicate: string): string[] =>
    of(predicate)
      .filter((object) => object.termType === 'NamedNode')
      .map(({ value }) => value);
  const types = uris(`${RDF}type`);
  const deprecated = of(`${OWL}deprecated`).length > 0 || of(`${DCTERMS}isReplacedBy`).length > 0;
  const [prefLabel] = texts(`${SKOS}prefLabel`);
  if (!types.includes(`${SKOS}Concept`) || deprecated || !prefLabel) return null;
  const [narrowerOf] = all
    .filter((one) => one.predicate.value === `${SKOS}narrower` && one.object.value === uri)
    .map(({ subject }) => subject.value);
  return {
    ...{ uri, prefLabel, altLabels: texts(`${SKOS}altLabel`) },
    definition: texts(`${SKOS}definition`).join('\n\n') || null,
    scopeNote: texts(`${SKOS}scopeNote`).join('\n\n') || null,
    broader: uris(`${SKOS}broader`)[0] ?? narrowerOf ?? null,
    related: uris(`${SKOS}related`),
    exactMatch: uris(`${SKOS}exactMatch`).filter((address) => /^https?:/.test(address)),
  };
}

function readTurtle(text: string): Quad[] {
  try {
    return new Parser({ format: 'text/turtle', baseIRI: NOWHERE }).parse(text);
  } catch (error) {
    const { line } = (error as { context?: { line?: number } }).context ?? {};
    throw new InvalidInput({ text: unreadable('Turtle', line) });
  }
}

async function readJsonLd(text: string): Promise<Quad[]> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new InvalidInput({ text: unreadable('JSON') });
  }
  const { default: jsonld } = await import('jsonld');
  try {
    const options = { documentLoader: refuseToFetch, format: 'application/n-quads' };
    const nquads = (await jsonld.toRDF(document as never, options as never)) as unknown as string;
    return new Parser({ format: 'application/n-quads' }).parse(nquads);
  } catch (error) {
    const fetched =
      String((error as Error).message).includes(FETCHES) ||
      String((error as { details?: { cause?: Error } }).details?.cause?.message).includes(FETCHES);
    throw new InvalidInput({ text: fetched ? REMOTE_CONTEXT : unreadable('JSON-LD') });
  }
}

const FETCHES = 'remote contexts are not fetched';
async function refuseToFetch(): Promise<never> {
  throw new Error(FETCHES);
}

const NOT_UTF8 = {
  ru: 'файл не в кодировке UTF-8: сохраните его в ней и выберите снова',
  en: 'the file is not in UTF-8: save it so and choose it again',
};
const NONE = {
  ru: 'в файле нет понятий skos:Concept с названием skos:prefLabel',
  en: 'the file has no skos:Concept with a skos:prefLabel',
};
const TOO_MANY = {
  ru: `в файле больше ${MOST} понятий: разделите его`,
  en: `the file has more than ${MOST} concepts: split it`,
};
const REMOTE_CONTEXT = {
  ru: 'файл ссылается на @context по адресу в сети, а банк ничего не скачивает: вставьте контекст в сам файл',
  en: 'the file names an @context on the network, and the bank fetches nothing: put the context into the file',
};
const unreadable = (format: string, line?: number) => ({
  ru: `это не ${format}${line ? `: ошибка в строке ${line}` : ''}`,
  en: `this is no ${format}${line ? `: a fault in line ${line}` : ''}`,
});
