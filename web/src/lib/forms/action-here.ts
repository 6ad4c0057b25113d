/**
 * Address of an action of the present page with the present query: a form that is refused is shown again where it
 * was, and not on a page of another query.
 */
export function actionHere(
  name: string,
  { searchParams }: { searchParams: Iterable<[string, string]> },
): string {
  const kept = [...searchParams].filter(([key]) => !key.startsWith('/'));
  return [`?/${name}`, ...kept.map((pair) => pair.map(encodeURIComponent).join('='))].join('&');
}
