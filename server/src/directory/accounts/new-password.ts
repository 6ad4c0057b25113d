import { createRequire } from 'node:module';
import { InvalidInput } from '../../platform/errors.js';

const require = createRequire(import.meta.url);
const keyboard = require('convert-layout/ru') as { fromEn(text: string): string; toEn(text: string): string };

/** What people here begin with, before a few digits; the list of the world has no Russian words. */
const RUSSIAN =
  /^(?:пароль|привет|любовь|солнышко|россия|москва|учитель|учительница|школа|гимназия|лицей|методбанк|metodbank)[\d!._-]*$/;
const SHORTEST = 8;
const LONGEST = 128;

/** Loaded with the first new password: no start waits for it. */
let common: Promise<ReadonlySet<string>> | undefined;

/**
 * A new password that may be taken; Cyrillic and spaces are welcome (C51).
 * @param field names it when it is refused
 * @throws InvalidInput when it is too short, too long, or among those that everybody tries
 */
export async function acceptablePassword(field: string, password: string): Promise<string> {
  const clean = password.normalize('NFC');
  const length = [...clean].length;
  if (length < SHORTEST || length > LONGEST)
    throw new InvalidInput({
      [field]: {
        ru: `от ${SHORTEST} до ${LONGEST} знаков; подойдёт и фраза с пробелами`,
        en: `${SHORTEST} to ${LONGEST} characters; a phrase with spaces will do`,
      },
    });
  common ??= readCommon();
  // the same keys in the other layout are the same guess
  const [typed, latin, cyrillic] = [clean, keyboard.toEn(clean), keyboard.fromEn(clean)].map((text) =>
    text.toLowerCase(),
  ) as [string, string, string];
  const list = await common;
  if (list.has(typed) || list.has(latin) || RUSSIAN.test(typed) || RUSSIAN.test(cyrillic))
    throw new InvalidInput({
      [field]: {
        ru: 'этот пароль пробуют первым: придумайте другой',
        en: 'this is among the first that anybody tries: choose another',
      },
    });
  return clean;
}

async function readCommon(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set((dictionary['passwords-common'] as string[]).map((word) => word.toLowerCase()));
}
