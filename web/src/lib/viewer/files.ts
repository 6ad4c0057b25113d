import { graphql, type ResultOf } from '#lib/graphql/graphql.ts';

/** What a list of files and the viewer ask of a file. */
export const fileFields = graphql(`
  fragment FileFields on StoredFile {
    id
    name
    format
    mediaType
    size
    role
    pageCount
    durationSeconds
    viewer
    textState
    downloadUrl
    viewUrl
    thumbnailUrl
  }
`);

/** A stretch of a file's text, with its place. */
export const passageFields = graphql(`
  fragment PassageFields on Passage {
    ordinal
    page
    slide
    sheet
    second
    text
  }
`);

/** A file in a list of files. */
export type MaterialFile = ResultOf<typeof fileFields>;
/** A stretch of the open file's text. */
export type Passage = ResultOf<typeof passageFields>;
/** The file that is open, with its text. */
export type OpenFile = MaterialFile & { html: string | null; passages: Passage[] };
