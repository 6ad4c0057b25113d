import { graphql } from '#lib/graphql/graphql.ts';
import { fileFields, passageFields } from '#lib/viewer/files.ts';

/** What changed from version to version. */
export const VersionsQuery = graphql(`
  query MaterialVersions($slug: String!) {
    material(slug: $slug) {
      slug
      title
      registrationNumber
      versionNumber
      versions {
        number
        publishedAt
        changeNote
        hiddenFiles {
          hiddenAt
          byAuthor
          reason
          eraseAfter
          erasedAt
          bytesGone
        }
        changes {
          from
          fields {
            field
            before
            after
          }
          files {
            kind
            before
            after
          }
        }
      }
    }
  }
`);

/** A version that is or was public, with the file that is open. */
export const VersionQuery = graphql(
  `
    query PublicVersion($slug: String!, $version: Int!, $file: ID, $after: Int!) {
      material(slug: $slug, version: $version) {
        registrationNumber
        slug
        kind
        versionNumber
        title
        subtitle
        annotation
        levels
        grades
        ageFrom
        ageTo
        keywords
        audience
        technologies
        durationMinutes
        ageRating
        license
        rightsHolder
        year
        subjects {
          slug
          title
        }
        themes {
          slug
          title
        }
        network {
          slug
          name
        }
        organization {
          slug
          shortName
        }
        contributions {
          role
          shortName
          position
          author {
            slug
          }
        }
        files {
          ...FileFields
        }
        file(id: $file) {
          ...FileFields
          html
          passages(first: 50, after: $after) {
            ...PassageFields
          }
        }
        versions {
          number
          publishedAt
          hiddenFiles {
            hiddenAt
            byAuthor
            reason
            eraseAfter
            erasedAt
            bytesGone
          }
        }
      }
    }
  `,
  [fileFields, passageFields],
);

/** Files of the version that the visitor may hide, or erase. */
export const HideableQuery = graphql(`
  query HideableFiles($slug: String!, $version: Int!) {
    hideableFiles(slug: $slug, version: $version) {
      id
      name
    }
    erasableFiles(slug: $slug, version: $version) {
      id
      name
      size
      sha256
    }
  }
`);

export const HideFile = graphql(`
  mutation HideFile($input: HideFileInput!) {
    hideFile(input: $input)
  }
`);

export const EraseFile = graphql(`
  mutation EraseFile($file: ID!) {
    eraseFile(file: $file)
  }
`);

export const ShowFile = graphql(`
  mutation ShowFile($file: ID!) {
    showFile(file: $file)
  }
`);
