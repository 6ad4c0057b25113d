import { graphql, type ResultOf } from '#lib/graphql/graphql.ts';
import { keptMaterial } from '#lib/reader/kept-material.ts';

/** A collection with all its materials. */
export const CollectionQuery = graphql(
  `
    query Collection($slug: String!) {
      collection(slug: $slug) {
        id
        slug
        title
        description
        visibility
        ownerName
        itemCount
        updatedAt
        version
        archiveUrl
        viewerCan {
          edit
        }
        items {
          slug
          registrationNumber
          note
          material {
            ...KeptMaterial
          }
        }
      }
    }
  `,
  [keptMaterial],
);

/** Renames it or opens it to others. */
export const Edit = graphql(`
  mutation EditCollection($input: EditCollectionInput!) {
    editCollection(input: $input) {
      slug
    }
  }
`);

/** Deletes it. */
export const Delete = graphql(`
  mutation DeleteCollection($collection: ID!) {
    deleteCollection(collection: $collection)
  }
`);

/** Gives a material another place. */
export const Move = graphql(`
  mutation MoveInCollection($input: MoveInCollectionInput!) {
    moveInCollection(input: $input) {
      version
    }
  }
`);

/** Says why a material is there. */
export const Annotate = graphql(`
  mutation AnnotateInCollection($input: AnnotateInCollectionInput!) {
    annotateInCollection(input: $input) {
      version
    }
  }
`);

/** Takes a material out. */
export const Remove = graphql(`
  mutation RemoveFromCollection($collection: ID!, $material: String!) {
    removeFromCollection(collection: $collection, material: $material) {
      version
    }
  }
`);

/** A collection as its page shows it. */
export type Collection = NonNullable<ResultOf<typeof CollectionQuery>['collection']>;
