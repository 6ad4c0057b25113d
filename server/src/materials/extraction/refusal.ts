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

const texts: Record<RefusalReason, string> = {
  EMPTY: 'Файл пустой',
  UNKNOWN_FORMAT: 'Такой формат банк не принимает',
  EXTENSION_MISMATCH: 'Расширение не совпадает с содержанием',
  MACROS: 'В файле есть макросы: сохраните его без них',
  ENCRYPTED: 'Файл защищён паролем: сохраните его без пароля',
  UNSAFE_ARCHIVE: 'Архив устроен опасно',
  TOO_MANY_PIXELS: 'Картинка больше 100 мегапикселей',
  UNREADABLE: 'Файл повреждён: его не удалось прочитать',
};

/** A file that the bank does not take; the message is for the person who brought it. */
export class FileRefused extends Error {
  constructor(
    readonly reason: RefusalReason,
    /** What exactly was met. */
    readonly detail?: string,
  ) {
    super(detail ? `${texts[reason]} (${detail})` : texts[reason]);
    this.name = 'FileRefused';
  }
}
