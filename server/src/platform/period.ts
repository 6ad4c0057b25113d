import { GraphQLLocalDate } from 'graphql-scalars';
import { ArgsType, Field } from 'type-graphql';
import { InvalidInput } from './errors.js';

/** Longest period that may be asked for, years: the interval of two attestations. */
const LONGEST_YEARS = 10;

/** Arguments of what is told of a period; both days belong to it. */
@ArgsType()
export class PeriodArgs {
  @Field(() => GraphQLLocalDate, { description: 'First day, `YYYY-MM-DD`.' })
  from!: string;

  @Field(() => GraphQLLocalDate, {
    description: 'Last day, `YYYY-MM-DD`; at most ten years after the first.',
  })
  to!: string;
}

/** Some days in a row, both ends in. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/**
 * Refuses a period that ends before it begins, or is longer than anybody needs.
 * @throws InvalidInput
 */
export function checkPeriod({ from, to }: Period): void {
  if (to < from)
    throw new InvalidInput({
      to: { ru: 'конец периода раньше начала', en: 'the period ends before it begins' },
    });
  const longest = new Date(`${from}T00:00:00Z`);
  longest.setUTCFullYear(longest.getUTCFullYear() + LONGEST_YEARS);
  if (new Date(`${to}T00:00:00Z`) > longest)
    throw new InvalidInput({
      to: { ru: 'период длиннее десяти лет', en: 'the period is longer than ten years' },
    });
}

/**
 * A day of an address, `YYYY-MM-DD`.
 * @param field names it when it is refused
 * @throws InvalidInput for what is no day of the calendar
 */
export function dayIn(field: string, text: string | undefined): string {
  const day = text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  if (!text || !day || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text)
    throw new InvalidInput({ [field]: 'format' });
  return text;
}
