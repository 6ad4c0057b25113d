import { registerEnumType } from 'type-graphql';

/** A field by which the catalogue is filtered and counted. */
export enum FacetField {
  KIND = 'KIND',
  THEME = 'THEME',
  SUBJECT = 'SUBJECT',
  LEVEL = 'LEVEL',
  GRADE = 'GRADE',
  NETWORK = 'NETWORK',
  ORGANIZATION = 'ORGANIZATION',
  AUTHOR = 'AUTHOR',
  YEAR = 'YEAR',
  FORMAT = 'FORMAT',
  LANGUAGE = 'LANGUAGE',
  LICENSE = 'LICENSE',
  AGE_RATING = 'AGE_RATING',
  APPROVED = 'APPROVED',
  RECOMMENDED = 'RECOMMENDED',
}

/** All facet fields in the order in which a page shows them. */
export const FACET_FIELDS = Object.values(FacetField);

registerEnumType(FacetField, {
  name: 'FacetField',
  description: 'A field by which the catalogue is filtered and counted.',
  valuesConfig: {
    KIND: { description: 'Kind of the material.' },
    THEME: { description: 'Priority theme with its broader themes; values are slugs.' },
    SUBJECT: { description: 'School subject or area of development; values are slugs.' },
    LEVEL: { description: 'Level of education.' },
    GRADE: { description: 'School class, 1 to 11.' },
    NETWORK: { description: 'Network; values are slugs.' },
    ORGANIZATION: { description: 'Organisation; values are slugs.' },
    AUTHOR: { description: 'Author with a page; values are slugs.' },
    YEAR: { description: 'Year of creation.' },
    FORMAT: { description: 'Format of a file.' },
    LANGUAGE: { description: 'Language, BCP 47.' },
    LICENSE: { description: 'Terms of use.' },
    AGE_RATING: { description: 'Age mark.' },
    APPROVED: { description: 'Approved by the council; the value is `true`.' },
    RECOMMENDED: { description: 'Recommended by the council; the value is `true`.' },
  },
});
