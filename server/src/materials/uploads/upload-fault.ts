import { DomainError, type ErrorCode } from '../../platform/errors.js';
import type { LocalizedText } from '../../platform/localized.js';

/** An upload that does not go on, in the words of HTTP and in words for its author. */
export class UploadFault extends DomainError {
  /** @param status of the answer */
  constructor(
    readonly status: number,
    text: LocalizedText,
    readonly code: ErrorCode = 'BAD_USER_INPUT',
  ) {
    super(text);
  }

  /** Another request holds the upload. */
  static busy(): UploadFault {
    return new UploadFault(
      423,
      {
        ru: 'Этот файл уже загружается в другой вкладке или прежнее соединение ещё не закрылось. Повторите через несколько секунд.',
        en: 'This file is being uploaded in another tab, or the earlier connection is still open. Try again in a few seconds.',
      },
      'CONFLICT',
    );
  }

  /** There is no such upload, or it is somebody else's. */
  static unknown(): UploadFault {
    return new UploadFault(
      404,
      {
        ru: 'Такой загрузки нет: она завершена или её срок истёк. Добавьте файл ещё раз.',
        en: 'There is no such upload: it is finished or has expired. Add the file again.',
      },
      'NOT_FOUND',
    );
  }

  /** The bytes are not those that their digest tells of. */
  static checksum(): UploadFault {
    return new UploadFault(460, {
      ru: 'Часть файла пришла с искажениями. Она будет отправлена ещё раз.',
      en: 'A part of the file arrived damaged. It will be sent again.',
    });
  }

  /** The disk is full. */
  static noSpace(): UploadFault {
    return new UploadFault(
      507,
      {
        ru: 'На сервере кончилось место. Загруженное сохранено: продолжите позже или напишите администратору.',
        en: 'The server is out of space. What has arrived is kept: go on later, or tell the administrator.',
      },
      'UNAVAILABLE',
    );
  }
}

/** Whether the disk, or somebody's share of it, is full, or would be. */
export function isFullDisk(error: unknown): boolean {
  if (error instanceof UploadFault) return error.status === 507;
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT';
}
