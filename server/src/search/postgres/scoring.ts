/** Okapi BM25 with one saturation and field lengths measured against usual ones, not against the corpus. */
const SATURATION = 1.2;
const LENGTH_SHARE = 0.3;

/** Weight and usual length, in words, of each part of a document. */
export const FIELDS = {
  title: { weight: 2.5, usual: 8 },
  keywords: { weight: 1.4, usual: 8 },
  labels: { weight: 1, usual: 30 },
  annotation: { weight: 1.2, usual: 40 },
  passage: { weight: 1, usual: 60 },
} as const;

export type FieldName = keyof typeof FIELDS;

/** How much `count` occurrences of a term in a field of `length` words say. */
export function impact(field: FieldName, count: number, length: number): number {
  const { weight, usual } = FIELDS[field];
  return (
    (weight * count * (SATURATION + 1)) /
    (count + SATURATION * (1 - LENGTH_SHARE + (LENGTH_SHARE * length) / usual))
  );
}

/** How rare a term is: terms in few of the documents count more. */
export function rarity(documents: number, having: number): number {
  return Math.log(1 + (Math.max(documents, having) - having + 0.5) / (having + 0.5)) ** 1.2;
}
