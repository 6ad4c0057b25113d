/** The words of RDF vocabularies that the themes are told in. */
export const SKOS = 'http://www.w3.org/2004/02/skos/core#';
export const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
export const OWL = 'http://www.w3.org/2002/07/owl#';
export const DCTERMS = 'http://purl.org/dc/terms/';
export const XSD = 'http://www.w3.org/2001/XMLSchema#';

/** Where relative addresses of a file lead: to nothing. */
export const NOWHERE = 'http://concept.invalid/';
