/** Ids in their new order after one has moved a place up (-1) or down (1); at an end it stays. */
export function moved(things: readonly { id: string }[], id: string, by: -1 | 1): string[] {
  const ids = things.map((thing) => thing.id);
  const from = ids.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= ids.length) return ids;
  [ids[from], ids[to]] = [ids[to]!, ids[from]!];
  return ids;
}
