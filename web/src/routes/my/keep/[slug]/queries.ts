import { graphql } from '#lib/graphql/graphql.ts';

/** A material, and where the viewer keeps it. */
export const KeepQuery = graphql(`
  query Keep($slug: String!) {
    material(slug: $slug) {
      slug
      title
    }
    bookmarked(materials: [$slug])
    ownCollections {
      id
      slug
      title
      visibility
      itemCount
      holds(material: $slug)
    }
  }
`);

/** Puts it by. */
export const AddBookmark = graphql(`
  mutation KeepBookmark($material: String!) {
    addBookmark(material: $material) {
      slug
    }
  }
`);

/** Takes the bookmark away. */
export const RemoveBookmark = graphql(`
  mutation KeepNoBookmark($material: String!) {
    removeBookmark(material: $material)
  }
`);

/** Puts it into a collection. */
export const AddTo = graphql(`
  mutation KeepIn($collection: ID!, $material: String!) {
    addToCollection(collection: $collection, material: $material) {
      id
    }
  }
`);

/** Takes it out of a collection. */
export const RemoveFrom = graphql(`
  mutation KeepOut($collection: ID!, $material: String!) {
    removeFromCollection(collection: $collection, material: $material) {
      id
    }
  }
`);

/** Begins a collection with it. */
export const Create = graphql(`
  mutation KeepInNew($input: CreateCollectionInput!) {
    createCollection(input: $input) {
      id
    }
  }
`);
