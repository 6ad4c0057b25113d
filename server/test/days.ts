/** A last day that may be given to somebody, whenever the tests run. */
export const IN_A_MONTH = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
