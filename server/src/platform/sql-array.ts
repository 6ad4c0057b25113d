/** An array as a parameter of `em.execute`, which would write a JavaScript array as a list of values. */
export function sqlArray(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}
