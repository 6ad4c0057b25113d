/** The faults that the domain tells a caller about. Anything else that is thrown is a defect and is never shown. */
import type { Locale, LocalizedText } from './localized.js';

/** What `extensions.code` of an answered error may be. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'CONFLICT'
  | 'LIMIT_EXCEEDED'
  | 'QUERY_LIMIT'
  | 'QUERY_COST'
  | 'RATE_LIMITED'
  | 'TIMEOUT'
  | 'UNAVAILABLE';

/** A fault with a code for programs and a text for people. */
export abstract class DomainError extends Error {
  abstract readonly code: ErrorCode;

  /** @param text what to tell a person, in both languages */
  constructor(readonly text: LocalizedText) {
    super(text.en);
    this.name = new.target.name;
  }

  /** Further facts for `extensions`. */
  details(_locale: Locale): Record<string, unknown> {
    return {};
  }
}

/** The caller has to sign in first. */
export class Unauthenticated extends DomainError {
  readonly code = 'UNAUTHENTICATED';
  constructor(text: LocalizedText = { ru: 'Нужно войти.', en: 'Please sign in.' }) {
    super(text);
  }
}

/** The caller is known and may not do this. */
export class Forbidden extends DomainError {
  readonly code = 'FORBIDDEN';
  constructor(text: LocalizedText = { ru: 'На это нет прав.', en: 'You may not do this.' }) {
    super(text);
  }
}

/** There is no such thing, or the caller may not know of it: both answer the same text. */
export class NotFound extends DomainError {
  readonly code = 'NOT_FOUND';
  constructor(text: LocalizedText = { ru: 'Не найдено.', en: 'Not found.' }) {
    super(text);
  }
}

const FAULTS = {
  cursor: { ru: 'это не курсор, выданный сервером', en: 'not a cursor made by this server' },
  required: { ru: 'нужно заполнить', en: 'is required' },
  format: { ru: 'неверный вид', en: 'has a wrong form' },
  range: { ru: 'вне допустимых пределов', en: 'is out of range' },
  length: { ru: 'слишком коротко или слишком длинно', en: 'is too short or too long' },
  unknown: { ru: 'такого значения нет', en: 'is not a known value' },
  address: {
    ru: 'напишите адрес целиком: имя, знак @ и почтовый сервер',
    en: 'write the whole address: name, @ and mail server',
  },
} satisfies Record<string, LocalizedText>;

/** What is wrong with one field: a common fault by its name, or a text of its own. */
export type InputFault = keyof typeof FAULTS | LocalizedText;

/** Some fields of the input are wrong; `extensions.fields` names each with its reason. */
export class InvalidInput extends DomainError {
  readonly code = 'BAD_USER_INPUT';

  /** @param fields path of the field → what is wrong with it */
  constructor(readonly fields: Readonly<Record<string, InputFault>>) {
    super({ ru: describe(fields, 'ru'), en: describe(fields, 'en') });
  }

  override details(locale: Locale): Record<string, unknown> {
    const entries = Object.entries(this.fields).map(([field, fault]) => [field, faultText(fault)[locale]]);
    return { fields: Object.fromEntries(entries) };
  }
}

/** The thing has changed meanwhile, or is not in the state that this needs. */
export class Conflict extends DomainError {
  readonly code = 'CONFLICT';
  constructor(
    text: LocalizedText = {
      ru: 'За это время данные изменились. Обновите страницу и повторите.',
      en: 'This has changed meanwhile. Reload and try again.',
    },
  ) {
    super(text);
  }
}

/** More was asked for than one caller may have. */
export class LimitExceeded extends DomainError {
  readonly code = 'LIMIT_EXCEEDED';
  constructor(text: LocalizedText = { ru: 'Превышен предел.', en: 'The limit is exceeded.' }) {
    super(text);
  }
}

/** What is wrong, in words. */
export function faultText(fault: InputFault): LocalizedText {
  return typeof fault === 'string' ? FAULTS[fault] : fault;
}

function describe(fields: Readonly<Record<string, InputFault>>, locale: Locale): string {
  const start = locale === 'ru' ? 'Проверьте: ' : 'Please check: ';
  return `${start}${Object.entries(fields)
    .map(([field, fault]) => `${field}: ${faultText(fault)[locale]}`)
    .join('; ')}.`;
}
