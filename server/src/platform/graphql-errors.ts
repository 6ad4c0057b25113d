/** The one place that decides what a caller learns of an error. */
import type { GraphQLFormattedError } from 'graphql';
import { unwrapResolverError } from '@apollo/server/errors';
import { ArgumentValidationError } from 'type-graphql';
import { requestScope } from './context.js';
import { RequestAborted } from './database.js';
import { DomainError, type ErrorCode, type InputFault, InvalidInput } from './errors.js';
import type { Locale, LocalizedText } from './localized.js';

/** Takes what was not expected. */
export type ReportError = (error: unknown, requestId: string) => void;

const TIMEOUT: LocalizedText = {
  ru: 'Ответ готовился слишком долго. Уточните запрос и повторите.',
  en: 'The answer took too long. Narrow the query and try again.',
};
const UNAVAILABLE: LocalizedText = {
  ru: 'База данных сейчас не отвечает. Повторите через несколько секунд.',
  en: 'The database does not answer at the moment. Try again in a few seconds.',
};
const UNEXPECTED: LocalizedText = {
  ru: 'Внутренняя ошибка. Сообщите администратору номер обращения.',
  en: 'Internal error. Please tell the administrator the request id.',
};
/** SQLSTATE classes and system errors that say that the database is away, not that the statement is wrong. */
const AWAY = /^(08...|53...|57P0.|ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH)$/;
const AWAY_WORDS = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered)/;

/**
 * Makes Apollo's `formatError`: known faults in the caller's language, everything else as one sentence with the
 * request id, its own words only in the log.
 */
export function errorFormatter(
  report: ReportError,
): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const { locale, requestId } = requestScope.getStore() ?? { locale: 'ru' as Locale, requestId: '' };
    const thrown = unwrapResolverError(error);
    const place = {
      ...(formatted.locations && { locations: formatted.locations }),
      ...(formatted.path && { path: formatted.path }),
    };
    const known = describeKnown(thrown, locale) ?? describeMistyped(formatted, locale);
    if (known) return { ...known, ...place };
    if (formatted.extensions?.code === 'INTERNAL_SERVER_ERROR') {
      report(thrown, requestId);
      return {
        message: UNEXPECTED[locale],
        ...place,
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
      };
    }
    const { validationErrorCode, code } = formatted.extensions ?? {};
    return { message: formatted.message, ...place, extensions: { code: validationErrorCode ?? code } };
  };
}

/** A fault that callers may know of, in their language; undefined for all others. */
export function describeKnown(thrown: unknown, locale: Locale): GraphQLFormattedError | undefined {
  const fault = thrown instanceof ArgumentValidationError ? toInvalidInput(thrown) : thrown;
  if (fault instanceof DomainError)
    return { message: fault.text[locale], extensions: { code: fault.code, ...fault.details(locale) } };
  if (fault instanceof RequestAborted) return answer('TIMEOUT', TIMEOUT, locale);
  if (!(fault instanceof Error)) return undefined;
  const code = (fault as { code?: unknown }).code;
  if (code === '57014') return answer('TIMEOUT', TIMEOUT, locale);
  if ((typeof code === 'string' && AWAY.test(code)) || AWAY_WORDS.test(fault.message))
    return answer('UNAVAILABLE', UNAVAILABLE, locale);
  return undefined;
}

const WHOLE: LocalizedText = { ru: 'нужно целое число', en: 'a whole number is needed' };
const DAY: LocalizedText = {
  ru: 'такой даты нет: нужны день, месяц и год из четырёх цифр',
  en: 'there is no such date: a day, a month and a year of four digits are needed',
};
/** How graphql tells of a number or a day in an input that is none: «… at "input.votesFor"; Int cannot …». */
const MISTYPED: readonly (readonly [RegExp, InputFault])[] = [
  [/ at "input\.([\w.[\]]+)"; Int cannot represent non-integer/, WHOLE],
  [/ at "input\.([\w.[\]]+)"; Int cannot represent non 32-bit/, 'range'],
  [/ at "input\.([\w.[\]]+)"; Value is not a valid LocalDate/, DAY],
];

/** A number or a day that somebody has typed wrong, under the name of its field; undefined for all other faults. */
function describeMistyped(
  { message, extensions }: GraphQLFormattedError,
  locale: Locale,
): GraphQLFormattedError | undefined {
  if (extensions?.code !== 'BAD_USER_INPUT') return undefined;
  for (const [told, fault] of MISTYPED) {
    const field = told.exec(message)?.[1]?.replace(/\[(\d+)\]/g, '.$1');
    if (field) return describeKnown(new InvalidInput({ [field]: fault }), locale);
  }
  return undefined;
}

function answer(code: ErrorCode, text: LocalizedText, locale: Locale): GraphQLFormattedError {
  return { message: text[locale], extensions: { code } };
}

interface FieldFault {
  readonly property: string;
  readonly constraints?: Readonly<Record<string, string>>;
  readonly children?: readonly FieldFault[];
}

function toInvalidInput(error: ArgumentValidationError): InvalidInput {
  const fields: Record<string, InputFault> = {};
  const walk = (faults: readonly FieldFault[], prefix: string): void => {
    for (const { property, constraints = {}, children = [] } of faults) {
      const [broken] = Object.entries(constraints);
      if (broken) fields[prefix + property] = faultOfRule(...broken);
      walk(children, `${prefix}${property}.`);
    }
  };
  walk(error.extensions.validationErrors as readonly FieldFault[], '');
  return new InvalidInput(fields);
}

/** How far the words of a rule say that one may go, and what people are told of it. */
const BOUNDS: readonly (readonly [RegExp, (bound: string) => LocalizedText])[] = [
  [/not be less than (-?\d+)/, (n) => ({ ru: `не меньше ${n}`, en: `no less than ${n}` })],
  [/not be greater than (\d+)/, (n) => ({ ru: `не больше ${n}`, en: `no more than ${n}` })],
  [/no more than (\d+) elements/, (n) => ({ ru: `не больше ${n} значений`, en: `no more than ${n} values` })],
  [/at least (\d+) elements/, (n) => ({ ru: `хотя бы ${n}`, en: `at least ${n}` })],
  [
    /shorter than or equal to (\d+)/,
    (n) => ({ ru: `длиннее, чем можно: не больше ${n} знаков`, en: `no more than ${n} characters` }),
  ],
  [
    /longer than or equal to (\d+)/,
    (n) => ({ ru: `короче, чем нужно: не меньше ${n} знаков`, en: `at least ${n} characters` }),
  ],
];

function faultOfRule(rule: string, words: string): InputFault {
  for (const [bound, text] of BOUNDS) {
    const found = bound.exec(words)?.[1];
    if (found) return text(found);
  }
  if (rule === 'isEmail') return 'address';
  if (/length|size/i.test(rule)) return 'length';
  if (/^(min|max|isPositive|isNegative)/i.test(rule)) return 'range';
  if (/defined|empty/i.test(rule)) return 'required';
  return 'format';
}
