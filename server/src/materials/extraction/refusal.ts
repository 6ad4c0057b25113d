import type { LocalizedText } from '../../platform/localized.js';

/** Why the bank does not take a file. */
export type RefusalReason =
  | 'EMPTY'
  | 'UNKNOWN_FORMAT'
  | 'EXTENSION_MISMATCH'
  | 'MACROS'
  | 'ENCRYPTED'
  | 'UNSAFE_ARCHIVE'
  | 'TOO_MANY_PIXELS'
  | 'UNREADABLE';

/** What exactly was met: a name or a figure, or a phrase of its own. */
export type RefusalDetail = string | LocalizedText;

const TEXTS: Record<RefusalReason, LocalizedText> = {
  EMPTY: { ru: 'Файл пустой', en: 'The file is empty' },
  UNKNOWN_FORMAT: { ru: 'Такой формат банк не принимает', en: 'The bank does not take this format' },
  EXTENSION_MISMATCH: {
    ru: 'Расширение не совпадает с содержанием',
    en: 'The extension does not agree with the content',
  },
  MACROS: {
    ru: 'В файле есть макросы: сохраните его без них',
    en: 'The file has macros: save it without them',
  },
  ENCRYPTED: {
    ru: 'Файл защищён паролем: сохраните его без пароля',
    en: 'The file has a password: save it without one',
  },
  UNSAFE_ARCHIVE: { ru: 'Архив устроен опасно', en: 'The archive is built in a dangerous way' },
  TOO_MANY_PIXELS: { ru: 'Картинка больше 100 мегапикселей', en: 'The picture has over 100 megapixels' },
  UNREADABLE: {
    ru: 'Файл повреждён: его не удалось прочитать',
    en: 'The file is damaged and could not be read',
  },
};

/** A file that the bank does not take; the message is for the person who brought it. */
export class FileRefused extends Error {
  /** The reason with what was met, for the person who brought the file. */
  readonly text: LocalizedText;

  constructor(
    readonly reason: RefusalReason,
    readonly detail?: RefusalDetail,
  ) {
    const { ru, en } = TEXTS[reason];
    const met = typeof detail === 'string' ? { ru: detail, en: detail } : detail;
    const text = met ? { ru: `${ru} (${met.ru})`, en: `${en} (${met.en})` } : { ru, en };
    super(text.ru);
    this.name = 'FileRefused';
    this.text = text;
  }
}
