import { DataFactory, type Quad, type Quad_Object, Writer } from 'n3';
import type { Concept } from './skos.reads.js';
import { DCTERMS, OWL, RDF, SKOS, XSD } from './skos-terms.js';

const { literal, namedNode, quad } = DataFactory;

/**
 * The themes as a SKOS concept scheme, by the Recommendation of 2009-08-18. An address that a theme had is a deprecated
 * concept that the theme replaces: no address that was once given ever means nothing.
 * @param publicUrl address of the bank, without a slash at the end
 */
export function conceptScheme(concepts: readonly Concept[], publicUrl: string): Quad[] {
  const scheme = namedNode(`${publicUrl}/themes`);
  const at = (slug: string) => namedNode(`${publicUrl}/themes/${encodeURIComponent(slug)}`);
  const known = new Map(concepts.map((concept) => [concept.slug, concept]));
  const quads: Quad[] = [];
  const say = (subject: ReturnType<typeof namedNode>, predicate: string, ...objects: Quad_Object[]) =>
    quads.push(...objects.map((object) => quad(subject, namedNode(predicate), object)));

  say(scheme, `${RDF}type`, namedNode(`${SKOS}ConceptScheme`));
  say(scheme, `${DCTERMS}title`, literal('Приоритетные темы', 'ru'), literal('Priority themes', 'en'));
  say(
    scheme,
    `${SKOS}hasTopConcept`,
    ...concepts.filter(({ broader }) => !broader).map(({ slug }) => at(slug)),
  );
  for (const concept of concepts) {
    const { slug, title, altLabels, description, rationale, broader, exactMatch, former, updated } = concept;
    const me = at(slug);
    say(me, `${RDF}type`, namedNode(`${SKOS}Concept`));
    say(me, `${SKOS}inScheme`, scheme);
    if (!broader) say(me, `${SKOS}topConceptOf`, scheme);
    say(me, `${SKOS}prefLabel`, literal(title, 'ru'));
    // a preferred label is no other label of the same concept (S13)
    const others = altLabels.filter((label) => label.toLowerCase() !== title.toLowerCase());
    say(me, `${SKOS}altLabel`, ...others.map((label) => literal(label, 'ru')));
    if (description) say(me, `${SKOS}definition`, literal(description, 'ru'));
    if (rationale) say(me, `${SKOS}scopeNote`, literal(rationale, 'ru'));
    if (broader) say(me, `${SKOS}broader`, at(broader));
    say(me, `${SKOS}narrower`, ...concepts.filter((one) => one.broader === slug).map((one) => at(one.slug)));
    say(
      me,
      `${SKOS}related`,
      ...concept.related.filter((other) => !isAbove(other, slug) && !isAbove(slug, other)).map(at),
    );
    say(me, `${SKOS}exactMatch`, ...exactMatch.map((address) => namedNode(address)));
    say(me, `${DCTERMS}modified`, literal(updated.toISOString(), namedNode(`${XSD}dateTime`)));
    for (const address of former) {
      say(at(address), `${RDF}type`, namedNode(`${SKOS}Concept`));
      say(at(address), `${SKOS}inScheme`, scheme);
      say(at(address), `${OWL}deprecated`, literal('true', namedNode(`${XSD}boolean`)));
      say(at(address), `${DCTERMS}isReplacedBy`, me);
    }
  }
  return quads;

  /** What is related is neither above nor below (S27). */
  function isAbove(upper: string, lower: string): boolean {
    const seen = new Set<string>();
    for (let slug = known.get(lower)?.broader; slug && !seen.has(slug); slug = known.get(slug)?.broader) {
      if (slug === upper) return true;
      seen.add(slug);
    }
    return false;
  }
}

/** The statements about one subject alone. */
export const about = (quads: readonly Quad[], subject: string): Quad[] =>
  quads.filter((one) => one.subject.value === subject);

/** Statements as Turtle. */
export function toTurtle(quads: readonly Quad[]): Promise<string> {
  const writer = new Writer({ prefixes: { skos: SKOS, dcterms: DCTERMS, owl: OWL, xsd: XSD } });
  writer.addQuads([...quads]);
  return new Promise((resolve, reject) => {
    writer.end((error: Error | null, text: string) => (error ? reject(error) : resolve(text)));
  });
}

/** How JSON-LD writes the words down; it stands in the document, so that nothing is fetched to read it. */
const CONTEXT = {
  skos: SKOS,
  dcterms: DCTERMS,
  owl: OWL,
  xsd: XSD,
  id: '@id',
  type: '@type',
  ...Object.fromEntries(
    ['inScheme', 'topConceptOf', 'hasTopConcept', 'broader', 'narrower', 'related', 'exactMatch'].map(
      (word) => [word, { '@id': `skos:${word}`, '@type': '@id', '@container': '@set' }],
    ),
  ),
  ...Object.fromEntries(
    ['prefLabel', 'altLabel', 'definition', 'scopeNote'].map((word) => [
      word,
      { '@id': `skos:${word}`, '@container': word === 'altLabel' ? ['@language', '@set'] : '@language' },
    ]),
  ),
  title: { '@id': 'dcterms:title', '@container': '@language' },
  modified: { '@id': 'dcterms:modified', '@type': 'xsd:dateTime' },
  isReplacedBy: { '@id': 'dcterms:isReplacedBy', '@type': '@id' },
  deprecated: { '@id': 'owl:deprecated', '@type': 'xsd:boolean' },
} as const;

/** Statements as JSON-LD. */
export async function toJsonLd(quads: readonly Quad[]): Promise<string> {
  const { default: jsonld } = await import('jsonld');
  const expanded = await jsonld.fromRDF([...quads] as never);
  return JSON.stringify(await jsonld.compact(expanded, CONTEXT as never), null, 2);
}
