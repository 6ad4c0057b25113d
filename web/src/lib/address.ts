/** A value as addresses write it: `LESSON_PLAN` is `lesson-plan`; other words stay as they are. */
export const inAddress = (value: string): string =>
  /^[A-Z0-9_]+$/.test(value) ? value.toLowerCase().replaceAll('_', '-') : value;
