const key = 'recent-searches';
const kept = 6;

/** What was searched in this browser, newest first; it never leaves the browser. */
export function recentSearches(): string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(list) ? list.filter((query) => typeof query === 'string') : [];
  } catch {
    return [];
  }
}

/** Puts a query at the head of the list. */
export function rememberSearch(query: string): void {
  const trimmed = query.trim();
  if (!trimmed) return;
  const list = [trimmed, ...recentSearches().filter((earlier) => earlier !== trimmed)].slice(0, kept);
  try {
    localStorage.setItem(key, JSON.stringify(list));
  } catch {
    // a browser that keeps nothing still searches
  }
}

/** Forgets the list. */
export function forgetSearches(): void {
  localStorage.removeItem(key);
}
