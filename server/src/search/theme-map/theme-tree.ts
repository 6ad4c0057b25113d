/** A theme as the tree needs it. */
interface TreeTheme {
  readonly id: string;
  readonly broaderId: string | null;
}

/** The themes as a tree is read, each with how deep it is; a theme whose broader one is not there is a root. */
export function inTreeOrder<T extends TreeTheme>(themes: readonly T[]): { theme: T; depth: number }[] {
  const known = new Set(themes.map(({ id }) => id));
  const below = (broader: string | null) =>
    themes.filter(
      ({ broaderId }) => (broaderId !== null && known.has(broaderId) ? broaderId : null) === broader,
    );
  const walk = (broader: string | null, depth: number): { theme: T; depth: number }[] =>
    below(broader).flatMap((theme) => [{ theme, depth }, ...walk(theme.id, depth + 1)]);
  return walk(null, 0);
}

/** The themes named and all above them, each once. */
export function withBroader(ids: readonly string[], themes: ReadonlyMap<string, TreeTheme>): Set<string> {
  const found = new Set<string>();
  for (const id of ids)
    for (let at = themes.get(id); at && !found.has(at.id); at = themes.get(at.broaderId ?? ''))
      found.add(at.id);
  return found;
}
