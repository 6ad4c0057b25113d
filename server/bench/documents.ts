/** What the pages of the bank ask of the API. */
const CARD = `slug kind title grades year publishedAt authors { name slug } organization { slug title }
  network { slug title } subjects fileCount`;

/** The catalogue's list without anything beside it: what the hand-written statement answers too. */
export const LIST = `query List($query: String! = "", $filter: MaterialFilter, $sort: MaterialSort!, $page: Int! = 1) {
  searchMaterials(query: $query, filter: $filter, sort: $sort, page: $page) { total hits { material { ${CARD} } } }
}`;

/** The whole catalogue page. */
export const CATALOGUE = `query Catalogue($query: String!, $filter: MaterialFilter, $sort: MaterialSort!, $page: Int! = 1) {
  searchMaterials(query: $query, filter: $filter, sort: $sort, page: $page) {
    total page pageSize synonyms simplified
    corrections { kind original corrected }
    facets { field buckets { value label count parent } }
    hits {
      placeCount
      material { ${CARD} annotation ageFrom ageTo formats pageCount durationSeconds hasCaptions downloadUrl
        thumbnailUrl approved recommended downloads status }
      highlights { title { text match } annotation { text match } }
      place { file { id name } ordinal page slide sheet second }
      snippet { text match }
    }
  }
}`;

/** Only the counts. */
export const FACETS = `query Facets($filter: MaterialFilter) {
  searchMaterials(filter: $filter, pageSize: 1) { total facets { field buckets { value count } } }
}`;

const PASSPORT = `registrationNumber slug kind status versionNumber title subtitle annotation language levels grades
  ageFrom ageTo keywords audience technologies ageRating license rightsHolder year downloads
  subjects { slug title } themes { slug title } network { slug name } organization { slug shortName }
  contributions { role name shortName position author { slug } }
  files { id name format mediaType size role pageCount durationSeconds textState }`;

/** The passport of a material: what the hand-written statement answers too. */
export const MATERIAL = `query Passport($slug: String!) { material(slug: $slug) { ${PASSPORT} } }`;

/** The whole material page: the text of the open file and similar materials beside the passport. */
export const MATERIAL_PAGE = `query Material($slug: String!) {
  material(slug: $slug) {
    ${PASSPORT}
    citation { gost bibtex ris }
    file { id name html passages(first: 50) { ordinal page slide sheet second text } }
    similar(first: 3) { ${CARD} annotation thumbnailUrl }
  }
}`;

/** Type-ahead. */
export const SUGGEST = `query Suggest($typed: String!) {
  suggest(query: $typed, first: 8) { kind slug title { text match } detail }
}`;
