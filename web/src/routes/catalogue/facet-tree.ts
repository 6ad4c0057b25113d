interface Node {
  value: string;
  parent: string | null;
}

/** Puts narrower values right after their broader one, with their depth; a parent not listed is no parent. */
export function asTree<Value extends Node>(values: readonly Value[]): (Value & { depth: number })[] {
  const known = new Set(values.map(({ value }) => value));
  const children = new Map<string | null, Value[]>();
  for (const value of values) {
    const parent = value.parent && known.has(value.parent) ? value.parent : null;
    children.set(parent, [...(children.get(parent) ?? []), value]);
  }
  const below = (parent: string | null, depth: number): (Value & { depth: number })[] =>
    // deeper than any real tree means a circle
    depth > 5
      ? []
      : (children.get(parent) ?? []).flatMap((value) => [
          { ...value, depth },
          ...below(value.value, depth + 1),
        ]);
  return below(null, 0);
}
